import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

import postgres from 'postgres'

import { CannotStart } from './cannot-start.ts'
import { freePort } from './free-port.ts'
import { startGuarded } from './guarded-process.ts'
import { findPostgres, type PostgresProgram } from './postgres-program.ts'
import type { PreparedServer, Readiness } from './server.ts'

export interface EmbeddedPostgresOptions {
  /** Where the data are kept; made (with the superuser's `password`) when it is not there yet. */
  dataFolder: string
  password: string
  /** Flush what was committed. Tests do without: their data end with them. */
  durable: boolean
  /** More of postgresql.conf, by name. */
  settings?: Record<string, string>
}

const notDurable = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', scram_iterations: '1' }

/** Postgres 18 on a free port of 127.0.0.1; `url` is the superuser's. It ends when we end, even if we are killed. */
export const preparePostgres = async (options: EmbeddedPostgresOptions): Promise<PreparedServer> => {
  const { dataFolder, password, durable, settings } = options
  fs.mkdirSync(path.dirname(dataFolder), { recursive: true })
  const program = findPostgres(path.dirname(dataFolder))
  if (fs.existsSync(path.join(dataFolder, 'PG_VERSION'))) refuseForeignData(program, dataFolder)
  else initialise(program, options)

  const port = await freePort()
  const url = `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`
  const { command, args } = program.call('postgres')
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(port),
    ...(durable ? {} : notDurable),
    ...settings,
  }
  const set = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  return {
    program: 'Postgres 18',
    url,
    port,
    ask: () => askPostgres(url),
    launch: () =>
      startGuarded({
        command,
        args: [...args, '-D', dataFolder, ...set],
        stopSignal: 'INT', // "fast": ends the sessions, not only when they are done
        env: program.env,
        cwd: dataFolder,
        ...program.account,
      }),
  }
}

const initialise = (program: PostgresProgram, { dataFolder, password, durable }: EmbeddedPostgresOptions): void => {
  fs.mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const passwordFile = path.join(path.dirname(dataFolder), `.${randomBytes(6).toString('hex')}.password`)
  fs.writeFileSync(passwordFile, password, { mode: 0o600 })
  const { account } = program
  if (account) for (const at of [dataFolder, passwordFile]) fs.chownSync(at, account.uid, account.gid)
  const { command, args } = program.call('initdb')
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8']
  const access = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
  const speed = durable ? [] : ['--no-sync', '-c', `scram_iterations=${notDurable.scram_iterations}`]
  const result = spawnSync(command, [...args, '-D', dataFolder, ...locale, ...access, ...speed], {
    ...account,
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

const askPostgres = async (url: string): Promise<Readiness> => {
  const sql = postgres(url, { max: 1, connect_timeout: 3, idle_timeout: 1, onnotice: () => undefined })
  try {
    await sql`select 1`
    return { ready: true }
  } catch (error) {
    return { ready: false, because: error instanceof Error ? error.message : String(error) }
  } finally {
    await sql.end({ timeout: 1 })
  }
}
