import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

import type { TestProject } from 'vitest/node'

import { preparePostgres } from './embedded/postgres.ts'
import { prepareRedis } from './embedded/redis.ts'
import { startServer } from './embedded/server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A superuser's url of a real Postgres 18 that lives as long as this test run. */
    testPostgresUrl: string
    /** A real Redis that lives as long as this test run. */
    testRedisUrl: string
  }
}

export interface TestServices {
  postgresUrl: string
  redisUrl: string
  stop: () => Promise<void>
}

const cacheFolder = path.resolve(import.meta.dirname, '../../.cache')

const prefix = 'staygraph-test-'

/** A run that was killed could not remove its data (40 MB): the next one does. */
const removeLeftovers = (): void => {
  for (const name of fs.readdirSync(os.tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const pid = Number(name.slice(prefix.length).split('-')[0])
    try {
      process.kill(pid, 0)
    } catch (error) {
      const gone = error instanceof Error && 'code' in error && error.code === 'ESRCH'
      if (gone) fs.rmSync(path.join(os.tmpdir(), name), { recursive: true, force: true })
    }
  }
}

/** One Postgres and one Redis whose data end with them; those named in the environment are used instead. */
export const startTestServices = async (): Promise<TestServices> => {
  const named = { postgres: process.env['TEST_POSTGRES_URL'], redis: process.env['TEST_REDIS_URL'] }
  removeLeftovers()
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `${prefix}${process.pid}-`))
  fs.chmodSync(folder, 0o711) // as root, Postgres runs under another account and must be able to pass
  const password = randomBytes(18).toString('base64url')
  const postgresFolder = path.join(folder, 'postgres')
  const redisFolder = path.join(folder, 'redis')
  const settings = { random_page_cost: '1.1', max_connections: '500', shared_buffers: '128MB' }
  const [postgres, redis] = await Promise.all([
    named.postgres === undefined
      ? startServer(() => preparePostgres({ dataFolder: postgresFolder, password, durable: false, settings }))
      : undefined,
    named.redis === undefined
      ? startServer(() => prepareRedis({ dataFolder: redisFolder, cacheFolder, password, durable: false }))
      : undefined,
  ])
  return {
    postgresUrl: postgres?.url ?? named.postgres ?? '',
    redisUrl: redis?.url ?? named.redis ?? '',
    stop: async () => {
      await Promise.all([postgres?.stop(), redis?.stop()])
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}

let running: Promise<TestServices> | undefined

/** Vitest's global setup: every project of a run asks for it, the first one starts the services. */
export default async (project: TestProject): Promise<(() => Promise<void>) | undefined> => {
  const first = running === undefined
  running ??= startTestServices()
  const services = await running
  process.env['TEST_POSTGRES_URL'] = services.postgresUrl
  process.env['TEST_REDIS_URL'] = services.redisUrl
  project.provide('testPostgresUrl', services.postgresUrl)
  project.provide('testRedisUrl', services.redisUrl)
  return first ? services.stop : undefined
}
