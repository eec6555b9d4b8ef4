import { postgresCode } from '@staygraph/subgraph-kit/database'
import type postgres from 'postgres'

/** Which generation of blocks answers, and how far the next one is. */
export type Generation = {
  number: number
  /** When the next one was begun, an instant of ISO 8601; null: none is under way. */
  nextBegunAt: string | null
  nextFilledTo: number
}

export async function readGeneration(sql: postgres.Sql): Promise<Generation> {
  const [row] = await sql<Generation[]>`
    select number, to_char(next_begun_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "nextBegunAt",
      next_filled_to as "nextFilledTo" from availability_generation where id = 1`
  if (!row) throw new Error('there is no generation of availability')
  return row
}

/**
 * Begins the next one, or goes on with the one that was begun. Answers the last town that is whole in it. Null: somebody was writing what
 * was told for longer than a moment; to be tried again.
 */
export async function beginNext(sql: postgres.Sql, now: Date): Promise<number | null> {
  return unlessBusy(async () => {
    const [row] = await sql<{ after: number }[]>`select begin_availability(${now.toISOString()}::timestamptz) as after`
    return row?.after ?? 0
  })
}

export const abandonNext = async (sql: postgres.Sql): Promise<void> => void (await sql`select abandon_availability()`)

/** The greatest revision that anything was told with of late. */
export async function newestTold(sql: postgres.Sql): Promise<number> {
  const [row] = await sql<
    { newest: number }[]
  >`select coalesce(max(revision), 0)::float8 as newest from availability_told`
  return row?.newest ?? 0
}

/** Of another history: answers of how many nights. */
export async function forgetOtherHistory(sql: postgres.Sql, newest: number): Promise<number> {
  const [row] = await sql<{ gone: number }[]>`select forget_other_history(${newest}::bigint) as gone`
  return row?.gone ?? 0
}

/** Blocks of whole towns, in the order of their keys: their bytes lie one after the other. */
export type FilledBlocks = {
  cityIds: number[]
  blocks: number[]
  chunks: number[]
  lengths: number[]
  bytes: Uint8Array
}

/** Writes them into the next generation, where nothing newer was told since it was begun, and that it is whole up to a town. */
export const fillNext = async (sql: postgres.Sql, filled: FilledBlocks, filledTo: number): Promise<void> =>
  void (await sql`
    select fill_availability(${filled.cityIds}::int[], ${filled.blocks}::int[], ${filled.chunks}::int[],
      ${filled.lengths}::int[], ${Buffer.from(filled.bytes.buffer, filled.bytes.byteOffset, filled.bytes.byteLength)}::bytea,
      ${filledTo}::int)`)

/** The next one answers from here on. False: somebody was reading for longer than a moment; to be tried again. */
export async function swapNext(sql: postgres.Sql): Promise<boolean> {
  const swapped = await unlessBusy(() => sql`select swap_availability()`)
  return swapped !== null
}

async function unlessBusy<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    if (busy.has(postgresCode(error) ?? '')) return null
    throw error
  }
}
/** https://www.postgresql.org/docs/current/errcodes-appendix.html: lock_not_available, deadlock_detected */
const busy = new Set(['55P03', '40P01'])

export const analyzeNext = async (sql: postgres.Sql): Promise<void> =>
  void (await sql`select analyze_next_availability()`)
export const dropLast = async (sql: postgres.Sql): Promise<void> => void (await sql`select drop_last_availability()`)
