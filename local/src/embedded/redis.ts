import fs from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as after } from 'node:timers/promises'

import { Redis } from 'ioredis'

import { CannotStart } from './cannot-start.ts'
import { freePort } from './free-port.ts'
import { startGuarded } from './guarded-process.ts'
import { findRedis } from './redis-program.ts'

export interface EmbeddedRedis {
  readonly url: string
  readonly port: number
  /** Which program runs, for the log. */
  readonly program: string
  readonly exited: Promise<number>
  stop: () => Promise<void>
}

export interface EmbeddedRedisOptions {
  /** Where its configuration and, if durable, its append-only file are kept. */
  dataFolder: string
  /** Where a fetched program is kept from one run to the next. */
  cacheFolder: string
  password: string
  /** Keep an append-only file, flushed every second: jobs survive a restart. */
  durable: boolean
  log?: (line: string) => void
}

const answersPing = async (url: string): Promise<boolean> => {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 })
  client.on('error', () => undefined) // a refused connection is this function's answer "no"
  try {
    await client.connect()
    return (await client.ping()) === 'PONG'
  } catch {
    return false
  } finally {
    client.disconnect()
  }
}

/**
 * Starts a Redis on a free port of 127.0.0.1. Memory policy `noeviction`, because an evicted key would be a lost job.
 * It ends when we end, even if we are killed.
 */
export const startRedis = async (options: EmbeddedRedisOptions): Promise<EmbeddedRedis> => {
  const { dataFolder, password, durable } = options
  const program = findRedis(options.cacheFolder)
  fs.mkdirSync(dataFolder, { recursive: true, mode: 0o700 })

  for (let attempt = 1; ; attempt++) {
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
    const server = startGuarded({
      command: program.command,
      args: [...program.args, program.kind === 'redis' ? configuration : String(port)],
      stopSignal: 'TERM',
      env: program.env,
    })
    const said: string[] = []
    for (const stream of [server.child.stdout, server.child.stderr])
      if (stream)
        createInterface({ input: stream }).on('line', (line) => {
          options.log?.(line)
          if (said.length < 50) said.push(line)
        })
    let ended = false
    void server.exited.then(() => (ended = true))

    const url = program.kind === 'redis' ? `redis://:${password}@127.0.0.1:${port}` : `redis://127.0.0.1:${port}`
    for (let tries = 0; !ended && tries < 400; tries++) {
      if (await answersPing(url)) return { url, port, program: program.name, exited: server.exited, stop: server.stop }
      await after(25)
    }
    await server.stop()
    if (attempt < 3 && said.some((line) => line.includes('bind'))) continue
    throw new CannotStart(
      `Redis (${program.name}) did not start: ${said.slice(-5).join('\n')}`,
      'Name one of your own with REDIS_URL, or remove .data/redis with `npm run reset`.',
    )
  }
}
