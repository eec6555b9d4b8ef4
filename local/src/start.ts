import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as after } from 'node:timers/promises'

import { startDashboard } from './dashboard/server.ts'
import { startGuarded } from './embedded/guarded-process.ts'
import { dashboardPort } from './platform.ts'
import type { SeedProgram } from './prepare/beforehand.ts'
import { type Build, buildStale } from './prepare/builds.ts'
import { refuseSecond } from './prepare/only-one.ts'
import { portNumber, refuseBusyPorts } from './prepare/ports.ts'
import type { Progress } from './prepare/progress.ts'
import { keepSecrets } from './prepare/secrets.ts'
import { seedOnce } from './prepare/seed.ts'
import { provideMigratedDatabases, provideRedis, type Store } from './prepare/stores.ts'
import { surroundingsOf } from './prepare/surroundings.ts'
import { createLogTail } from './runner/log-tail.ts'
import { askReadiness } from './runner/readiness.ts'
import { type Reach, serviceEnvironment } from './runner/service-environment.ts'
import { createServiceRunner, type RestartPauses, type ServiceRunner } from './runner/service-runner.ts'
import { stopOrder } from './runner/stop-order.ts'
import type { DatabaseName, Service } from './service.ts'

export interface StartOptions {
  root: string
  /** Where everything that outlives a restart is kept. */
  dataFolder: string
  services: Service[]
  environment: NodeJS.ProcessEnv
  progress: Progress
  /** Where each domain's migrations lie, seen from the root. */
  migrations: Partial<Record<DatabaseName, string>>
  seeds: SeedProgram[]
  builds: Build[]
  /** Each database in a Postgres of its own, as in production. */
  databasesApart?: boolean
  /** Where a process is told that another lies: as it listens, unless told. */
  reach?: Reach
  /** Whether processes tell the dashboard of the traces that are collected, unless the environment names another collector. */
  collectTraces?: boolean
  signal: AbortSignal
  /** Gets one entry for each thing that was started: disposing of it ends them in the reverse order. */
  started: AsyncDisposableStack
  /** How long a process that ended by itself waits for its next start. */
  restarts?: RestartPauses
}

export interface RunningService {
  service: Service
  runner: ServiceRunner
  url: string
}

export interface Running {
  services: RunningService[]
  /** Postgres and Redis, unless the environment named others. */
  stores: Store[]
  dashboardUrl: string
}

/** The whole platform, from nothing to ready. */
export const start = async (options: StartOptions): Promise<Running> => {
  const { root, dataFolder, environment, progress, signal, started } = options
  const services = options.services.filter(({ unless }) => unless === undefined || !environment[unless])
  const dashboardAt = portNumber(dashboardPort, environment)
  const dashboardUrl = `http://localhost:${dashboardAt}`

  fs.mkdirSync(dataFolder, { recursive: true })
  fs.chmodSync(dataFolder, 0o711) // under root, Postgres runs as another account, which must be able to pass
  started.defer(refuseSecond(dataFolder, dashboardUrl))
  const wanted = services.flatMap(({ name, ports }) => ports.map((port) => ({ port, by: name })))
  await refuseBusyPorts([...wanted, { port: dashboardPort, by: 'dashboard' }], environment)
  const secrets = await keepSecrets(dataFolder)
  const around = surroundingsOf({ ...options, secrets })

  // Builds, and Redis (fetched the first time), need no database: they go on beside it.
  const stores = { root, dataFolder, environment, secrets, progress, started, pauses: options.restarts }
  const [databases, redis] = await Promise.all([
    provideMigratedDatabases(options.migrations, stores, { apart: options.databasesApart }).then(async (provided) => {
      await Promise.all(options.seeds.map((seed) => fill(seed, provided)))
      return provided
    }),
    provideRedis(stores),
    buildStale(options.builds, { root, progress, signal }),
  ])
  signal.throwIfAborted()

  progress.say(`starting ${services.length} processes`)
  const wiring = {
    around,
    secrets,
    databases: databases.urls,
    redisUrl: redis.url,
    reach: options.reach,
    inherited: {
      ...(options.collectTraces && { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${dashboardAt}` }),
      ...environment,
    },
  }
  const running = services.map((service): RunningService => {
    const url = around.url(service.name)
    const cwd = path.join(root, service.folder)
    const program = {
      command: process.execPath,
      args: [...(service.flags ?? []), path.join(cwd, service.entry)],
      cwd,
      stopSignal: 'TERM' as const,
    }
    const env = serviceEnvironment(service, wiring)
    const runner = createServiceRunner({
      name: service.name,
      launch: () => startGuarded({ ...program, env, graceMs: 17_000 }),
      ask: () => askReadiness(url),
      log: createLogTail(path.join(dataFolder, 'logs'), service.name),
      ...(options.restarts && { pauses: options.restarts }),
    })
    return { service, runner, url }
  })
  started.defer(() => stopAll(running))
  const existing = [...databases.stores, ...(redis.store ? [redis.store] : [])]
  const dashboard = await startDashboard({ root, services: running, stores: existing, port: dashboardAt })
  started.defer(dashboard.close)
  for (const { runner } of [...running, ...existing]) tellOfCrashes(runner, progress, signal)
  for (const { runner } of running) runner.start()
  await untilReady(running, progress, signal)
  return { services: running, stores: existing, dashboardUrl }

  async function fill(
    { database, entry, args, with: filled }: SeedProgram,
    { urls, foreign }: Awaited<ReturnType<typeof provideMigratedDatabases>>,
  ): Promise<void> {
    const { host, pathname } = new URL(urls[database].owner)
    const into = foreign.has(database) ? `${host}${pathname}` : 'embedded' // ours takes another port each time
    const env = { ...environment, DATABASE_URL: urls[database].owner }
    await seedOnce({ name: database, entry, args, with: filled, into, env }, { root, dataFolder, progress, signal })
  }
}

const untilReady = async (running: RunningService[], progress: Progress, signal: AbortSignal): Promise<void> => {
  const late = after(60_000, 'late' as const, { ref: false })
  for (const { service, runner } of running) {
    await Promise.race([runner.settled(), late])
    const { state, because } = runner.snapshot()
    if (!signal.aborted && state !== 'ready')
      progress.say(`✗ ${service.name}: ${because ?? state}\n${lastWords(runner)}`)
  }
  const ready = running.filter(({ runner }) => runner.snapshot().state === 'ready')
  if (!signal.aborted) progress.say(`${ready.length} of ${running.length} processes are ready`)
}

/** The end of a process's log from its last error on: what a person wants to see without opening the file. */
const lastWords = ({ log }: ServiceRunner): string => {
  const lines = log.lines().slice(-30)
  const error = lines.findLastIndex((line) => /error|not complete/i.test(line))
  return lines
    .slice(error === -1 ? -6 : error, error === -1 ? undefined : error + 6)
    .map((line) => `           ${line}`)
    .join('\n')
}

/** What befalls a part is news for whoever looks at this terminal, but its first start is not. */
const tellOfCrashes = (runner: ServiceRunner, progress: Progress, signal: AbortSignal): void => {
  let before = runner.snapshot()
  runner.onChange((now) => {
    const { name, state, because, crashes } = now
    const changed = state !== before.state
    const wasReady = before.state === 'unready' || (before.state === 'starting' && crashes === 0)
    before = now
    if (!changed || signal.aborted) return
    if (state === 'restarting' || state === 'failed') progress.say(`✗ ${name}: ${because ?? 'ended'} (${state})`)
    if (state === 'ready' && !wasReady) progress.say(`✓ ${name} is ready again`)
  })
}

const stopAll = async (running: RunningService[]): Promise<void> => {
  for (const step of stopOrder(running.map(({ service }) => service)))
    await Promise.all(running.filter(({ service }) => step.includes(service.name)).map(({ runner }) => runner.stop()))
}
