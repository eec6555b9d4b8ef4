import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { preparePostgres } from '../embedded/postgres.ts'
import { type RunningServer, startServer } from '../embedded/server.ts'
import { type DatabaseName, databaseNames } from '../service.ts'
import { type DatabaseUrls, provideDatabases } from './databases.ts'
import { runMigrations } from './migrations.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'staygraph-roles-'))
fs.chmodSync(folder, 0o711)
const passwords = Object.fromEntries(
  databaseNames.map((name) => [name, { owner: `${name}-owner`, service: `${name}-service` }]),
) as Record<DatabaseName, { owner: string; service: string }>
let server: RunningServer
let urls: Record<DatabaseName, DatabaseUrls>

beforeAll(async () => {
  const dataFolder = path.join(folder, 'postgres')
  server = await startServer(() => preparePostgres({ dataFolder, password: 'superuser', durable: false }))
  await provideDatabases(server.url, { databases: passwords })
  const provided = await provideDatabases(server.url, { databases: passwords }) // a second start changes nothing
  urls = Object.fromEntries(provided) as typeof urls
  await as(urls.payments.owner, (sql) => sql`create table charge (id int generated always as identity, amount int)`)
})
afterAll(async () => {
  await server.stop()
  fs.rmSync(folder, { recursive: true })
})

const as = async <T>(url: string, ask: (sql: postgres.Sql) => Promise<T>): Promise<T> => {
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    return await ask(sql)
  } finally {
    await sql.end()
  }
}

const pairs = databaseNames.flatMap((from) =>
  databaseNames.filter((to) => to !== from).map((to) => [from, to] as const),
)

test.each(pairs)('neither role of %s can even connect to the database of %s', async (from, to) => {
  for (const url of [urls[from].service, urls[from].owner]) {
    const elsewhere = new URL(url)
    elsewhere.pathname = `/${to}`
    await expect(as(elsewhere.href, (sql) => sql`select 1`)).rejects.toThrow(`permission denied for database "${to}"`)
  }
})

test.each(['postgres', 'template1'])('no service can connect to the database "%s"', async (name) => {
  const elsewhere = new URL(urls.hotels.service)
  elsewhere.pathname = `/${name}`
  await expect(as(elsewhere.href, (sql) => sql`select 1`)).rejects.toThrow('permission denied for database')
})

test('a service reads and writes the rows of the tables that its owner made later', async () => {
  const rows = await as(urls.payments.service, async (sql) => {
    await sql`insert into charge (amount) values (495)`
    await sql`update charge set amount = 500`
    return sql`select amount from charge`
  })
  expect([...rows]).toEqual([{ amount: 500 }])
})

test.each([
  'create table intruder (id int)',
  'create temporary table intruder (id int)',
  'create schema intruder',
  'alter table charge add column intruder int',
  'drop table charge',
  'truncate charge',
  'create extension pg_trgm',
  'create role intruder',
])('a service cannot change the structure: %s', async (statement) => {
  await expect(as(urls.payments.service, (sql) => sql.unsafe(statement))).rejects.toThrow(
    /permission denied|must be owner/,
  )
})

test.each(['pg_trgm', 'unaccent', 'btree_gist'])('an owner may add the extension %s in a migration', async (name) => {
  await as(urls.hotels.owner, (sql) => sql.unsafe(`create extension ${name}`))
  const known = await as(urls.hotels.service, (sql) => sql`select 1 from pg_extension where extname = ${name}`)
  expect(known).toHaveLength(1)
})

test('a password of another start no longer opens the door once it was changed', async () => {
  const changed = { ...passwords, workers: { owner: 'new-owner', service: 'new-service' } }
  await provideDatabases(server.url, { databases: changed })
  await expect(as(urls.workers.service, (sql) => sql`select 1`)).rejects.toThrow('password authentication failed')
})

test("a failed migration is one message with Postgres' own words, and leaves nothing half done", async () => {
  const migrations = path.join(folder, 'migrations')
  fs.mkdirSync(path.join(migrations, 'meta'), { recursive: true })
  const entry = { idx: 0, version: '7', when: 1, tag: '0000_broken', breakpoints: true }
  fs.writeFileSync(
    path.join(migrations, 'meta/_journal.json'),
    JSON.stringify({ version: '7', dialect: 'postgresql', entries: [entry] }),
  )
  fs.writeFileSync(
    path.join(migrations, '0000_broken.sql'),
    'create table half (id int);\n--> statement-breakpoint\ncreat table x;',
  )
  await expect(runMigrations('customers', urls.customers.owner, migrations)).rejects.toThrow(
    /a migration of the database "customers" failed: syntax error at or near "creat"/,
  )
  const left = await as(urls.customers.owner, (sql) => sql`select 1 from pg_tables where tablename = 'half'`)
  expect(left).toHaveLength(0)
})
