import { createInterface } from 'node:readline'
import { setTimeout as after } from 'node:timers/promises'

import { CannotStart } from './cannot-start.ts'
import type { GuardedProcess } from './guarded-process.ts'

export type Readiness = { ready: true; leftAlone?: string[]; says?: string } | { ready: false; because: string }

/** A server that has its place and can be launched there, again and again. */
export interface PreparedServer {
  /** What it is, for people. */
  program: string
  url: string
  port: number
  launch: () => GuardedProcess
  /** Asks it once whether it serves. */
  ask: () => Promise<Readiness>
}

export interface RunningServer {
  program: string
  url: string
  port: number
  /** Settles with the exit code when the server has ended, for whatever reason. */
  exited: Promise<number>
  stop: () => Promise<void>
}

/** Calls back with each line a process says, on either stream. */
export const onLines = ({ child }: GuardedProcess, listener: (line: string) => void): void => {
  for (const stream of [child.stdout, child.stderr]) if (stream) createInterface({ input: stream }).on('line', listener)
}

/** Another program took the port between our look and our launch. */
export const lostItsPort = (said: string): boolean => /could not bind|address already in use|EADDRINUSE/i.test(said)

/** Launches a server and waits until it serves; with another port when somebody was faster at the first one. */
export const startServer = async (prepare: () => Promise<PreparedServer>): Promise<RunningServer> => {
  for (let attempt = 1; ; attempt++) {
    const { program, url, port, launch, ask } = await prepare()
    const process = launch()
    const said: string[] = []
    onLines(process, (line) => {
      if (said.length < 50) said.push(line)
    })
    let ended = false
    void process.exited.then(() => (ended = true))
    for (let tries = 0; !ended && tries < 1_200; tries++) {
      if ((await ask()).ready) return { program, url, port, exited: process.exited, stop: process.stop }
      await after(25)
    }
    await process.stop()
    if (attempt < 3 && lostItsPort(said.join('\n'))) continue
    throw new CannotStart(
      `${program} did not start: ${said.slice(-5).join('\n')}`,
      'If another one still runs on the same data, end it.',
    )
  }
}
