import { dayNumber } from './calendar.ts'
import type { Stay } from './stay.ts'
import type { Town } from './town.ts'

/** Nights a block holds. */
export const blockNights = 31

/** What a byte says of a night that nobody told of. */
const untold = 255

/** Changes that are remembered: whoever was not here for longer works all out anew. */
const mostChanges = 4_096

/**
 * How many rooms of a town are left over the nights of a block, a byte each, night by night: what was told, or the allotment where nobody
 * told. 254 is 254 or more. Remembers what changed in it, so that what was made of it need not be made anew.
 */
export class NightsOfBlock {
  readonly left: Uint8Array
  readonly #allotments: ArrayLike<number>
  readonly #rooms: number
  #changes: number[] = []
  #forgotten = 0
  #open: Int32Array | undefined
  /** False: what changes is not told here any more. */
  isKept = true

  constructor({ allotments }: Pick<Town, 'allotments'>) {
    const rooms = allotments.length
    this.#rooms = rooms
    this.#allotments = allotments
    this.left = new Uint8Array(blockNights * rooms)
    for (let room = 0; room < rooms; room++) this.left[room] = Math.min(allotments[room] as number, 254)
    for (let night = 1; night < blockNights; night++) this.left.copyWithin(night * rooms, 0, rooms)
  }

  /** By room: a bit for each night on which one is left. Made of `left` when first asked for. */
  get open(): Int32Array {
    return (this.#open ??= openNights(this.left, this.#rooms))
  }

  /** Bytes that it takes in the end. */
  get bytes(): number {
    return this.left.length + 4 * this.#rooms
  }

  /** Takes over 31 nights of a chunk, whose rooms stand at `places` (-1: none of this town). Only `asChange` is it remembered what is news. */
  take(bytes: Uint8Array, from: number, places: Int32Array, asChange: boolean): void {
    const { left } = this
    const open = this.#open
    const rooms = this.#rooms
    const width = places.length
    let at = from
    for (let night = 0; night < blockNights; night++)
      for (let place = 0; place < width; place++) {
        const told = bytes[at++] as number
        const room = places[place] as number
        if (room < 0) continue
        const here = told === untold ? Math.min(this.#allotments[room] as number, 254) : told
        const cell = night * rooms + room
        if (asChange && left[cell] !== here) this.#remember(room * blockNights + night)
        left[cell] = here
        if (open) open[room] = here === 0 ? (open[room] as number) & ~(1 << night) : (open[room] as number) | (1 << night) // prettier-ignore
      }
  }

  #remember(change: number): void {
    this.#changes.push(change)
    if (this.#changes.length <= mostChanges) return
    this.#forgotten += mostChanges / 2
    this.#changes = this.#changes.slice(mostChanges / 2)
  }

  /** How many changes there were so far. */
  get position(): number {
    return this.#forgotten + this.#changes.length
  }

  /** Calls `take` with the room and night of each change since a position. False: they are not remembered any more. */
  changesSince(position: number, take: (room: number, night: number) => void): boolean {
    if (position < this.#forgotten) return false
    for (let at = position - this.#forgotten; at < this.#changes.length; at++) {
      const cell = this.#changes[at] as number
      take(Math.floor(cell / blockNights), cell % blockNights)
    }
    return true
  }
}

function openNights(left: Uint8Array, rooms: number): Int32Array {
  const open = new Int32Array(rooms)
  for (let night = 0, cell = 0; night < blockNights; night++)
    for (let room = 0; room < rooms; room++, cell++) if (left[cell] !== 0) open[room] = (open[room] as number) | (1 << night) // prettier-ignore
  return open
}

/** The bits of `count` nights from `skip` on of a block. */
const bitsOf = (skip: number, count: number): number => (((1 << count) - 1) << skip) | 0

/** The nights of a stay in a town: `count` from `skip` on of the first block, `rest` of the second. */
export type StayNights = {
  stay: Stay
  first: NightsOfBlock
  skip: number
  count: number
  second: NightsOfBlock | null
  rest: number
}

/** In which block a stay begins, and how its nights lie in it and in the next one. */
export function blocksOfStay({
  checkIn,
  checkOut,
}: Stay): Pick<StayNights, 'skip' | 'count' | 'rest'> & { block: number } {
  const [from, to] = [dayNumber(checkIn), dayNumber(checkOut)]
  const block = Math.floor(from / blockNights)
  const skip = from - block * blockNights
  const count = Math.min(to - from, blockNights - skip)
  return { block, skip, count, rest: to - from - count }
}

/** Whether both blocks are still told of what changes. */
export const areKept = ({ first, second }: StayNights): boolean => first.isKept && (second?.isKept ?? true)

/** The nights of a stay as bits of both blocks (`NightsOfBlock.open`): one of a room is left on all of them when both have all of theirs. */
export function openFor({ first, skip, count, second, rest }: StayNights) {
  return {
    open: first.open,
    bits: bitsOf(skip, count),
    furtherOpen: (second ?? first).open,
    furtherBits: second ? bitsOf(0, rest) : 0,
  }
}

/** Whether at least one of a room is left on every night. */
export function isLeft({ first, skip, count, second, rest }: StayNights, room: number): boolean {
  const bits = bitsOf(skip, count)
  if (((first.open[room] as number) & bits) !== bits) return false
  const further = bitsOf(0, rest)
  return !second || ((second.open[room] as number) & further) === further
}

/** How many of a room are left on every night. */
export function leftOfRoom({ first, skip, count, second, rest }: StayNights, rooms: number, room: number): number {
  let least = 254
  for (let night = skip; night < skip + count; night++)
    least = Math.min(least, first.left[night * rooms + room] as number)
  if (second)
    for (let night = 0; night < rest; night++) least = Math.min(least, second.left[night * rooms + room] as number)
  return least
}
