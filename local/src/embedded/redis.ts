import fs from 'node:fs'
import path from 'node:path'

import { Redis } from 'ioredis'

import { freePort } from './free-port.ts'
import { startGuarded } from './guarded-process.ts'
import { findRedis } from './redis-program.ts'
import type { PreparedServer, Readiness } from './server.ts'

export interface EmbeddedRedisOptions {
  /** Where its configuration and, if durable, its append-only file are kept. */
  dataFolder: string
  /** Where a fetched program is kept from one run to the next. */
  cacheFolder: string
  password: string
  /** Keep an append-only file, flushed every second: jobs survive a restart. */
  durable: boolean
}

/**
 * A Redis on a free port of 127.0.0.1. Memory policy `noeviction`, because an evicted key would be a lost job. It ends
 * when we end, even if we are killed.
 */
export const prepareRedis = async (options: EmbeddedRedisOptions): Promise<PreparedServer> => {
  const { dataFolder, password, durable } = options
  const program = findRedis(options.cacheFolder)
  fs.mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const port = await freePort()
  const configuration = path.join(dataFolder, 'redis.conf')
  const lines = [
    `port ${port}`,
    'bind 127.0.0.1',
    `dir "${dataFolder}"`,
    `requirepass "${password}"`,
    'save ""',
    `appendonly ${durable ? 'yes' : 'no'}`,
    'appendfsync everysec',
    'maxmemory-policy noeviction',
  ]
  fs.writeFileSync(configuration, `${lines.join('\n')}\n`, { mode: 0o600 })
  const url = program.kind === 'redis' ? `redis://:${password}@127.0.0.1:${port}` : `redis://127.0.0.1:${port}`
  return {
    program: `Redis (${program.name})`,
    url,
    port,
    ask: () => askRedis(url),
    launch: () =>
      startGuarded({
        command: program.command,
        args: [...program.args, program.kind === 'redis' ? configuration : String(port)],
        stopSignal: 'TERM',
        env: program.env,
      }),
  }
}

const askRedis = async (url: string): Promise<Readiness> => {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 })
  let because = 'does not answer'
  client.on('error', (error) => (because = error.message))
  try {
    await client.connect()
    await client.ping()
    return { ready: true }
  } catch {
    return { ready: false, because }
  } finally {
    client.disconnect()
  }
}
