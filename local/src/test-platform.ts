import { once } from 'node:events'
import http from 'node:http'

import type { Running } from './start.ts'
import { startThrowAway } from './throw-away.ts'

/** What a journey knows of the platform it travels: urls, and where its data lie. */
export interface TestPlatform {
  site: string
  /** Base urls without a path, by the names of the platform's table. */
  urls: Record<string, string>
  /** Stops and starts single parts: `POST /payments/stop`, `POST /payments/start`. */
  control: string
  /** Everything the platform keeps: databases, queue, logs, the sandboxes' journals. */
  dataFolder: string
  /** The file of the supergraph, where it is a copy that may be changed. */
  supergraph?: string
}

declare module 'vitest' {
  interface ProvidedContext {
    platform: TestPlatform
  }
}

/** The whole product with a small catalogue, and a lever for each of its parts. */
const startTestPlatform = async () => {
  const { running, site, urls, dataFolder, stop } = await startThrowAway({
    hotels: '600',
    environment: { API_KEYS_KEPT_SECONDS: '2' },
  })
  const control = await startControl(running)
  return {
    platform: { site, urls, control: control.url, dataFolder } satisfies TestPlatform,
    stop: async () => {
      await control.close()
      await stop()
    },
  }
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

/**
 * Vitest's global setup of the journeys: the first project that asks starts the platform, all share it. Where SITE_URL names
 * one that is up, none is started: the browser's journeys run against that. The others need one whose parts they may stop.
 */
export default async (project: Providing): Promise<(() => Promise<void>) | undefined> => {
  const first = shared.staygraphTestPlatform === undefined
  if (first && process.env['SITE_URL']) return undefined
  const { platform: provided, stop } = await (shared.staygraphTestPlatform ??= startTestPlatform())
  process.env['SITE_URL'] = provided.site
  process.env['PLATFORM_DATA'] = provided.dataFolder
  process.env['GATEWAY_URL'] = provided.urls['gateway']
  project.provide('platform', provided)
  return first ? stop : undefined
}
