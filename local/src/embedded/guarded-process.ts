import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as after } from 'node:timers/promises'

export interface GuardedProcess {
  readonly child: ChildProcess
  /** Settles with the program's exit code, 128 + the signal's number when a signal ended it. */
  readonly exited: Promise<number>
  /** Asks the program to end by its own signal, and kills it when it takes too long. */
  stop: () => Promise<void>
}

export interface GuardedProcessOptions {
  command: string
  args: string[]
  /** The signal that makes this program end in good order. */
  stopSignal: 'INT' | 'TERM'
  env: NodeJS.ProcessEnv
  cwd?: string
  uid?: number
  gid?: number
  /** How long it may take when asked by `stop` (10 s unless told). */
  graceMs?: number
  /** The same when nobody can ask, because we were killed ourselves (30 s unless told). */
  orphanGraceSeconds?: number
}

// The program must not outlive us, however we end (a SIGKILL included), and must not hear the terminal's Ctrl-C before
// we say so. So it runs in a session of its own, and a small shell beside it holds the reading end of a pipe from us:
// when we close it, or die, that shell sends the program its signal, and insists after half a minute (a logger whose
// reader is dead can keep a process from exiting). The watcher is nobody's child, because Postgres takes the end of a
// child that it does not know for a crash; but it is of the program's group, so that the group's number stays its own.
const guard = (seconds: number) => `
exec 3<&0 </dev/null
( {
  read -r nothing <&3
  kill -s "$0" "$$"
  waited=0
  while [ "$waited" -lt ${seconds} ]; do sleep 1; kill -0 "$$" || exit; waited=$((waited + 1)); done
  kill -s KILL -- "-$$"
} >/dev/null 2>&1 & )
exec 3<&-
exec "$@"`

const signalNumbers: Partial<Record<NodeJS.Signals, number>> = { SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }

export const startGuarded = (options: GuardedProcessOptions): GuardedProcess => {
  const { command, args, stopSignal, graceMs = 10_000, orphanGraceSeconds = 30, ...rest } = options
  const child = spawn('/bin/sh', ['-c', guard(orphanGraceSeconds), stopSignal, command, ...args], {
    ...rest,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  child.stdin?.on('error', () => undefined) // the watcher went first: the pipe's end is no news
  const killGroup = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
    }
  }
  const exited = once(child, 'exit').then(([code, signal]: unknown[]) => {
    killGroup() // the watcher, and whatever the program left behind
    if (typeof code === 'number') return code
    return 128 + (signalNumbers[signal as NodeJS.Signals] ?? 0)
  })
  return {
    child,
    exited,
    stop: async () => {
      child.stdin?.end()
      const inTime = await Promise.race([exited.then(() => true), after(graceMs, false, { ref: false })])
      if (!inTime) killGroup()
      await exited
    },
  }
}
