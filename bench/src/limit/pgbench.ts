import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'

import { searchPath } from './limit-database.ts'

/** pgbench on this machine: on PATH, or where Debian puts it. Null: there is none. */
export const findPgbench = (): string | null => {
  const debian = '/usr/lib/postgresql'
  const versions = fs.existsSync(debian) ? fs.readdirSync(debian).toSorted().reverse() : []
  const places = [...versions.map((version) => path.join(debian, version, 'bin/pgbench')), 'pgbench']
  return places.find((command) => spawnSync(command, ['--version']).status === 0) ?? null
}

/** pgbench at work on a script. It waits, stopped, until it is let go; so its connections stay warm between slices. */
export interface Pgbench {
  pid: number
  go: () => void
  halt: () => void
  stop: () => Promise<void>
}

export const startPgbench = (
  command: string,
  { limitUrl, scriptFile, clients }: { limitUrl: string; scriptFile: string; clients: number },
): Pgbench => {
  const { hostname, port, username, password, pathname } = new URL(limitUrl)
  const args = ['-n', '-M', 'prepared', '-c', String(clients), '-j', '2', '-T', '86400', '-f', scriptFile]
  const child = spawn(command, args, {
    env: {
      ...process.env,
      PGHOST: hostname,
      PGPORT: port,
      PGUSER: username,
      PGPASSWORD: decodeURIComponent(password),
      PGDATABASE: pathname.slice(1),
      PGOPTIONS: `-c search_path=${searchPath}`,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const exited = once(child, 'exit')
  const { pid } = child
  if (pid === undefined) throw new Error('pgbench could not be started')
  const send = (signal: NodeJS.Signals) => {
    // A client of pgbench whose statement fails gives up, and the others go on: a limit of fewer clients is none.
    const gaveUp = /aborted/.test(said) || child.exitCode !== null || child.signalCode !== null
    if (gaveUp) throw new Error(`pgbench gave up: ${said.slice(-2_000)}`)
    child.kill(signal)
  }
  return {
    pid,
    go: () => send('SIGCONT'),
    halt: () => send('SIGSTOP'),
    stop: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
}
