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
} from './changed-blocks.ts'

type Kept = { nights: NightsOfBlock; usedAt: number; reading: Promise<void> | null; isStale: boolean; bytes: number }
type Missing = { town: Town; block: number; kept: Kept }
type KeptTown = { town: Town; blocks: Map<number, Kept> }

export type KeptNightsOptions = {
  /** Of what is left of rooms; the blocks asked for longest ago leave first. */
  atMostBytes?: number
  /** Some blocks are kept no longer: what was made of them is of no use any more. */
  onDropped?: () => void
}

/**
 * What is left of the rooms of the towns that are searched, kept in the process. Each search first asks what was written since
 * (`follow`), so it sees all that was written before it began; searches that begin meanwhile ask together.
 */
export class KeptNights {
  readonly #sql: postgres.Sql
  readonly #atMost: number
  readonly #onDropped: () => void
  readonly #towns = new Map<number, KeptTown>()
  #bytes = 0
  #sweptAt = 0
  #snapshot: string | undefined
  #looking: Promise<void> | undefined
  #lookingNext: Promise<void> | undefined

  constructor(sql: postgres.Sql, { atMostBytes = 256_000_000, onDropped = () => {} }: KeptNightsOptions = {}) {
    this.#sql = sql
    this.#atMost = atMostBytes
    this.#onDropped = onDropped
  }

  get bytes(): number {
    return this.#bytes
  }

  /** Takes over all that was written until now. */
  follow(): Promise<void> {
    // The look under way may have begun before the last change was written: only one that begins from now on will do.
    if (this.#looking) this.#lookingNext ??= this.#looking.then(this.#begin, this.#begin)
    return this.#lookingNext ?? this.#begin()
  }

  #begin = (): Promise<void> => {
    this.#lookingNext = undefined
    const looking = this.#look().finally(() => {
      if (this.#looking === looking) this.#looking = undefined
    })
    this.#looking = looking
    return looking
  }

  async #look(): Promise<void> {
    const { snapshot, changed } =
      this.#snapshot === undefined ? await beginToFollow(this.#sql) : await lookAgain(this.#sql, this.#snapshot)
    if (changed === null) this.#forgetAll()
    else {
      const here = changed.filter(({ cityId, block }) => this.#towns.get(cityId)?.blocks.has(block))
      if (here.length > 0) await this.#readAgain(here)
    }
    this.#snapshot = snapshot
  }

  async #readAgain(keys: BlockKeys): Promise<void> {
    const read = await readSomeBlocks(this.#sql, keys)
    await this.#learnPlaces(read, (cityId) => this.#towns.get(cityId)?.town)
    eachBlock(read, (cityId, block, chunk, bytes, from) => {
      const known = this.#towns.get(cityId)
      const kept = known?.blocks.get(block)
      const places = known?.town.places.get(chunk)
      if (!kept || !places) return
      if (kept.reading) kept.isStale = true // what is being read may be older
      kept.nights.take(bytes, from, places, true)
    })
  }

  /** What is left in some towns over a stay, in their order. Blocks that are not here are read together. `now` in milliseconds. */
  async hold(towns: readonly Town[], stay: Stay, now: number): Promise<StayNights[]> {
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
    const known = this.#towns.get(town.cityId)
    if (known?.town === town) return known
    if (known) for (const [block, kept] of known.blocks) this.#drop(known.town, block, kept)
    const made: KeptTown = { town, blocks: new Map() }
    this.#towns.set(town.cityId, made)
    if (known) this.#onDropped()
    return made
  }

  #keptBlock({ town, blocks }: KeptTown, block: number, now: number): { kept: Kept; isNew: boolean } {
    const known = blocks.get(block)
    if (known) {
      known.usedAt = now
      return { kept: known, isNew: false }
    }
    const nights = new NightsOfBlock(town)
    const bytes = nights.left.length + 300
    const kept: Kept = { nights, usedAt: now, reading: null, isStale: false, bytes }
    blocks.set(block, kept)
    this.#bytes += bytes
    return { kept, isNew: true }
  }

  /** Reads blocks for the first time; those that others wrote meanwhile once more. One that cannot be read is not kept. */
  async #read(missing: readonly Missing[], blocks: readonly number[]): Promise<void> {
    const towns = new Map(missing.map(({ town }) => [town.cityId, town]))
    const wanted = Map.groupBy(missing, ({ town }) => town.cityId)
    try {
      do {
        for (const { kept } of missing) kept.isStale = false
        const read = await readBlocks(this.#sql, [...towns.keys()], blocks)
        await this.#learnPlaces(read, (cityId) => towns.get(cityId))
        eachBlock(read, (cityId, block, chunk, bytes, from) => {
          const kept = wanted.get(cityId)?.find((one) => one.block === block)?.kept
          const places = towns.get(cityId)?.places.get(chunk)
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

  #drop(town: Town, block: number, kept: Kept): void {
    const known = this.#towns.get(town.cityId)
    if (known?.blocks.get(block) !== kept) return
    known.blocks.delete(block)
    kept.nights.isKept = false
    this.#bytes -= kept.bytes
  }

  /** Which room stands at which place of chunks that are new here. Once written a chunk never changes, so what is known stays right. */
  async #learnPlaces(read: BlockBytes, townOf: (cityId: number) => Town | undefined): Promise<void> {
    const towns = new Set<Town>()
    eachBlock(read, (cityId, _, chunk) => {
      const town = townOf(cityId)
      if (town && !town.places.has(chunk)) towns.add(town)
    })
    if (towns.size === 0) return
    const rows = await readPlaces(
      this.#sql,
      Array.from(towns, ({ cityId }) => cityId),
    )
    const byCity = Map.groupBy(rows, ({ cityId }) => cityId)
    for (const { cityId, roomIds, places } of towns) {
      const rooms = new Map(Array.from(roomIds, (id, room) => [id, room]))
      for (const { chunk, roomTypeIds } of byCity.get(cityId) ?? [])
        places.set(
          chunk,
          Int32Array.from(roomTypeIds, (id) => rooms.get(id) ?? -1),
        )
    }
  }

  #forgetAll(): void {
    for (const { town, blocks } of this.#towns.values())
      for (const [block, kept] of blocks) this.#drop(town, block, kept)
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
    const all = [...this.#towns.values()].flatMap(({ town, blocks }) =>
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
