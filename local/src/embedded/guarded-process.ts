import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as after } from 'node:timers/promises'

export interface GuardedProcess {
  /** The shell that guards the program; its process group holds the program too. */
  readonly child: ChildProcess
  /** Settles with the program's exit code (128 + signal, as the shell says it). */
  readonly exited: Promise<number>
  /** Asks the program to end by its own signal, and insists after ten seconds. */
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
}

// The program must not outlive us, however we end (a SIGKILL included), and must not hear the terminal's Ctrl-C before
// we say so. So it runs in a session of its own, and a shell beside it holds the reading end of a pipe from us:
// when we close it, or die, the shell sends the program its signal.
const guard = `
exec 3<&0
"$@" 3<&- </dev/null &
program=$!
{ read -r nothing <&3; kill -s "$0" "$program"; } 2>/dev/null >&2 &
watch=$!
wait "$program"; code=$?
kill "$watch" 2>/dev/null
exit "$code"`

export const startGuarded = (options: GuardedProcessOptions): GuardedProcess => {
  const { command, args, stopSignal, ...rest } = options
  const child = spawn('/bin/sh', ['-c', guard, stopSignal, command, ...args], {
    ...rest,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit').then(([code]: (number | null)[]) => code ?? 1)
  const killGroup = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
    }
  }
  return {
    child,
    exited,
    stop: async () => {
      child.stdin?.end()
      const inTime = await Promise.race([exited.then(() => true), after(10_000, false, { ref: false })])
      if (!inTime) {
        killGroup()
        await exited
      }
    },
  }
}
