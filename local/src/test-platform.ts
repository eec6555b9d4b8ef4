import { once } from 'node:events'
import fs from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'

import { freePort } from './embedded/free-port.ts'
import { builds, dashboardPort, migrations, platform, seedsFor } from './platform.ts'
import { start, type Running } from './start.ts'

/** What a journey knows of the platform it travels: urls, and where its data lie. */
export interface TestPlatform {
  site: string
  /** Base urls without a path, by the names of the platform's table. */
  urls: Record<string, string>
  /** Stops and starts single parts: `POST /payments/stop`, `POST /payments/start`. */
  control: string
  /** Everything the platform keeps: databases, queue, logs, the sandboxes' journals. */
  dataFolder: string
}

declare module 'vitest' {
  interface ProvidedContext {
    platform: TestPlatform
  }
}

const root = path.resolve(import.meta.dirname, '../..')
const hotels = '600'

/** The whole product, as `npm start` runs it, on free ports and throw-away data, with a small catalogue. */
const startTestPlatform = async () => {
  const dataFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'staygraph-platform-'))
  fs.chmodSync(dataFolder, 0o711)
  const ports = [...platform.flatMap((service) => service.ports), dashboardPort]
  const taken = await distinctFreePorts(ports.length)
  const environment = {
    ...process.env,
    ...Object.fromEntries(ports.map(({ moves }, at) => [moves, String(taken[at])])),
    LOG_LEVEL: 'info',
    API_KEYS_KEPT_SECONDS: '2',
    RATE_LIMIT_ANONYMOUS: '0', // every journey comes from one address
  }
  const started = new AsyncDisposableStack()
  const said: string[] = []
  try {
    const running = await start({
      root,
      dataFolder,
      environment,
      services: platform,
      migrations,
      progress: { say: (line) => void said.push(line), bar: () => {} },
      seeds: seedsFor(hotels),
      builds,
      signal: new AbortController().signal,
      started,
    })
    const notReady = running.services.filter(({ runner }) => runner.snapshot().state !== 'ready')
    if (notReady.length > 0) throw new Error(`not ready: ${notReady.map(({ service }) => service.name).join(', ')}`)
    const control = await startControl(running)
    started.defer(control.close)
    const urls = Object.fromEntries(running.services.map(({ service, url }) => [service.name, url]))
    const site = `http://localhost:${new URL(urls['web'] ?? '').port}`
    const stop = async () => {
      await started.disposeAsync()
      if (!process.env['KEEP_TEST_DATA']) fs.rmSync(dataFolder, { recursive: true, force: true })
    }
    return { platform: { site, urls, control: control.url, dataFolder } satisfies TestPlatform, stop }
  } catch (error) {
    await started.disposeAsync()
    throw new Error(`the platform did not start for the journeys:\n${said.slice(-40).join('\n')}`, { cause: error })
  }
}

const distinctFreePorts = async (count: number): Promise<number[]> => {
  const found = new Set<number>()
  while (found.size < count) found.add(await freePort())
  return [...found]
}

const startControl = async ({ services }: Running) => {
  const server = http.createServer((request, response) => {
    const [, name, action] = (request.url ?? '').split('/')
    const runner = services.find(({ service }) => service.name === name)?.runner
    const work = async () => {
      if (!runner || (action !== 'stop' && action !== 'start')) return 404
      if (action === 'stop') await runner.stop()
      else runner.start()
      if (action === 'start') await runner.settled()
      return 200
    }
    work().then(
      (status) => response.writeHead(status).end(),
      (error: Error) => response.writeHead(500).end(error.message),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server without a TCP address')
  return { url: `http://127.0.0.1:${address.port}`, close: async () => void server.close() }
}

type Started = ReturnType<typeof startTestPlatform>

/** Vitest loads this file once for each project; what they share hangs on the process. */
const shared = globalThis as typeof globalThis & { staygraphTestPlatform?: Started }

interface Providing {
  provide: (key: 'platform', value: TestPlatform) => void
}

/** Vitest's global setup of the journeys: the first project that asks starts the platform, all share it. */
export default async (project: Providing): Promise<(() => Promise<void>) | undefined> => {
  const first = shared.staygraphTestPlatform === undefined
  const { platform: provided, stop } = await (shared.staygraphTestPlatform ??= startTestPlatform())
  process.env['SITE_URL'] = provided.site // the browser's journeys can as well be run against a platform that is up
  project.provide('platform', provided)
  return first ? stop : undefined
}
