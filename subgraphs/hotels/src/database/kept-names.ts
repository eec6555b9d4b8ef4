import type { Logger } from '@staygraph/subgraph-kit/log'
import type postgres from 'postgres'

import type { NameBook } from '../domain/names/name-book.ts'
import { citiesById, type CityRow } from './cities.ts'
import { readAirports, readBook, readBookStates, type AirportRow, type BookKind, type BookState } from './name-books.ts'
import { SeenNames } from './seen-names.ts'

type Kept = { state: BookState; book: NameBook }
const keyOf = ({ kind, part }: BookState) => `${kind} ${part}`

const mostCities = 20_000

/**
 * The names of places, airports and hotels, kept in the process: 44 MB, and some 80 bytes a hotel. They change when the
 * seed runs, and when searches see partners' hotels: it is looked for every five seconds at most, behind whoever asks then.
 */
export class KeptNames {
  readonly #sql: postgres.Sql
  readonly #logger: Logger
  readonly #lookEveryMs: number
  readonly #seen: SeenNames
  #kept = new Map<string, Kept>()
  #airports: ReadonlyMap<string, AirportRow> = new Map()
  #cities = new Map<number, CityRow>()
  #first: Promise<void> | undefined
  #looking: Promise<void> | undefined
  #lookedAt = 0

  constructor(sql: postgres.Sql, logger: Logger, { lookEveryMs = 5_000 } = {}) {
    this.#sql = sql
    this.#logger = logger
    this.#seen = new SeenNames(sql)
    this.#lookEveryMs = lookEveryMs
  }

  /** The books of places, the most populous first; or of hotels, our own and partners'. `now` in milliseconds. */
  async books(kind: BookKind, now: number): Promise<readonly NameBook[]> {
    await this.#current(now)
    const books = [...this.#kept.values()].filter(({ state }) => state.kind === kind).map(({ book }) => book)
    return kind === 'HOTELS' ? [...books, ...this.#seen.books] : books
  }

  /** All airports by their codes. */
  async airports(now: number): Promise<ReadonlyMap<string, AirportRow>> {
    await this.#current(now)
    return this.#airports
  }

  /** Cities by their ids, in any order: those that were asked for are at hand, until the seed has run. */
  async cities(ids: readonly number[], now: number): Promise<CityRow[]> {
    await this.#current(now)
    const kept = this.#cities
    const missing = ids.filter((id) => !kept.has(id))
    const read = missing.length > 0 ? await citiesById(this.#sql, missing) : []
    const known = ids.flatMap((id) => kept.get(id) ?? [])
    if (kept.size + read.length > mostCities) kept.clear()
    for (const city of read) kept.set(city.id, city)
    return [...known, ...read]
  }

  async #current(now: number): Promise<void> {
    this.#first ??= this.#look(now).catch((error: unknown) => {
      this.#first = undefined // whoever asks next tries again
      throw error
    })
    await this.#first
    if (Math.abs(now - this.#lookedAt) < this.#lookEveryMs || this.#looking) return
    this.#looking = this.#look(now)
      // What is kept is as good as it was.
      .catch((error: unknown) =>
        this.#logger.warn({ err: error }, 'names were not read again; those kept are answered'),
      )
      .finally(() => (this.#looking = undefined))
  }

  async #look(now: number): Promise<void> {
    this.#lookedAt = now
    const kept = new Map<string, Kept>()
    let changed = false
    for (const state of await readBookStates(this.#sql)) {
      const known = this.#kept.get(keyOf(state))
      if (known && known.state.revision === state.revision) {
        kept.set(keyOf(state), known)
        continue
      }
      const book = await readBook(this.#sql, state)
      if (book) kept.set(keyOf(state), { state, book })
      else if (known) kept.set(keyOf(state), known)
      changed = true
    }
    if (changed) this.#cities = new Map()
    if (changed) this.#airports = new Map((await readAirports(this.#sql)).map((row) => [row.code, row]))
    await this.#seen.follow()
    this.#kept = kept
  }
}
