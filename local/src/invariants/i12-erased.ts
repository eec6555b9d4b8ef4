import fs from 'node:fs'
import path from 'node:path'

import type { Redis } from 'ioredis'
import type { Sql } from 'postgres'

import { stillKnown } from './i12-still-known.ts'
import type { Invariant, Violation } from './invariant.ts'

/** Documents that the law wants kept as they were printed, by database. Their PDF bytes are in the workers' `documents`. */
const keptByLaw: Record<string, string[]> = { payments: ['receipts', 'credit_notes'] }

/** reservations leaves a guest known for so long after the last step, and looks every half minute. */
const mailsOnTheirWayMs = 12 * 60_000

export const erased: Invariant = {
  name: 'I12',
  says: "an erased customer's data is nowhere but on legally kept documents",
  look: async ({ sources: { databases, redis, logs }, erased: markers, overdue }) => {
    const things = 'erased customers, tables, queues and logs'
    const known = await stillKnown(databases, new Date(overdue('unfinished').getTime() - mailsOnTheirWayMs))
    if (markers.length === 0)
      return {
        ...known,
        things,
        notLookedAt: 'tables, queues and logs: nobody named what an erased customer was known by (--erased)',
      }
    const tables = await Promise.all(Object.entries(databases).map(([name, sql]) => searchDatabase(name, sql, markers)))
    const queues = await searchQueues(redis, markers)
    const files = logs === null ? { checked: 0, violations: [] } : searchLogs(logs, markers)
    const all = [known, ...tables, queues, files]
    return {
      checked: all.reduce((sum, { checked }) => sum + checked, 0),
      things,
      violations: all.flatMap(({ violations }) => violations),
    }
  },
}

const searchDatabase = async (name: string, sql: Sql, markers: readonly string[]) => {
  const tables = await sql<{ table: string }[]>`
    select relname as table from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
      and relname <> all(${keptByLaw[name] ?? []})`
  const violations: Violation[] = []
  for (const { table } of tables) {
    const [found] = await sql<{ rows: number }[]>`
      select count(*)::int as rows from ${sql(table)} t
        where exists (select from unnest(${markers.map(lower)}::text[]) marker where strpos(lower(to_jsonb(t)::text), marker) > 0)`
    if (found && found.rows > 0)
      violations.push({ id: `${name}.${table}`, what: `${found.rows} rows tell of the erased customer` })
  }
  return { checked: tables.length, violations }
}

/** Everything BullMQ keeps, finished jobs too: payloads carry names and addresses. */
const searchQueues = async (redis: Redis, markers: readonly string[]) => {
  const violations: Violation[] = []
  let checked = 0
  for await (const batch of redis.scanStream({ match: 'bull:*', type: 'hash', count: 500 })) {
    for (const key of batch as string[]) {
      checked += 1
      if (tells(JSON.stringify(await redis.hgetall(key)), markers))
        violations.push({ id: key, what: 'a job tells of the erased customer' })
    }
  }
  return { checked, violations }
}

const searchLogs = (folder: string, markers: readonly string[]) => {
  const files = fs.readdirSync(folder)
  const violations = files.flatMap((file): Violation[] =>
    tells(fs.readFileSync(path.join(folder, file), 'utf8'), markers)
      ? [{ id: `logs/${file}`, what: 'the log tells of the erased customer' }]
      : [],
  )
  return { checked: files.length, violations }
}

const lower = (text: string) => text.toLowerCase()
const tells = (text: string, markers: readonly string[]) =>
  markers.some((marker) => text.toLowerCase().includes(marker.toLowerCase()))
