import type { Context } from '../context.ts'
import {
  analyzeNext,
  beginNext,
  dropLast,
  fillNext,
  forgetOtherHistory,
  newestTold,
  swapNext,
  type FilledBlocks,
} from '../database/next-availability.ts'
import { placeNext, readTownRooms, readTowns, type Chunk } from '../database/town-rooms.ts'
import { blockNights } from '../domain/nights.ts'
import { untold, type ToldNights } from '../domain/told-nights.ts'
import { noteAvailability } from './note-availability.ts'
import { askNights, askUnderWay, firstNight, slicesOf, type Teller } from './teller.ts'

export type RebuildProgress =
  | { stage: 'BEGUN'; isResumed: boolean; otherHistory: number }
  | { stage: 'FILLED'; hotels: number; of: number }
  | { stage: 'CAUGHT_UP'; events: number }
  | { stage: 'SWAPPED' }

export type Rebuilding = Pick<Context, 'db' | 'sql'> & {
  teller: Teller
  now: () => Date
  /** Waits, by the same clock. */
  pause: (milliseconds: number) => Promise<void>
  tell: (progress: RebuildProgress) => void
  /** How many are asked for and written together. */
  hotelsAtOnce?: number
  /** Aborted, it ends between two slices, and goes on there when it is begun again. */
  signal?: AbortSignal
}

/** Slices that are asked for while another is written. */
const askedAhead = 2
/** A lock that others keep us from is asked for again so often, some minutes in all. */
const mostTries = 1_200
const eventsAtOnce = 100

/**
 * Makes the read model anew from what reservations says, beside the one that answers. The order is what makes it right:
 *
 * 1. From the beginning on, whatever is told is written into both generations. So a night of which anything is told from here on is
 *    right in the next one without being asked for, and `fillNext` leaves it as it was told.
 * 2. Only then is reservations asked, so what it answers holds all that was heard before.
 * 3. What it answered may hold more than was heard: an event that comes later, and is older than the answer, would set a night back. So
 *    all that is under way is taken over before the exchange; when it comes again it is no news.
 */
export async function rebuildAvailability(rebuilding: Rebuilding): Promise<void> {
  const { sql, teller, now, tell, hotelsAtOnce, signal } = rebuilding
  const filledTo = await patiently(() => beginNext(sql, now()), rebuilding)
  const [told, { newest }] = [await newestTold(sql), await teller.underWay(null)]
  const otherHistory = told > newest ? await forgetOtherHistory(sql, newest) : 0
  tell({ stage: 'BEGUN', isResumed: filledTo > 0, otherHistory })
  const towns = await readTowns(sql, 0)
  const of = towns.reduce((sum, { hotels }) => sum + hotels, 0)
  const left = towns.filter(({ cityId }) => cityId > filledTo)
  let hotels = of - left.reduce((sum, town) => sum + town.hotels, 0)
  const from = firstNight(now())
  const asked = ahead(slicesOf(left, hotelsAtOnce), async (slice) => {
    const { roomIds } = await readTownRooms(sql, slice.cityIds)
    return { ...slice, told: await askNights(teller, roomIds, from) }
  })
  for await (const slice of asked) {
    const chunks = slice.told.isEmpty ? [] : await placeNext(sql, slice.cityIds)
    await fillNext(sql, blocksOf(slice.told, chunks), slice.cityIds.at(-1) ?? 0)
    hotels += slice.hotels
    tell({ stage: 'FILLED', hotels, of })
    signal?.throwIfAborted()
  }
  tell({ stage: 'CAUGHT_UP', events: await catchUp(rebuilding) })
  await analyzeNext(sql)
  await patiently(async () => (await swapNext(sql)) || null, rebuilding)
  tell({ stage: 'SWAPPED' })
  await dropLast(sql)
}

/** Takes over what is under way. Answers how many events. */
async function catchUp({ db, teller }: Rebuilding): Promise<number> {
  let count = 0
  for await (const events of askUnderWay(teller))
    for (let at = 0; at < events.length; at += eventsAtOnce) {
      await noteAvailability(events.slice(at, at + eventsAtOnce), { db })
      count += Math.min(eventsAtOnce, events.length - at)
    }
  return count
}

/** Others read and write for some milliseconds each: between two of them there is a moment, now or a little later. */
async function patiently<T>(attempt: () => Promise<T | null>, { pause }: Rebuilding): Promise<T> {
  for (let tried = 0; tried < mostTries; tried++) {
    const done = await attempt()
    if (done !== null) return done
    await pause(50 + (tried % 7) * 10)
  }
  throw new Error('somebody reads or writes what is left of rooms all the time: no moment was found to do it')
}

/** The blocks in which anything is told, in the order of their keys. */
function blocksOf(told: ToldNights, chunks: readonly Chunk[]): FilledBlocks {
  const filled: FilledBlocks = { cityIds: [], blocks: [], chunks: [], lengths: [], bytes: new Uint8Array() }
  if (told.isEmpty) return filled
  const { first, last } = told.blocks
  const widest = chunks.reduce((sum, { roomIds }) => sum + roomIds.length, 0) * blockNights * (last - first + 1)
  const bytes = Buffer.allocUnsafe(widest).fill(untold)
  let at = 0
  for (const [cityId, ofTown] of Map.groupBy(chunks, (chunk) => chunk.cityId)) {
    for (let block = first; block <= last; block++)
      for (const { chunk, roomIds } of ofTown) {
        if (!told.writeBlock(roomIds, block, bytes, at)) continue
        filled.cityIds.push(cityId)
        filled.blocks.push(block)
        filled.chunks.push(chunk)
        filled.lengths.push(roomIds.length * blockNights)
        at += roomIds.length * blockNights
      }
  }
  return { ...filled, bytes: bytes.subarray(0, at) }
}

/** Works some ahead of whoever takes them, in order. */
async function* ahead<One, Made>(from: Iterable<One>, make: (one: One) => Promise<Made>): AsyncGenerator<Made> {
  const made: Promise<Made>[] = []
  for (const one of from) {
    const making = make(one)
    making.catch(() => {}) // whoever takes it hears of it
    made.push(making)
    if (made.length > askedAhead) yield (await made.shift()) as Made
  }
  for (const making of made) yield await making
}
