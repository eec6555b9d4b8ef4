import { AssertionError } from 'node:assert'
import { inspect, isDeepStrictEqual } from 'node:util'

import { postgresCode } from '@staygraph/subgraph-kit/database'
import type { Sql } from 'postgres'

import type { Ground } from '../open-world.ts'
import { clientOver, createMemoryDatabase, drizzleOver, type Answer } from './memory-database.ts'
import { emptied, recordsIn, recordsOf, type Records } from './records.ts'

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
const wholeUuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const instant = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?(\+00(:?00)?|Z)$/
const whole = /^-?\d{1,15}$/

/**
 * Each statement is sent to Postgres and to the database in memory, and what they answer is held against each other:
 * every row, every refusal, and in the end every table. Whoever asks hears Postgres. Ids that each drew for itself are
 * known to be the same by where they first stood.
 */
export function createLockstep({ db, sql: real }: Pick<Ground, 'db' | 'sql'>) {
  const memory = createMemoryDatabase()
  /** Of an id of Postgres, the one in memory. */
  const twins = new Map<string, string>()
  /** Whoever asked may take it for an outage and go on. */
  let first: AssertionError | undefined
  const counted = { statements: 0, refused: 0, states: 0 }
  const translated = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replaceAll(uuid, (id) => twins.get(id) ?? id)
    if (Array.isArray(value)) return value.map(translated)
    return value
  }
  /** Of either answer, as both must write it. */
  function plain(value: unknown): unknown {
    if (value === undefined) return null
    if (value instanceof Date) return value.toISOString()
    if (typeof value === 'string') {
      if (instant.test(value)) return new Date(value).toISOString()
      return whole.test(value) ? Number(value) : value
    }
    if (Array.isArray(value)) return value.map(plain)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, inner]) => [key, plain(inner)] as const)
        .filter(([, inner]) => inner !== null)
        .toSorted(([one], [other]) => (one < other ? -1 : 1)),
    )
  }
  /** Ids that are new in both, at the same place, are one. */
  function pair(theirs: unknown, ours: unknown): void {
    if (typeof theirs === 'string' && typeof ours === 'string') {
      if (theirs !== ours && wholeUuid.test(theirs) && wholeUuid.test(ours) && !twins.has(theirs))
        twins.set(theirs, ours)
    } else if (Array.isArray(theirs) && Array.isArray(ours))
      for (const [at, one] of theirs.entries()) pair(one, ours[at])
    else if (typeof theirs === 'object' && theirs && typeof ours === 'object' && ours)
      for (const [key, inner] of Object.entries(theirs)) pair(inner, (ours as Record<string, unknown>)[key])
  }
  const deep = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return translated(value)
    if (Array.isArray(value)) return value.map(deep)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, deep(inner)]))
  }
  function agree(what: string, theirs: unknown, ours: unknown, ordered = true): void {
    const [read, own] = [deep(plain(theirs)), plain(ours)].map((answer) => (ordered ? answer : inAnyOrder(answer)))
    pair(read, own)
    const same = deep(read)
    if (isDeepStrictEqual(same, own)) return
    const show = (value: unknown) => inspect(value, { depth: 8, breakLength: 140, maxStringLength: 400 })
    first ??= new AssertionError({
      message: `${what}\nPostgres: ${show(same)}\nin memory: ${show(own)}`,
      actual: own,
      expected: same,
    })
    throw first
  }

  const inMemory = (text: string, params: readonly unknown[]) => {
    try {
      return { answer: memory.ask(text, translated(params) as unknown[]), code: undefined }
    } catch (error) {
      const code = postgresCode(error)
      if (code === undefined) throw error
      return { answer: null, code }
    }
  }
  const askBoth =
    (client: Sql) =>
    async (text: string, params: readonly unknown[]): Promise<Answer> => {
      counted.statements += 1
      const { answer, code } = inMemory(text, params)
      const sent = client.unsafe(text, params as never[], { prepare: true })
      try {
        const rows = await sent
        const ours = answer?.rows.map(only(rows.columns ?? null))
        const what = `${text}\n${inspect(params, { maxStringLength: 400 })}`
        agree(what, [...rows], code ?? ours, text.startsWith('select') && text.includes('order by'))
        return { rows, columns: rows.columns?.map(({ name }) => name) ?? [] }
      } catch (error) {
        if (error instanceof AssertionError) throw error
        counted.refused += 1
        agree(`the refusal of ${text}`, postgresCode(error), code)
        throw error
      }
    }
  const sql: Sql = clientOver(
    askBoth(real),
    async (work) =>
      real.begin((tx) =>
        work(clientOver(askBoth(tx as unknown as Sql), () => Promise.reject(new Error('nested')))),
      ) as never,
  )

  const [theirs, ours] = [recordsOf({ db, sql: real }), recordsIn(memory.books)]
  const both =
    <Name extends keyof Records>(name: Name) =>
    async (...input: Parameters<Records[Name]>) => {
      const read = await (theirs[name] as (...input: unknown[]) => Promise<unknown>)(...input)
      const own = await (ours[name] as (...input: unknown[]) => Promise<unknown>)(...(translated(input) as unknown[]))
      agree(`${name} of ${inspect(input, { maxStringLength: 100 })}`, only(null)(read), only(null)(own))
      return read as never
    }
  const records: Records = {
    recount: both('recount'),
    counters: both('counters'),
    reservationsOf: both('reservationsOf'),
    stepsOf: async (ids) => theirs.stepsOf(ids),
    roomsOf: both('roomsOf'),
    mailsOf: both('mailsOf'),
    nextDue: both('nextDue'),
    empty: async () => {
      await Promise.all([theirs.empty(), ours.empty()])
      twins.clear()
    },
  }

  return {
    ground: { db: drizzleOver(sql), sql },
    records,
    counted,
    /** Every answer until now, and every table, row by row. */
    async expectSame(): Promise<void> {
      if (first) throw first
      memory.expectSound()
      for (const [name, order] of Object.entries(orders)) {
        const read = await real.unsafe(`select * from ${name} order by ${order}`)
        const keys = order.split(', ')
        const rows = (memory.books.tables[name]?.all() ?? []).toSorted((one, other) => {
          const key = keys.find((column) => one[column] !== other[column])
          return key === undefined ? 0 : (one[key] as string) < (other[key] as string) ? -1 : 1
        })
        agree(`the table ${name}`, read.map(kept), rows.map(kept))
        counted.states += read.length
      }
    },
  }
}

/** Of an answer, the columns that Postgres' has: a row in memory may have more. */
const only = (columns: readonly { name: string }[] | null) => (row: unknown) =>
  columns === null ? row : Object.fromEntries(columns.map(({ name }) => [name, (row as Record<string, unknown>)[name]]))

/** Rows for which the statement asks no order may come in any. */
const inAnyOrder = (answer: unknown) =>
  Array.isArray(answer)
    ? answer.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1))
    : answer

/** Of each table, an order that does not hang on ids drawn by each for itself. */
const orders: Record<string, string> = {
  reservations: 'created_at, id',
  reservation_steps: 'id',
  room_night: 'room_type_id, night',
  booked_rooms: 'reservation_id, n',
  charges: 'reservation_id, attempt',
  refunds: 'reservation_id, n',
  stay_changes: 'reservation_id, n',
  idempotency_keys: 'operation, scope, key',
  outbox: 'id',
  told_disputes: 'dispute_id, step',
  partner_checks: 'reservation_id',
  partner_findings: 'reservation_id, kind, booking_id',
  waiting_entries: 'n',
  waiting_rooms: 'room_type_id, entry_id',
  waiting_kept: 'room_type_id, night',
  no_shows: 'reservation_id',
}
/** Drawn by each for itself, or by a clock that is not ours. */
const ownWays = new Set(['trace', 'promised_at', 'kept_at', 'xid'])
const kept = (row: object) => Object.fromEntries(Object.entries(row).filter(([column]) => !ownWays.has(column)))

export type Lockstep = ReturnType<typeof createLockstep>
/** So that nobody forgets one of them. */
export const comparedTables = { orders: Object.keys(orders), emptied }
