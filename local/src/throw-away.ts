import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

import { freePort } from './embedded/free-port.ts'
import { dashboardPort, platform } from './platform.ts'
import { builds, migrations, seedsFor } from './prepare/beforehand.ts'
import type { RestartPauses } from './runner/service-runner.ts'
import { start, type Running, type StartOptions } from './start.ts'

export interface ThrowAwayOptions {
  /** How many hotels the catalogue has. */
  hotels: string
  /** How many places it knows, the most populous. All, if not said. */
  places?: number
  /** More of the processes' environment. */
  environment?: Record<string, string>
  /** How long a process that ended by itself waits for its next start. */
  restarts?: RestartPauses
  /** Where its processes reach each other and their stores, if not as usual. */
  laid?: Pick<StartOptions, 'databasesApart' | 'reach'>
  signal?: AbortSignal
  say?: (line: string) => void
}

export interface ThrowAway {
  running: Running
  /** Where guests open the site. */
  site: string
  /** Base urls without a path, by the names of the platform's table. */
  urls: Record<string, string>
  /** Everything the platform keeps: databases, queue, logs, the sandboxes' journals. */
  dataFolder: string
  stop: () => Promise<void>
}

const root = path.resolve(import.meta.dirname, '../..')

/** The whole product, as `npm start` runs it, on free ports and on data that go when it stops (KEEP_TEST_DATA keeps them). */
export const startThrowAway = async (options: ThrowAwayOptions): Promise<ThrowAway> => {
  const { hotels, places, environment, restarts, laid, signal = new AbortController().signal, say } = options
  const dataFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'staygraph-platform-'))
  fs.chmodSync(dataFolder, 0o711)
  const ports = [...platform.flatMap((service) => service.ports), dashboardPort]
  const taken = await distinctFreePorts(ports.length)
  const started = new AsyncDisposableStack()
  const said: string[] = []
  const stop = async () => {
    await started.disposeAsync()
    if (!process.env['KEEP_TEST_DATA']) fs.rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    const running = await start({
      root,
      dataFolder,
      environment: {
        ...process.env,
        ...Object.fromEntries(ports.map(({ moves }, at) => [moves, String(taken[at])])),
        LOG_LEVEL: 'info',
        RATE_LIMIT_ANONYMOUS: '0', // everybody comes from one address
        COST_BUDGET_ANONYMOUS: '0',
        COST_BUDGET_CUSTOMER: '0',
        EXCHANGE_RATES_URL: '', // nobody beyond this machine is asked
        ...environment,
      },
      services: platform,
      migrations,
      progress: {
        say: (line) => {
          said.push(line)
          say?.(line)
        },
        bar: () => {},
      },
      seeds: seedsFor(hotels, places),
      builds,
      signal,
      started,
      ...(restarts && { restarts }),
      ...laid,
    })
    signal.throwIfAborted()
    const notReady = running.services.filter(({ runner }) => runner.snapshot().state !== 'ready')
    if (notReady.length > 0) throw new Error(`not ready: ${notReady.map(({ service }) => service.name).join(', ')}`)
    const urls = Object.fromEntries(running.services.map(({ service, url }) => [service.name, url]))
    return { running, site: `http://localhost:${new URL(urls['web'] ?? '').port}`, urls, dataFolder, stop }
  } catch (error) {
    await stop()
    throw new Error(`the platform did not start:\n${said.slice(-40).join('\n')}`, { cause: error })
  }
}

const distinctFreePorts = async (count: number): Promise<number[]> => {
  const found = new Set<number>()
  while (found.size < count) found.add(await freePort())
  return [...found]
}
