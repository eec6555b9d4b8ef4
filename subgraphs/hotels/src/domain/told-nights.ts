import { dayNumber } from './calendar.ts'
import { blockNights } from './nights.ts'

/** What reservations says of some room types from a day on: a byte a night, 255 where it says nothing. Room types are known by their numbers. */
export class ToldNights {
  /** The first day, since 1970-01-01. */
  readonly from: number
  readonly #rows = new Map<number, { left: Uint8Array; start: number; nights: number }>()
  #nights = 0

  constructor(from: string) {
    this.from = dayNumber(from)
  }

  /** So many nights of each room, one room after the other. */
  take(roomIds: readonly number[], nights: number, left: Uint8Array): void {
    if (left.length !== roomIds.length * nights)
      throw new Error(`${left.length} bytes for ${roomIds.length} room types`)
    roomIds.forEach((id, room) => this.#rows.set(id, { left, start: room * nights, nights }))
    if (roomIds.length > 0) this.#nights = Math.max(this.#nights, nights)
  }

  get isEmpty(): boolean {
    return this.#rows.size === 0
  }

  /** In which blocks its nights lie: from the first to the last. */
  get blocks(): { first: number; last: number } {
    return {
      first: Math.floor(this.from / blockNights),
      last: Math.floor((this.from + this.#nights - 1) / blockNights),
    }
  }

  has(roomId: number): boolean {
    return this.#rows.has(roomId)
  }

  /** 255: nothing is said of that night. */
  left(roomId: number, day: number): number {
    const row = this.#rows.get(roomId)
    const night = day - this.from
    return row && night >= 0 && night < row.nights ? (row.left[row.start + night] as number) : untold
  }

  /** Writes a block of a chunk, all 255 as yet, at a place of `into`. False: nothing is said of it. */
  writeBlock(roomIds: ArrayLike<number>, block: number, into: Uint8Array, at: number): boolean {
    const [begin, width] = [block * blockNights - this.from, roomIds.length]
    let isTold = false
    for (let place = 0; place < width; place++) {
      const row = this.#rows.get(roomIds[place] as number)
      if (!row) continue
      const end = Math.min(blockNights, row.nights - begin)
      for (let night = Math.max(0, -begin); night < end; night++) {
        const left = row.left[row.start + begin + night] as number
        if (left === untold) continue
        into[at + night * width + place] = left
        isTold = true
      }
    }
    return isTold
  }
}

/** What a byte says of a night that nobody told of. */
export const untold = 255
