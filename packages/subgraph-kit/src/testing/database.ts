import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'

import postgres from 'postgres'
import { afterAll } from 'vitest'

import { openDatabase } from '../database.ts'
import { migrate } from '../migrate.ts'

/** The test run's own Postgres, as superuser: started by the global set-up, or named by the environment. */
export function testPostgresUrl(): string {
  const url = process.env.TEST_POSTGRES_URL
  if (!url)
    throw new Error(
      'TEST_POSTGRES_URL is not set: run the tests through vitest’s global set-up (`npm test` or `pnpm vitest`).',
    )
  return url
}
/**
 * The test run's own Redis. Files that run at the same time have a database of it each (a vitest worker runs one file
 * after the other): queues and limits go by names that many files use.
 */
export const testRedisUrl = (): string => redisDatabase(Number(process.env.VITEST_POOL_ID ?? 0) % spareRedis)

/** A database of it that no file is given: for the one file that must not meet jobs of others before it. */
export const spareRedisUrl = (): string => redisDatabase(spareRedis)

/** The last of those that Redis has unless told otherwise. */
const spareRedis = 15

function redisDatabase(database: number): string {
  const url = process.env.TEST_REDIS_URL
  if (!url)
    throw new Error(
      'TEST_REDIS_URL is not set: run the tests through vitest’s global set-up (`npm test` or `pnpm vitest`).',
    )
  return at(url, `${database}`)
}

const at = (url: string, database: string) => Object.assign(new URL(url), { pathname: `/${database}` }).href

/**
 * A fresh, migrated database for one test file, dropped when the file ends. The migrated state is made once a run as a
 * template named by the migrations' hash, then copied: some 30 ms a file.
 */
export async function freshDatabase(migrations: URL, { max = 10 }: { max?: number } = {}) {
  const admin = postgres(testPostgresUrl(), { max: 1, onnotice: () => {} })
  const template = await migratedTemplate(admin, migrations)
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await admin`select pg_advisory_lock(hashtext(${template}))` // a template is copied by one at a time
  await admin.unsafe(`create database ${name} template ${template}`)
  await admin`select pg_advisory_unlock(hashtext(${template}))`
  const url = at(testPostgresUrl(), name)
  const opened = openDatabase(url, { max, name })
  afterAll(async () => {
    await opened.close()
    await admin.unsafe(`drop database ${name} with (force)`)
    await admin.end()
  })
  return { ...opened, url }
}

async function migratedTemplate(admin: postgres.Sql, migrations: URL): Promise<string> {
  const folder = new URL(migrations.href.endsWith('/') ? migrations.href : `${migrations.href}/`)
  const hash = createHash('sha256').update(folder.href)
  for (const file of readdirSync(folder)
    .filter((entry) => entry.endsWith('.sql'))
    .toSorted())
    hash.update(readFileSync(new URL(file, folder)))
  const name = `template_${hash.digest('hex').slice(0, 24)}`
  await admin`select pg_advisory_lock(hashtext(${name}))`
  const [known] = await admin`select 1 from pg_database where datname = ${name}`
  if (!known) {
    const making = `${name}_making`
    await admin.unsafe(`drop database if exists ${making} with (force)`)
    await admin.unsafe(`create database ${making}`)
    await migrate(at(testPostgresUrl(), making), folder)
    await admin.unsafe(`alter database ${making} rename to ${name}`)
  }
  await admin`select pg_advisory_unlock(hashtext(${name}))`
  return name
}
