import { setImmediate } from 'node:timers/promises'

import type postgres from 'postgres'

import { keptForMs, sweepEveryMs } from '../domain/kept-prices.ts'
import { blocksOfStay, NightsOfBlock, type StayNights } from '../domain/nights.ts'
import type { Stay } from '../domain/stay.ts'
import type { Town } from '../domain/town.ts'
import {
  beginToFollow,
  eachBlock,
  lookAgain,
  readBlocks,
  readPlaces,
  readSomeBlocks,
  type BlockBytes,
  type BlockKeys,
  type Look,
} from './changed-blocks.ts'

type Kept = { nights: NightsOfBlock; usedAt: number; reading: Promise<void> | null; isStale: boolean; bytes: number }
type Missing = { town: Town; block: number; kept: Kept }
type KeptTown = { town: Town; blocks: Map<number, Kept> }

/** The read model was exchanged for another generation while it was read. */
class Exchanged extends Error {}

export type KeptNightsOptions = {
  /** Of what is left of rooms; the blocks asked for longest ago leave first. */
  atMostBytes?: number
  /** Some blocks are kept no longer: what was made of them is of no use any more. */
  onDropped?: () => void
}

/**
 * What is left of the rooms of the districts that are searched, kept in the process. Each search first asks what was written since
 * (`follow`), so it sees all that was written before it began; searches that begin meanwhile ask together.
 */
export class KeptNights {
  readonly #sql: postgres.Sql
  readonly #atMost: number
  readonly #onDropped: () => void
  /** By each of its cities. */
  readonly #towns = new Map<number, KeptTown>()
  #bytes = 0
  #sweptAt = 0
  /** Whatever is kept is of its generation. */
  #last: Pick<Look, 'generation' | 'snapshot'> | undefined
  #looking: Promise<void> | undefined
  /** The same, as long as nothing was asked yet. */
  #gathering: Promise<void> | undefined
  #lookingNext: Promise<void> | undefined

  constructor(sql: postgres.Sql, { atMostBytes = 256_000_000, onDropped = () => {} }: KeptNightsOptions = {}) {
    this.#sql = sql
    this.#atMost = atMostBytes
    this.#onDropped = onDropped
  }

  get bytes(): number {
    return this.#bytes
  }

  /** Nothing has to leave for a little more. */
  get isHalfEmpty(): boolean {
    return this.#bytes < this.#atMost / 2
  }

  /** Takes over all that was written until now. */
  follow(): Promise<void> {
    if (this.#gathering) return this.#gathering
    // The look under way may have begun before the last change was written: only one that begins from now on will do.
    if (this.#looking) this.#lookingNext ??= this.#looking.then(this.#begin, this.#begin)
    return this.#lookingNext ?? this.#begin()
  }

  #begin = (): Promise<void> => {
    this.#lookingNext = undefined
    const looking = this.#gather().finally(() => {
      if (this.#looking === looking) this.#looking = undefined
    })
    this.#looking = looking
    this.#gathering = looking
    return looking
  }

  /** Those that begin in this turn of the event loop ask together. Else the first would ask alone, and all others wait for its answer to ask. */
  async #gather(): Promise<void> {
    await setImmediate()
    this.#gathering = undefined
    return this.#look()
  }

  async #look(): Promise<void> {
    const look = this.#last ? await lookAgain(this.#sql, this.#last.snapshot) : await beginToFollow(this.#sql)
    const { generation, changed } = look
    if (changed === null) this.#forgetAll()
    else {
      const here = changed.filter(({ cityId, block }) => this.#towns.get(cityId)?.blocks.has(block))
      // The read model was exchanged between the look and what it led to: looked at again, all of it is news.
      if (here.length > 0 && !(await this.#readAgain(here, generation))) return this.#look()
    }
    this.#last = look
  }

  /** False: the blocks are of another generation, nothing was taken over. */
  async #readAgain(keys: BlockKeys, generation: number): Promise<boolean> {
    const read = await readSomeBlocks(this.#sql, keys)
    if (!(await this.#learnPlaces(read, generation, (cityId) => this.#towns.get(cityId)?.town))) return false
    eachBlock(read, (cityId, block, chunk, bytes, from) => {
      const known = this.#towns.get(cityId)
      const kept = known?.blocks.get(block)
      const places = known?.town.places.get(cityId)?.get(chunk)
      if (!kept || !places) return
      if (kept.reading) kept.isStale = true // what is being read may be older
      kept.nights.take(bytes, from, places, true)
    })
    return true
  }

  /** What is left in some towns over a stay, as of the last look; null: some of it is not here. `now` in milliseconds. */
  atHand(towns: readonly Town[], stay: Stay, now: number): StayNights[] | null {
    const { block, skip, count, rest } = blocksOfStay(stay)
    const found: StayNights[] = []
    for (const town of towns) {
      const known = this.#towns.get(town.cities[0] ?? -1)
      const first = known?.blocks.get(block)
      const second = rest > 0 ? known?.blocks.get(block + 1) : null
      if (known?.town !== town || !first || first.reading || second === undefined || second?.reading) return null
      first.usedAt = now
      if (second) second.usedAt = now
      found.push({ stay, first: first.nights, skip, count, second: second?.nights ?? null, rest })
    }
    return found
  }

  /** The same, once those blocks that are not here were read, together. All is of one generation. */
  async hold(towns: readonly Town[], stay: Stay, now: number): Promise<StayNights[]> {
    for (;;) {
      const held = await this.#hold(towns, stay, now).catch((error: unknown) => {
        if (!(error instanceof Exchanged)) throw error
      })
      if (held) return held
      await this.follow()
    }
  }

  async #hold(towns: readonly Town[], stay: Stay, now: number): Promise<StayNights[]> {
    const { block, skip, count, rest } = blocksOfStay(stay)
    this.#sweep(now)
    const wanted = towns.map((town) => {
      const known = this.#keptTown(town)
      return {
        town,
        first: this.#keptBlock(known, block, now),
        second: rest > 0 ? this.#keptBlock(known, block + 1, now) : null,
      }
    })
    const missing: Missing[] = []
    for (const { town, first, second } of wanted) {
      if (first.isNew) missing.push({ town, block, kept: first.kept })
      if (second?.isNew) missing.push({ town, block: block + 1, kept: second.kept })
    }
    if (missing.length > 0) {
      const reading = this.#read(missing, rest > 0 ? [block, block + 1] : [block])
      for (const { kept } of missing) kept.reading = reading
    }
    const reading = new Set<Promise<void>>()
    for (const { first, second } of wanted) {
      if (first.kept.reading) reading.add(first.kept.reading)
      if (second?.kept.reading) reading.add(second.kept.reading)
    }
    if (reading.size > 0) await Promise.all(reading)
    if (missing.length > 0) this.#makeRoom()
    return wanted.map(({ first, second }) => ({
      stay,
      first: first.kept.nights,
      skip,
      count,
      second: second?.kept.nights ?? null,
      rest,
    }))
  }

  #keptTown(town: Town): KeptTown {
    const [first] = town.cities
    const known = first === undefined ? undefined : this.#towns.get(first)
    if (known?.town === town) return known
    const made: KeptTown = { town, blocks: new Map() }
    let replaces = false
    for (const cityId of town.cities) {
      const before = this.#towns.get(cityId)
      this.#towns.set(cityId, made)
      if (!before || before === made) continue
      replaces = true
      for (const id of before.town.cities) if (this.#towns.get(id) === before) this.#towns.delete(id)
      for (const kept of before.blocks.values()) this.#leave(kept)
      before.blocks.clear()
    }
    if (replaces) this.#onDropped()
    return made
  }

  #keptBlock({ town, blocks }: KeptTown, block: number, now: number): { kept: Kept; isNew: boolean } {
    const known = blocks.get(block)
    if (known) {
      known.usedAt = now
      return { kept: known, isNew: false }
    }
    const nights = new NightsOfBlock(town)
    const bytes = nights.bytes + 300
    const kept: Kept = { nights, usedAt: now, reading: null, isStale: false, bytes }
    blocks.set(block, kept)
    this.#bytes += bytes
    return { kept, isNew: true }
  }

  /** Reads blocks for the first time; those that others wrote meanwhile once more. One that cannot be read is not kept. */
  async #read(missing: readonly Missing[], blocks: readonly number[]): Promise<void> {
    const towns = new Map(missing.flatMap(({ town }) => town.cities.map((cityId) => [cityId, town] as const)))
    const wanted = Map.groupBy(missing, ({ town }) => town)
    try {
      let generation = this.#last?.generation
      do {
        for (const { kept } of missing) kept.isStale = false
        const read = await readBlocks(this.#sql, [...towns.keys()], blocks)
        generation ??= read.generation
        if (!(await this.#learnPlaces(read, generation, (cityId) => towns.get(cityId)))) throw new Exchanged()
        eachBlock(read, (cityId, block, chunk, bytes, from) => {
          const town = towns.get(cityId)
          const kept = town && wanted.get(town)?.find((one) => one.block === block)?.kept
          const places = town?.places.get(cityId)?.get(chunk)
          if (kept && places) kept.nights.take(bytes, from, places, false)
        })
      } while (missing.some(({ kept }) => kept.isStale))
    } catch (error) {
      for (const { town, block, kept } of missing) this.#drop(town, block, kept)
      throw error
    } finally {
      for (const { kept } of missing) kept.reading = null
    }
  }

  #drop({ cities: [first] }: Town, block: number, kept: Kept): void {
    const known = first === undefined ? undefined : this.#towns.get(first)
    if (known?.blocks.get(block) !== kept) return
    known.blocks.delete(block)
    this.#leave(kept)
  }

  #leave(kept: Kept): void {
    kept.nights.isKept = false
    this.#bytes -= kept.bytes
  }

  /**
   * Which room stands at which place of chunks that are new here. Once written a chunk never changes, and none of another generation has
   * its number, so what is known stays right. False: what was read is of another generation.
   */
  async #learnPlaces(
    read: BlockBytes,
    generation: number,
    townOf: (cityId: number) => Town | undefined,
  ): Promise<boolean> {
    if (read.generation !== generation) return false
    const unknown = new Set<number>()
    eachBlock(read, (cityId, _, chunk) => {
      const town = townOf(cityId)
      if (town && !town.places.get(cityId)?.has(chunk)) unknown.add(cityId)
    })
    if (unknown.size === 0) return true
    const told = await readPlaces(this.#sql, [...unknown])
    if (told.generation !== generation) return false
    const byTown = Map.groupBy(told.places, ({ cityId }) => townOf(cityId))
    for (const [town, rows] of byTown) {
      if (!town) continue
      const rooms = new Map(Array.from(town.roomIds, (id, room) => [id, room]))
      for (const { cityId, chunk, roomTypeIds } of rows) {
        let places = town.places.get(cityId)
        if (!places) town.places.set(cityId, (places = new Map()))
        places.set(
          chunk,
          Int32Array.from(roomTypeIds, (id) => rooms.get(id) ?? -1),
        )
      }
    }
    return true
  }

  #forgetAll(): void {
    for (const { blocks } of new Set(this.#towns.values())) for (const kept of blocks.values()) this.#leave(kept)
    this.#towns.clear()
    this.#onDropped()
  }

  /** What nobody asked for lately leaves. */
  #sweep(now: number): void {
    if (Math.abs(now - this.#sweptAt) < sweepEveryMs) return
    this.#sweptAt = now
    this.#dropOldest((usedAt) => usedAt < now - keptForMs)
  }

  /** Some more leaves than need be, so that it is seldom done. */
  #makeRoom(): void {
    if (this.#bytes > this.#atMost) this.#dropOldest(() => this.#bytes > this.#atMost * 0.75)
  }

  #dropOldest(isMeant: (usedAt: number) => boolean): void {
    const all = [...new Set(this.#towns.values())].flatMap(({ town, blocks }) =>
      [...blocks].map(([block, kept]) => ({ town, block, kept })),
    )
    const before = this.#bytes
    for (const { town, block, kept } of all.sort((a, b) => a.kept.usedAt - b.kept.usedAt)) {
      if (!isMeant(kept.usedAt)) break
      if (kept.reading === null) this.#drop(town, block, kept)
    }
    if (this.#bytes < before) this.#onDropped()
  }
}
