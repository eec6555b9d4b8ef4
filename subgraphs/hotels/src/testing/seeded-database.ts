import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'

import { openDatabase } from '@staygraph/subgraph-kit/database'
import { migrate } from '@staygraph/subgraph-kit/migrate'
import { testPostgresUrl } from '@staygraph/subgraph-kit/testing/database'
import postgres from 'postgres'
import { afterAll } from 'vitest'

const migrations = new URL('../../migrations/', import.meta.url)

/** What the seeded state depends on: another seed is another template. */
function stateOf(name: string): string {
  const hash = createHash('sha256').update(name)
  for (const folder of [migrations, new URL('../seed/', import.meta.url), new URL('../domain/', import.meta.url)])
    for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }))
      if (entry.isFile()) hash.update(readFileSync(`${entry.parentPath}/${entry.name}`))
  return hash.digest('hex').slice(0, 24)
}

const at = (database: string) => Object.assign(new URL(testPostgresUrl()), { pathname: `/${database}` }).href

/**
 * A fresh database in a seeded state, dropped when the file ends. `seed` runs once a test run: its result is a template
 * that every file copies.
 */
export async function seededDatabase(name: string, seed: (sql: postgres.Sql) => Promise<void>) {
  const admin = postgres(testPostgresUrl(), { max: 1, onnotice: () => {} })
  const template = `seeded_${stateOf(name)}`
  const database = `test_${randomUUID().replaceAll('-', '')}`
  await admin`select pg_advisory_lock(hashtext(${template}))` // made by one file, copied by one at a time
  const [known] = await admin`select 1 from pg_database where datname = ${template}`
  if (!known) {
    const making = `${template}_making`
    await admin.unsafe(`drop database if exists ${making} with (force)`)
    await admin.unsafe(`create database ${making}`)
    await migrate(at(making), migrations)
    const sql = postgres(at(making), { max: 1, onnotice: () => {} })
    await seed(sql)
    await sql.end()
    await admin.unsafe(`alter database ${making} rename to ${template}`)
  }
  await admin.unsafe(`create database ${database} template ${template}`)
  await admin`select pg_advisory_unlock(hashtext(${template}))`
  const opened = openDatabase(at(database), { max: 4, name: database })
  afterAll(async () => {
    await opened.close()
    await admin.unsafe(`drop database ${database} with (force)`)
    await admin.end()
  })
  return { ...opened, url: at(database) }
}
