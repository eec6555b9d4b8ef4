import path from 'node:path'
import { setTimeout as after } from 'node:timers/promises'

import { CannotStart } from '../embedded/cannot-start.ts'
import { preparePostgres } from '../embedded/postgres.ts'
import { prepareRedis } from '../embedded/redis.ts'
import { lostItsPort, type PreparedServer } from '../embedded/server.ts'
import { createLogTail } from '../runner/log-tail.ts'
import { createServiceRunner, type RestartPauses, type ServiceRunner } from '../runner/service-runner.ts'
import { type DatabaseName, databaseNames } from '../service.ts'
import { type DatabaseUrls, provideDatabases } from './databases.ts'
import { runMigrations } from './migrations.ts'
import { ownStore } from './own-store.ts'
import type { Progress } from './progress.ts'
import type { Secrets } from './secrets.ts'

export interface StoreOptions {
  root: string
  dataFolder: string
  environment: NodeJS.ProcessEnv
  secrets: Secrets
  progress: Progress
  started: AsyncDisposableStack
  pauses?: RestartPauses | undefined
}

export interface Store {
  name: string
  does: string
  runner: ServiceRunner
}

/** Keeps an embedded server running, on the port that it got at first. */
const keepRunning = async (
  name: string,
  prepare: () => Promise<PreparedServer>,
  { dataFolder, progress, started, pauses }: StoreOptions,
): Promise<{ url: string; store: Store }> => {
  const log = createLogTail(path.join(dataFolder, 'logs'), name)
  for (let attempt = 1; ; attempt++) {
    const { program, url, port, launch, ask } = await prepare()
    const runner = createServiceRunner({ name, launch, ask, log, ...(pauses && { pauses }) })
    started.defer(runner.stop)
    const crashed = new Promise<boolean>((resolve) =>
      runner.onChange(({ state }) => state === 'restarting' && resolve(true)),
    )
    runner.start()
    const late = after(30_000, true, { ref: false })
    const failed = await Promise.race([runner.settled().then(({ state }) => state !== 'ready'), crashed, late])
    if (!failed) {
      progress.say(`${program} on port ${port}`)
      return { url, store: { name, does: `${program}, port ${port}`, runner } }
    }
    await runner.stop()
    const said = log.lines().slice(-6).join('\n')
    if (attempt < 3 && lostItsPort(said)) continue
    throw new CannotStart(
      `${program} did not start:\n${said}`,
      'If another one still runs on the same data, end it; else `npm run reset` starts afresh.',
    )
  }
}

/** Redis: ours, unless REDIS_URL names another. */
export const provideRedis = async (options: StoreOptions): Promise<{ url: string; store?: Store }> => {
  const { root, dataFolder, environment, secrets } = options
  const named = environment['REDIS_URL']
  if (named) return { url: named }
  const folders = { dataFolder: path.join(dataFolder, 'redis'), cacheFolder: path.join(root, '.cache') }
  return keepRunning('redis', () => prepareRedis({ ...folders, password: secrets.redis, durable: true }), options)
}

const namedDatabase = (name: DatabaseName, environment: NodeJS.ProcessEnv): DatabaseUrls | undefined => {
  const service = environment[`${name.toUpperCase()}_DATABASE_URL`]
  return service ? { service, owner: environment[`${name.toUpperCase()}_OWNER_DATABASE_URL`] || service } : undefined
}

// On today's disks a page far away costs no more than the next one. Else a short list of keys is looked up by reading all.
const disk = { random_page_cost: '1.1' }
// The services' pools, the migrations and the dashboard's questions, summed generously.
const settings = { ...disk, max_connections: '250', shared_buffers: '256MB', max_wal_size: '2GB' }
const settingsApart = { ...disk, max_connections: '100', shared_buffers: '64MB' }

export interface Databases {
  urls: Record<DatabaseName, DatabaseUrls>
  /** The databases that the environment names, and so are not in our Postgres. */
  foreign: Set<DatabaseName>
  stores: Store[]
}

/**
 * A database a domain, migrated: ours, unless the environment names one (`HOTELS_DATABASE_URL`, ...). In one Postgres
 * that serves them all, or, `apart`, each in a Postgres of its own, as in production: then one can be lost alone.
 */
export const provideMigratedDatabases = async (
  migrations: Partial<Record<DatabaseName, string>>,
  options: StoreOptions,
  { apart = false } = {},
): Promise<Databases> => {
  const { root, environment, secrets, progress } = options
  const foreign = new Map(
    databaseNames.flatMap((name) => {
      const urls = namedDatabase(name, environment)
      return urls ? [[name, urls] as const] : []
    }),
  )
  const ours = databaseNames.filter((name) => !foreign.has(name))
  const servers = apart
    ? ours.map((name) => ({ store: ownStore(name), databases: [name], settings: settingsApart }))
    : ours.length > 0
      ? [{ store: 'postgres', databases: ours, settings }]
      : []
  const provided = await Promise.all(
    servers.map(async (server) => {
      const dataFolder = path.join(options.dataFolder, server.store)
      const how = { dataFolder, password: secrets.postgres, durable: true, settings: server.settings }
      const { url, store } = await keepRunning(server.store, () => preparePostgres(how), options)
      return { store, urls: await provideDatabases(url, secrets, server.databases) }
    }),
  )
  const urls = new Map([...foreign, ...provided.flatMap((server) => [...server.urls])])
  await Promise.all(
    [...urls].map(async ([name, { owner }]) => {
      const files = migrations[name]
      if (files !== undefined) await runMigrations(name, owner, path.join(root, files))
    }),
  )
  progress.say('the databases have their newest structure')
  return {
    urls: Object.fromEntries(urls) as Record<DatabaseName, DatabaseUrls>,
    foreign: new Set(foreign.keys()),
    stores: provided.map(({ store }) => store),
  }
}
