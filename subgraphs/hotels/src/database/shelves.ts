import { lasting } from '@staygraph/subgraph-kit/of-itself'
import type postgres from 'postgres'

import type { Area } from '../domain/area.ts'
import { divide, type District } from '../domain/districts.ts'
import type { Rates } from '../domain/exchange.ts'
import { createGrid, type Grid } from '../domain/grid.ts'
import type { ShelfHotel } from '../domain/shelf.ts'
import { createBook, hotelAt, type Town } from '../domain/town.ts'
import { citiesById, type CityRow } from './cities.ts'
import { readRates } from './exchange-rates.ts'
import { hotelsByKey, type HotelRow } from './hotels.ts'
import { makeTowns, type PriceTables } from './make-towns.ts'
import { roomTypesById, type RoomTypeRow } from './room-types.ts'
import { readShelves } from './shelf-columns.ts'
import { readChanges, readRevision, readSeasons, readTaxRules, readTowns, type TownOfHotels } from './shelf-rows.ts'

/** What all searches share and the catalogue's revision dates: which towns have hotels, the rates of the day. */
export type Almanac = {
  revision: number
  towns: ReadonlyMap<number, TownOfHotels>
  /** The same, by where they lie. */
  map: Grid<TownOfHotels>
  /** In which district a town's hotels are kept. */
  districts: ReadonlyMap<number, District>
  rates: Rates
}

/** What may lie within an area: the districts of its towns, how many hotels those have, and what most prices in the largest are told in. */
export type Near = { districts: readonly District[]; hotels: number; currency: string }

export type ShelvesOptions = {
  /** Hotels kept in memory, some 400 bytes each; the districts asked for longest ago leave first. */
  atMost?: number
  /** How long a change of the catalogue may stay unseen. */
  lookEveryMs?: number
}

/** The hotels of a district; `made` and `size` (hotels, and some for the columns themselves) are known once it was read. */
type Shelf = { town: Promise<Town>; made: Town | null; size: number; usedAt: number }
const townSize = 8

const hotelsTogether = 1_000
/** Rows of hotels and of cities that are kept, some 1 KB each. */
const mostRows = 20_000
/** With what partners write of them, some 3 kB each. */
const mostPartnerRows = 5_000
const mostAreas = 2_000

/**
 * Hotels with their prices, a district at a time, kept in the process and read again when the catalogue's revision says so:
 * those of the towns it names, or all when it names none.
 * Nothing here is a truth of its own: any process can answer any search.
 */
export class Shelves {
  readonly #sql: postgres.Sql
  readonly #atMost: number
  readonly #lookEveryMs: number
  #kept = new Map<District, Shelf>()
  #held = 0
  /** Partners' hotels as their rows last said. */
  readonly #partners = new Map<string, HotelRow>()
  #asked = 0
  #almanac: Promise<Almanac & Tables> | undefined
  #lookedAt = 0

  constructor(sql: postgres.Sql, { atMost = 400_000, lookEveryMs = 500 }: ShelvesOptions = {}) {
    this.#sql = sql
    this.#atMost = atMost
    this.#lookEveryMs = lookEveryMs
  }

  /** The almanac of the newest revision. `now` in milliseconds. */
  async almanac(now: number): Promise<Almanac> {
    return this.#current(now)
  }

  async #current(now: number): Promise<Almanac & Tables> {
    const known = this.#almanac
    if (known && Math.abs(now - this.#lookedAt) < this.#lookEveryMs) return known // a clock may be set back
    this.#lookedAt = now
    if (known) {
      const tables = await known
      const { revision, cityIds, rates } = await readChanges(this.#sql, tables.revision)
      if (this.#almanac !== known && this.#almanac) return this.#almanac // another search was quicker
      if (revision === tables.revision) return known
      if (cityIds !== null) {
        for (const id of cityIds) this.#drop(tables.districts.get(id))
        const next = {
          ...tables,
          revision,
          hotels: hotelsElsewhere(tables.hotels, cityIds),
          roomTypes: new Map<number, RoomTypeRow>(),
        }
        return this.#renew(
          rates ? readRates(this.#sql).then((read) => ({ ...next, rates: read })) : Promise.resolve(next),
        )
      }
    }
    this.#kept = new Map()
    this.#held = 0
    return this.#renew(readTables(this.#sql))
  }

  #renew(reading: Promise<Almanac & Tables>): Promise<Almanac & Tables> {
    this.#almanac = reading
    reading.catch(() => {
      if (this.#almanac === reading) this.#almanac = undefined // the next search tries again
    })
    return reading
  }

  /** The hotels of these districts, in their order. Those not yet kept are read together. */
  async townsOf(districts: readonly District[], now: number): Promise<Town[]> {
    const tables = await this.#current(now)
    const kept = this.#kept
    this.#asked += 1
    const shelves = this.#take(districts)
    const missing = districts.filter((_, at) => !shelves[at])
    if (missing.length === 0 && shelves.every((shelf) => shelf?.made)) return shelves.flatMap((one) => one?.made ?? [])
    let before: Promise<unknown> = Promise.resolve()
    for (const some of readTogether(missing)) {
      const cityIds = some.flatMap((one) => one.cityIds)
      const read = before.then(async () =>
        makeTowns(some, await readShelves(this.#sql, cityIds, tables.taxing), tables),
      )
      before = read.catch(() => undefined) // whoever waits for these is told; the next ones are read all the same
      for (const district of some) {
        const town = read.then((made) => townIn(made, district))
        const entry: Shelf = { town, made: null, size: 0, usedAt: this.#asked }
        kept.set(district, entry)
        town.then(
          (made) => {
            if (this.#kept.get(district) !== entry) return // read anew meanwhile
            entry.made = made
            entry.size = made.ids.length + townSize
            this.#held += entry.size
          },
          () => kept.delete(district),
        )
      }
    }
    const found = await Promise.all(
      districts.map((district, at) => {
        const shelf = shelves[at] ?? kept.get(district)
        if (!shelf) throw new Error(`the shelf of city ${district.cityIds[0]} was not read`)
        return shelf.town
      }),
    )
    this.#makeRoom()
    return found
  }

  #take(districts: readonly District[]): (Shelf | undefined)[] {
    return districts.map((district) => {
      const shelf = this.#kept.get(district)
      if (shelf) shelf.usedAt = this.#asked
      return shelf
    })
  }

  /** The columns that a city's hotels are in. Undefined: it has none. */
  async townWith(cityId: number, now: number): Promise<Town | undefined> {
    const district = (await this.#current(now)).districts.get(cityId)
    const [town] = district ? await this.townsOf([district], now) : []
    return town
  }

  /** One hotel with all that its offers need. Null: it left the catalogue. */
  async hotel(cityId: number, id: number, now: number): Promise<ShelfHotel | null> {
    const town = await this.townWith(cityId, now)
    const at = town?.ids.indexOf(id) ?? -1
    return town && at >= 0 ? hotelAt(town, at) : null
  }

  /** Where hotels may lie within an area. */
  async near({ key, bounds }: Pick<Area, 'key' | 'bounds'>, cityId: number | null, now: number): Promise<Near> {
    const tables = await this.#current(now)
    const known = tables.near.get(key)
    if (known) return known
    const own = cityId === null ? undefined : tables.towns.get(cityId)
    const found = nearOf([...new Set([...(own ? [own] : []), ...tables.map.overlapping(bounds)])], tables)
    if (tables.near.size >= mostAreas) tables.near.clear()
    tables.near.set(key, found)
    return found
  }

  /** A city. Null: there is none. */
  async city(id: number, now: number): Promise<CityRow | null> {
    const { cities } = await this.#current(now)
    const known = cities.get(id)
    if (known) return known
    const [city] = await citiesById(this.#sql, [id])
    if (cities.size >= mostRows) cities.clear()
    if (city) cities.set(id, lasting(city, 'City'))
    return city ?? null
  }

  /**
   * Own and partners' hotels as the graph tells them, in any order. Our own are kept: they change with the catalogue. A partner's
   * changes whenever the partner says so: it is read again, unless somebody knows that it is still of this version.
   */
  async hotelRows(keys: readonly string[], now: number): Promise<HotelRow[]> {
    const { hotels } = await this.#current(now)
    const known = keys.flatMap((key) => hotels.get(key) ?? [])
    if (known.length === keys.length) return known
    const read = await hotelsByKey(
      this.#sql,
      keys.filter((key) => !hotels.has(key)),
    )
    for (const row of read) {
      const [kept, most] = row.source === 'OWN' ? [hotels, mostRows] : [this.#partners, mostPartnerRows]
      if (kept.size >= most) kept.clear()
      kept.set(row.id, lasting(row, 'Hotel'))
    }
    return [...known, ...read]
  }

  /** A partner's hotel as it was read before, if that is what its row still says. */
  partnerRow(key: string, version: string): HotelRow | undefined {
    const row = this.#partners.get(key)
    return row?.version === version ? row : undefined
  }

  /** Kinds of room as the graph tells them, in any order. They are kept: they change with the catalogue. */
  async roomTypeRows(ids: readonly number[], now: number): Promise<RoomTypeRow[]> {
    const { roomTypes } = await this.#current(now)
    const known = ids.flatMap((id) => roomTypes.get(id) ?? [])
    if (known.length === ids.length) return known
    const read = await roomTypesById(
      this.#sql,
      ids.filter((id) => !roomTypes.has(id)),
    )
    for (const row of read) {
      if (roomTypes.size >= mostRows) roomTypes.clear()
      roomTypes.set(row.id, lasting(row, 'RoomType'))
    }
    return [...known, ...read]
  }

  /** Of these the ones that are at hand. */
  async knownHotels(keys: readonly string[], now: number): Promise<ReadonlyMap<string, HotelRow>> {
    const { hotels } = await this.#current(now)
    const known = new Map<string, HotelRow>()
    for (const key of keys) {
      const row = hotels.get(key)
      if (row) known.set(key, row)
    }
    return known
  }

  #drop(district: District | undefined): void {
    if (!district) return
    this.#held -= this.#kept.get(district)?.size ?? 0
    this.#kept.delete(district)
  }

  /** The districts asked for longest ago leave, some more than need be, so that it is seldom done. */
  #makeRoom(): void {
    if (this.#held <= this.#atMost) return
    for (const [district, { made }] of [...this.#kept].toSorted(([, one], [, other]) => one.usedAt - other.usedAt)) {
      if (this.#held <= this.#atMost * 0.9) return
      if (made) this.#drop(district)
    }
  }
}

const hotelsElsewhere = (hotels: ReadonlyMap<string, HotelRow>, cityIds: readonly number[]) =>
  new Map([...hotels].filter(([, { cityId }]) => cityId === null || !cityIds.includes(cityId)))

type Tables = PriceTables & {
  /** What lies in the areas that were asked for, by their keys. */
  near: Map<string, Near>
  /** Those that were asked for, some. */
  cities: Map<number, CityRow>
  hotels: Map<string, HotelRow>
  roomTypes: Map<number, RoomTypeRow>
}

async function readTables(sql: postgres.Sql): Promise<Almanac & Tables> {
  const [revision, towns, seasons, taxes, rates] = await Promise.all([
    readRevision(sql),
    readTowns(sql),
    readSeasons(sql),
    readTaxRules(sql),
    readRates(sql),
  ])
  return {
    revision,
    towns: new Map(towns.map((town) => [town.cityId, town])),
    map: createGrid(towns),
    districts: new Map(divide(towns).flatMap((one) => one.cityIds.map((id) => [id, one] as const))),
    rates,
    seasons: new Map(seasons.map(({ id, months }) => [id, months])),
    near: new Map(),
    cities: new Map(),
    hotels: new Map(),
    roomTypes: new Map(),
    courses: new Map(),
    taxes,
    taxLists: new Map(),
    cancellations: new Map(),
    taxing: [...new Set(taxes.flatMap(({ cityId }) => cityId ?? []))],
    book: createBook(),
    places: { tariffs: new Map(), plans: new Map(), roomNames: new Map() },
  }
}

function nearOf(towns: readonly TownOfHotels[], { districts }: Pick<Almanac, 'districts'>): Near {
  const largest = towns.reduce<TownOfHotels | null>(
    (most, town) => (most && most.hotels >= town.hotels ? most : town),
    null,
  )
  return {
    districts: [...new Set(towns.flatMap(({ cityId }) => districts.get(cityId) ?? []))],
    hotels: towns.reduce((sum, town) => sum + town.hotels, 0),
    currency: largest?.currency ?? 'EUR',
  }
}

/** As many districts as are read in one go: enough to be quick about it, few enough that no statement is cut off for the time it takes. */
function readTogether(districts: readonly District[]): District[][] {
  const groups: District[][] = []
  let hotels = Infinity
  for (const district of districts) {
    if (hotels + district.hotels > hotelsTogether) {
      groups.push([])
      hotels = 0
    }
    groups.at(-1)?.push(district)
    hotels += district.hotels
  }
  return groups
}

function townIn(made: ReadonlyMap<District, Town>, district: District): Town {
  const town = made.get(district)
  if (!town) throw new Error(`the shelf of city ${district.cityIds[0]} was not made`)
  return town
}
