import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { followLog, readCursor, type Read } from './follow-log.ts'
import { createLogger } from './log.ts'
import { freshDatabase } from './testing/database.ts'

const { sql, url } = await freshDatabase(new URL('testing/outbox-migrations', import.meta.url), { max: 6 })
/** Writers, each with a transaction of its own: the reader's pool is not theirs. */
const writers = postgres(url, { max: 12, onnotice: () => {} })
const logger = createLogger('test', 'silent')
const keys = ['a', 'b', 'c']
beforeAll(async () => {
  await sql`create table note (
    id bigint primary key generated always as identity, key text not null, xid xid8 not null default pg_current_xact_id())`
})
afterAll(() => writers.end())

const since = (from: string) => sql`not pg_visible_in_snapshot(xid, ${from}::text::pg_snapshot)`
const log = {
  now: async () =>
    (await sql<{ snapshot: string }[]>`select pg_current_snapshot()::text as snapshot`)[0]?.snapshot ?? '',
  touched: async (from: string) => {
    const [row] = await sql<{ snapshot: string; keys: string[] | null }[]>`
      select pg_current_snapshot()::text as snapshot, (select array_agg(distinct key) from note where ${since(from)}) as keys`
    return { snapshot: row?.snapshot ?? '', keys: row?.keys ?? [] }
  },
}
const readOf =
  (key: string): Read<number> =>
  async (from) => {
    const [row] = await sql<{ snapshot: string; ids: number[] | null }[]>`
      select pg_current_snapshot()::text as snapshot,
        (select json_agg(id order by id) from note where key = ${key} and ${since(from)}) as ids`
    return { snapshot: row?.snapshot ?? '', changes: row?.ids ?? [] }
  }
/** As it must not be done: what was written after the greatest number that was seen. */
const readByNumber = async (key: string, last: number) =>
  (await sql<{ id: number }[]>`select id::int from note where key = ${key} and id > ${last} order by id`).map(
    ({ id }) => id,
  )

/** A transaction that takes its number at once and may end long after others that began later. */
const write = (key: string, ms: number) =>
  writers.begin(async (tx) => {
    await tx`insert into note (key) values (${key})`
    await sleep(ms)
  })
const written = async (key: string) =>
  (await sql<{ id: number }[]>`select id::int from note where key = ${key} order by id`).map(({ id }) => id)

/** Follows a key, is cut off at random, and comes back with its last cursor, until `done`. */
async function follower(
  key: string,
  from: string,
  done: { now: boolean },
  follow: ReturnType<typeof followLog>['follow'],
) {
  const heard: number[] = []
  let after = from
  while (true) {
    const leaving = new AbortController()
    const cut = setTimeout(() => leaving.abort(), randomInt(1, 60))
    for await (const { changes, cursor } of follow({
      key,
      same: key,
      read: readOf(key),
      after,
      signal: leaving.signal,
    })) {
      after = cursor
      heard.push(...changes)
      if (randomInt(8) === 0) leaving.abort()
    }
    clearTimeout(cut)
    if (done.now && (await readOf(key)(readCursor(after))).changes?.length === 0) return heard
  }
}

test('whoever follows, is cut off and comes back is told every change once, whichever transaction ends first; by numbers some are lost', async () => {
  const { follow, close, count } = followLog(log, { name: 'notes', logger, everyMs: 10 })
  const done = { now: false }
  const byNumber = (async () => {
    const heard: number[] = []
    while (!done.now) {
      heard.push(...(await readByNumber('a', heard.at(-1) ?? 0)))
      await sleep(2)
    }
    return [...heard, ...(await readByNumber('a', heard.at(-1) ?? 0))]
  })()
  const from = Buffer.from(await log.now()).toString('base64url')
  const followers = keys.flatMap((key) => [follower(key, from, done, follow), follower(key, from, done, follow)])
  const many = Number(process.env['FOLLOW_CHANGES'] ?? 300)
  await Promise.all(
    Array.from({ length: 10 }, async () => {
      for (let n = 0; n < many / 10; n++) await write(keys[randomInt(keys.length)] as string, randomInt(20))
    }),
  )
  done.now = true
  const heard = await Promise.all(followers)
  for (const [at, ids] of heard.entries())
    expect(ids.toSorted((a, b) => a - b)).toEqual(await written(keys[Math.floor(at / 2)] as string))
  expect((await byNumber).length).toBeLessThan((await written('a')).length)
  expect(count()).toBe(0)
  await close()
}, 30_000)

test('a thousand who follow the same read together, and nobody is read for who has left', async () => {
  let reads = 0
  const { follow, close, count } = followLog(log, { name: 'notes', logger, everyMs: 10 })
  const read: Read<number> = (from) => {
    reads += 1
    return readOf('a')(from)
  }
  const leaving = new AbortController()
  const heard: number[] = []
  const all = Array.from({ length: 1_000 }, async () => {
    for await (const { changes } of follow({ key: 'a', same: 'a', read, after: 'MTozOg', signal: leaving.signal }))
      heard.push(changes.length)
  })
  while (heard.length < 1_000) await sleep(5)
  const before = { reads, heard: heard.length }
  await write('a', 0)
  while (heard.length < 2_000) await sleep(5)
  expect(reads - before.reads).toBeLessThan(10)
  leaving.abort()
  await Promise.all(all)
  expect(count()).toBe(0)
  await close()
}, 30_000)

test('what is no cursor of ours is refused, and one whose changes are forgotten ends the following', async () => {
  const bad = [
    '',
    'x',
    ...['1', '5:3:', '0:3:', '3:9:9', '3:9:5,4', '3:9:2', `3:${'9'.repeat(19)}:`, "1:1:'; drop"].map((text) =>
      Buffer.from(text).toString('base64url'),
    ),
  ]
  for (const cursor of bad) expect(() => readCursor(cursor)).toThrow(/no cursor of ours/)
  expect(readCursor(Buffer.from('3:9:4,5').toString('base64url'))).toBe('3:9:4,5')
  const { follow, close } = followLog(log, { name: 'notes', logger, everyMs: 10 })
  const forgotten: Read<number> = async (snapshot) => ({ snapshot, changes: null })
  const first = follow({
    key: 'a',
    same: 'a',
    read: forgotten,
    after: 'MTozOg',
    signal: AbortSignal.timeout(5_000),
  }).next()
  await expect(first).rejects.toMatchObject({ extensions: { code: 'CURSOR_TOO_OLD' } })
  await close()
})
