import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'

import { CannotStart } from './cannot-start.ts'
import { freePort } from './free-port.ts'
import { startGuarded } from './guarded-process.ts'
import { type PostgresProgram, findPostgres } from './postgres-program.ts'

export interface EmbeddedPostgres {
  /** The superuser's url of the database `postgres`. */
  readonly url: string
  readonly port: number
  /** Settles with the exit code when the server has ended, for whatever reason. */
  readonly exited: Promise<number>
  stop: () => Promise<void>
}

export interface EmbeddedPostgresOptions {
  /** Where the data are kept; made (with the superuser's `password`) when it is not there yet. */
  dataFolder: string
  password: string
  /** Flush what was committed. Tests do without: their data end with them. */
  durable: boolean
  /** More of postgresql.conf, by name. */
  settings?: Record<string, string>
  log?: (line: string) => void
}

const notDurable = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', scram_iterations: '1' }

const initialise = (program: PostgresProgram, options: EmbeddedPostgresOptions): void => {
  const { dataFolder, password, durable } = options
  fs.mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const passwordFile = path.join(path.dirname(dataFolder), `.${randomBytes(6).toString('hex')}.password`)
  fs.writeFileSync(passwordFile, password, { mode: 0o600 })
  if (program.account) for (const at of [dataFolder, passwordFile]) chown(at, program.account)
  const { command, args } = program.call('initdb')
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8']
  const access = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
  const speed = durable ? [] : ['--no-sync', '-c', `scram_iterations=${notDurable.scram_iterations}`]
  const result = spawnSync(command, [...args, '-D', dataFolder, ...locale, ...access, ...speed], {
    ...program.account,
    cwd: dataFolder,
    env: program.env,
    encoding: 'utf8',
  })
  fs.rmSync(passwordFile)
  if (result.status === 0) return
  fs.rmSync(dataFolder, { recursive: true, force: true })
  throw new CannotStart(
    `Postgres could not prepare its data folder ${dataFolder}: ${result.stderr || result.error?.message}`,
    'Check that the disk has room and that this account may write there.',
  )
}

const chown = (at: string, account: { uid: number; gid: number }): void => fs.chownSync(at, account.uid, account.gid)

/** Someone else's files: made by root before, or by another user. Postgres would only say "wrong ownership". */
const refuseForeignData = (program: PostgresProgram, dataFolder: string): void => {
  const owner = fs.statSync(dataFolder).uid
  const expected = program.account?.uid ?? process.getuid?.() ?? owner
  if (owner === expected) return
  throw new CannotStart(
    `the data in ${dataFolder} belong to another account (uid ${owner}, not ${expected})`,
    'Start as the account that made them, or remove them as that account with `npm run reset`.',
  )
}

/** Starts Postgres 18 on a free port of 127.0.0.1. It ends when we end, even if we are killed. */
export const startPostgres = async (options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> => {
  const { dataFolder, password } = options
  fs.mkdirSync(path.dirname(dataFolder), { recursive: true })
  const program = findPostgres(path.dirname(dataFolder))
  if (fs.existsSync(path.join(dataFolder, 'PG_VERSION'))) refuseForeignData(program, dataFolder)
  else initialise(program, options)

  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    const started = await launch(program, port, options)
    if (started.process) {
      const { exited, stop } = started.process
      const secret = encodeURIComponent(password)
      return { url: `postgres://postgres:${secret}@127.0.0.1:${port}/postgres`, port, exited, stop }
    }
    if (attempt < 3 && /could not bind/.test(started.said)) continue
    throw new CannotStart(
      `Postgres did not start: ${started.said}`,
      'If another Postgres still runs on these data, end it; else `npm run reset` starts afresh.',
    )
  }
}

const launch = async (program: PostgresProgram, port: number, options: EmbeddedPostgresOptions) => {
  const { command, args } = program.call('postgres')
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(port),
    ...(options.durable ? {} : notDurable),
    ...options.settings,
  }
  const process = startGuarded({
    command,
    args: [...args, '-D', options.dataFolder, ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`])],
    stopSignal: 'INT',
    env: program.env,
    cwd: options.dataFolder,
    ...program.account,
  })
  const said: string[] = []
  const ready = new Promise<void>((resolve) => {
    if (!process.child.stderr) throw new Error('Postgres has no standard error')
    createInterface({ input: process.child.stderr }).on('line', (line) => {
      options.log?.(line)
      if (said.length < 20) said.push(line)
      if (line.includes('ready to accept connections')) resolve()
    })
    process.child.stdout?.resume()
  })
  const failed = await Promise.race([ready.then(() => false), process.exited.then(() => true)])
  return { process: failed ? undefined : process, said: said.join('\n') }
}
