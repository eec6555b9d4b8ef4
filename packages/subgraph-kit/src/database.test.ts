import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { preparePostgres } from '@staygraph/local/embedded/postgres'
import { sql } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'

import { openDatabase, postgresCode } from './database.ts'
import { testPostgresUrl } from './testing/database.ts'

// An error thrown outside every promise (the defect of postgres.js that we patch) fails this file as an unhandled error.

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'staygraph-dying-'))
fs.chmodSync(folder, 0o711)
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))
const dataFolder = path.join(folder, 'postgres')
/** Every worker keeps a query or a transaction under way; answers how each attempt ended. */
function underLoad(db: ReturnType<typeof openDatabase>['db'], workers: number) {
  let going = true
  const ended = { ok: 0, failed: 0 }
  const done = Promise.all(
    Array.from({ length: workers }, async (_, worker) => {
      while (going) {
        const attempt =
          worker % 2 === 0
            ? db.execute(sql`select ${worker}::int, pg_sleep(0.001)`)
            : db.transaction(async (tx) => {
                await tx.execute(sql`select ${'x'.repeat(worker)}::text`)
                await tx.execute(sql`select 1`)
              })
        await attempt.then(
          () => {
            ended.ok += 1
          },
          async () => {
            ended.failed += 1
            await sleep(5)
          },
        )
      }
    }),
  )
  return {
    ended,
    stop: async () => {
      going = false
      await done
    },
  }
}

test('when Postgres is stopped at once under load, the process lives, every query settles, and it works again after', async () => {
  const server = await preparePostgres({ dataFolder, password: 'test', durable: false })
  const { db, close } = openDatabase(server.url, { max: 8 })
  for (let round = 0; round < 3; round += 1) {
    const postgres = server.launch()
    await expect
      .poll(
        () =>
          db.execute(sql`select 1`).then(
            () => 'works',
            () => 'not yet',
          ),
        { timeout: 10_000 },
      )
      .toBe('works')
    const load = underLoad(db, 24)
    await sleep(150)
    const [postmaster = ''] = fs.readFileSync(path.join(dataFolder, 'postmaster.pid'), 'utf8').split('\n')
    process.kill(Number(postmaster), 'SIGQUIT') // what `pg_ctl stop -m immediate` sends
    await postgres.exited
    await sleep(150)
    await load.stop() // hangs, and so fails by the test's time limit, if one query never settles
    expect(load.ended.ok).toBeGreaterThan(0)
    expect(load.ended.failed).toBeGreaterThan(0)
  }
  await close()
}, 60_000)

test('a transaction that goes on after its connection was lost writes nothing, neither alone nor into another transaction', async () => {
  const { db, sql: client, close } = openDatabase(testPostgresUrl(), { max: 1 })
  const { sql: other, close: closeOther } = openDatabase(testPostgresUrl(), { max: 1 })
  await client`create table if not exists ghost (n int)`
  const lost = db.transaction(async (tx) => {
    const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
    await other`select pg_terminate_backend(${row!.pid})`
    await client`select 1`.catch(() => 'the first may still meet the closing')
    await sleep(100) // the pool has opened the connection again by now
    await tx.execute(sql`insert into ghost values (1)`)
  })
  await expect(lost).rejects.toThrow('CONNECTION_CLOSED')
  await sleep(400)
  expect(await other`select * from ghost`).toEqual([])
  await other`drop table ghost`
  await Promise.all([close(), closeOther()])
})

test('a transaction whose connection was cut goes on with typed errors, not with the end of the process', async () => {
  const { sql: client, close } = openDatabase(testPostgresUrl(), { max: 2 })
  const reserved = await client.reserve()
  const [row] = await reserved`select pg_backend_pid() as pid`
  await client`select pg_terminate_backend(${row!.pid})`
  for (let i = 0; i < 3; i += 1)
    await expect(reserved`select ${i}::int`).rejects.toThrow(/CONNECTION_CLOSED|terminating connection|ECONNRESET/)
  reserved.release()
  await close()
})

test('a statement that hangs is ended by the database with its own code', async () => {
  const { db, close } = openDatabase(testPostgresUrl(), { statementTimeoutMs: 50 })
  const failure = await db.execute(sql`select pg_sleep(5)`).catch((error: unknown) => error)
  expect(postgresCode(failure)).toBe('57014') // query_canceled
  await close()
})

test('what drizzle sends is prepared once a connection, in transactions too; lists of many lengths are not', async () => {
  const { db, close } = openDatabase(testPostgresUrl(), { max: 1 })
  const kept = async () => {
    const rows = await db.execute<{ statement: string }>(sql`select statement from pg_prepared_statements`)
    return rows.map(({ statement }) => statement).filter((statement) => statement.includes('as wanted'))
  }
  try {
    for (const number of [1, 2, 3]) {
      const [row] = await db.execute(sql`select ${number}::int as wanted`)
      expect(row).toEqual({ wanted: number })
      await db.transaction((tx) =>
        tx.transaction(async (inner) => void (await inner.execute(sql`select ${number}::text as wanted`))),
      )
      const list = sql.join(Array.from({ length: 50 + number }, (_, n) => sql`${n}::int`), sql`, `) // prettier-ignore
      await db.execute(sql`select array[${list}] as wanted`)
    }
    expect((await kept()).toSorted()).toEqual(['select $1::int as wanted', 'select $1::text as wanted'])
  } finally {
    await close()
  }
})
