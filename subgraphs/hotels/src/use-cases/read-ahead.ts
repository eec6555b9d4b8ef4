import { setTimeout as pause } from 'node:timers/promises'

import type { KeptNights } from '../database/kept-nights.ts'
import { dateOfDay } from '../domain/calendar.ts'
import { blockNights, blocksOfStay } from '../domain/nights.ts'
import type { Stay } from '../domain/stay.ts'
import type { Town } from '../domain/town.ts'

/** Of so many districts a block is read at once: a search that comes between waits a millisecond for it. */
const atOnce = 6
/** A great city with the towns around has some fifty; more is a map, which moves on. */
const mostDistricts = 64
/** As far ahead as anything is sold. */
const lastDay = 366
/** Before the next few, so that whoever searches meanwhile goes first. */
const pauseMs = 2

/**
 * Reads what is left of a place's rooms over the rest of the year, little by little, once two blocks of its nights were asked
 * for: whoever looks at another month looks at a third one, too, and does not wait for it. One place at a time, and only while
 * less than half of what may be kept is kept: nothing that was asked for leaves for it.
 */
export function createReadAhead(nights: KeptNights) {
  const asked = new WeakMap<Town, Set<number>>()
  let going: Promise<void> | undefined

  const readAhead = async (towns: readonly Town[], now: number): Promise<void> => {
    const today = Math.floor(now / 86_400_000)
    for (let block = Math.floor(today / blockNights); block * blockNights <= today + lastDay; block += 1) {
      const night = Math.max(block * blockNights, today)
      const stay = { checkIn: dateOfDay(night), checkOut: dateOfDay(night + 1) }
      for (let from = 0; from < towns.length; from += atOnce) {
        const some = towns.slice(from, from + atOnce)
        if (!nights.isHalfEmpty) return
        if (nights.atHand(some, stay, now)) continue
        await nights.hold(some, stay, now)
        await pause(pauseMs)
      }
    }
  }

  return {
    /** Nights of these towns had to be read for a stay. */
    missed(towns: readonly Town[], stay: Stay, now: number): void {
      const [place] = towns
      const { block } = blocksOfStay(stay)
      if (!place || towns.length > mostDistricts) return
      const blocks = asked.get(place) ?? new Set()
      asked.set(place, blocks.add(block))
      if (blocks.size < 2 || going) return
      going = readAhead(towns, now)
        .catch(() => undefined) // nobody waits for it: whoever needs those nights reads them, and is told why they cannot
        .finally(() => {
          going = undefined
        })
    },
    /** Resolves when nothing is read ahead any more. */
    idle: async () => going,
  }
}

export type ReadAhead = ReturnType<typeof createReadAhead>
