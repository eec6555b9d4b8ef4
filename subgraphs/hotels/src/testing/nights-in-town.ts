import { addDays, dayNumber } from '../domain/calendar.ts'
import { blockNights, NightsOfBlock, type StayNights } from '../domain/nights.ts'
import type { Town } from '../domain/town.ts'

/** What is left of the rooms of a town over some nights, by room and night of the stay; null: nobody told. */
export function nightsInTown(
  town: Town,
  dates: readonly string[],
  told: (room: number, night: number) => number | null,
): StayNights {
  const skip = dayNumber(dates[0] ?? '') % blockNights
  const count = Math.min(dates.length, blockNights - skip)
  const rest = dates.length - count
  const first = new NightsOfBlock(town)
  const second = rest > 0 ? new NightsOfBlock(town) : null
  for (let room = 0; room < town.roomIds.length; room++) {
    const nights = dates.map((_, night) => told(room, night))
    tellNights(first, room, skip, nights.slice(0, count), false)
    if (second) tellNights(second, room, 0, nights.slice(count), false)
  }
  const checkIn = dates[0] ?? ''
  return { stay: { checkIn, checkOut: addDays(checkIn, dates.length) }, first, skip, count, second, rest }
}

/** Tells what is left of a room on some nights of a block, from one on; null: nobody told. */
export function tellNights(
  block: NightsOfBlock,
  room: number,
  from: number,
  nights: readonly (number | null)[],
  asChange = true,
): void {
  const rooms = block.left.length / blockNights
  const bytes = Uint8Array.from({ length: blockNights }, (_, night) => block.left[night * rooms + room] ?? 0)
  for (const [night, left] of nights.entries()) bytes[from + night] = left ?? 255
  block.take(bytes, 0, Int32Array.of(room), asChange)
}
