import type { Context } from '../context.ts'
import { eachBlock, readBlocksFrom } from '../database/changed-blocks.ts'
import { readChunks, readTownRooms, readTowns } from '../database/town-rooms.ts'
import { dateOfDay } from '../domain/calendar.ts'
import { blockNights } from '../domain/nights.ts'
import { untold } from '../domain/told-nights.ts'
import { askNights, askUnderWay, firstNight, slicesOf, type Teller } from './teller.ts'

/** A night of which searches and reservations say different things, as rooms left; 254 is 254 or more. */
export type Difference = {
  cityId: number
  roomTypeId: string
  night: string
  searches: number
  reservations: number
  /** An event about it is told and not heard yet, or was heard a moment ago. */
  isUnderWay: boolean
}

export type Comparison = {
  hotels: number
  /** Until so many were found. */
  isWhole: boolean
  differences: Difference[]
}

export type Comparing = Pick<Context, 'sql'> & {
  teller: Teller
  now: () => Date
  /** Waits, by the same clock. */
  pause: (milliseconds: number) => Promise<void>
  watch?: (progress: { hotels: number; of: number }) => void
  signal?: AbortSignal
}

/** More differences are not looked for. */
const mostDifferences = 2_000
/** What is on its way is waited for so often, a second each. */
const mostLooks = 20

/**
 * What searches use against what reservations says, night by night; nothing is changed. The two cannot be read at one moment, so what
 * differs is looked at again: it differs when it does so twice, in the same figures, and nothing about it is on its way.
 */
export async function compareAvailability(comparing: Comparing): Promise<Comparison> {
  const { sql, now, pause, watch, signal } = comparing
  const from = firstNight(now())
  const towns = await readTowns(sql, 0)
  const of = towns.reduce((sum, { hotels }) => sum + hotels, 0)
  let [hotels, found]: [number, Difference[]] = [0, []]
  for (const slice of slicesOf(towns)) {
    found.push(...(await differencesIn(slice.cityIds, from, comparing)))
    hotels += slice.hotels
    watch?.({ hotels, of })
    signal?.throwIfAborted()
    if (found.length >= mostDifferences) break
  }
  for (let looked = 0; found.length > 0; looked++) {
    await pause(1_000)
    const before = new Map(found.map((one) => [keyOf(one), one]))
    const cityIds = [...new Set(found.map(({ cityId }) => cityId))]
    found = (await differencesIn(cityIds, from, comparing)).filter((one) => {
      const known = before.get(keyOf(one))
      if (known) one.isUnderWay ||= known.searches !== one.searches || known.reservations !== one.reservations
      return known
    })
    if (looked === mostLooks || !found.some(({ isUnderWay }) => isUnderWay)) break
    const underWay = await nightsUnderWay(comparing)
    for (const one of found) one.isUnderWay = underWay.has(keyOf(one))
    if (!found.some(({ isUnderWay }) => isUnderWay)) break
  }
  return { hotels, isWhole: hotels === of, differences: found }
}

const keyOf = ({ roomTypeId, night }: Pick<Difference, 'roomTypeId' | 'night'>) => `${roomTypeId} ${night}`

async function nightsUnderWay({ teller }: Comparing): Promise<Set<string>> {
  const keys = new Set<string>()
  for await (const events of askUnderWay(teller))
    for (const { roomTypeId, nights } of events) for (const { night } of nights) keys.add(keyOf({ roomTypeId, night }))
  return keys
}

/** Of some towns. Where nobody told of a night the whole allotment is left, so whether it was told makes no difference. */
async function differencesIn(cityIds: number[], from: string, { sql, teller }: Comparing): Promise<Difference[]> {
  const { roomIds, allotments, ...rooms } = await readTownRooms(sql, cityIds)
  const told = await askNights(teller, roomIds, from)
  const chunks = await readChunks(sql, cityIds)
  const blocks = await readBlocksFrom(sql, cityIds, Math.floor(told.from / blockNights))
  const found: Difference[] = []
  const seen = new Map<number, Seen>(
    Array.from(roomIds, (id, at) => [id, { allotment: Math.min(allotments[at] as number, 254), blocks: new Map() }]),
  )
  const places = new Map(chunks.map((chunk) => [`${chunk.cityId} ${chunk.chunk}`, chunk.roomIds]))
  eachBlock(blocks, (cityId, block, chunk, bytes, at) => {
    const here = places.get(`${cityId} ${chunk}`)
    here?.forEach((id, place) => {
      const room = seen.get(id)
      if (!room) return
      const nights = new Uint8Array(blockNights)
      for (let night = 0; night < blockNights; night++)
        nights[night] = bytes[at + night * here.length + place] as number
      room.blocks.set(block, nights)
    })
  })
  const lastTold = told.isEmpty ? -1 : told.blocks.last
  for (const [room, id] of roomIds.entries()) {
    const { allotment, blocks: known } = seen.get(id) as Seen
    if (known.size === 0 && !told.has(id)) continue
    const last = Math.max(lastTold, ...known.keys())
    for (let day = told.from; day < (last + 1) * blockNights; day++) {
      const block = Math.floor(day / blockNights)
      const [searches, reservations] = [
        effective(known.get(block)?.[day - block * blockNights] ?? untold, allotment),
        effective(told.left(id, day), allotment),
      ]
      if (searches === reservations) continue
      const cityId = rooms.cityIds[room] as number
      found.push({ cityId, roomTypeId: `r${id}`, night: dateOfDay(day), searches, reservations, isUnderWay: true })
      if (found.length >= mostDifferences) return found
    }
  }
  return found
}

type Seen = { allotment: number; blocks: Map<number, Uint8Array> }

const effective = (byte: number, allotment: number): number => (byte === untold ? allotment : byte)
