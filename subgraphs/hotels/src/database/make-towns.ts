import type { CancellationRule } from '../domain/cancellation.ts'
import type { District } from '../domain/districts.ts'
import { foldName } from '../domain/place-name.ts'
import { yearCourse } from '../domain/season.ts'
import type { PlanKind, Tariff } from '../domain/shelf.ts'
import type { TaxRule } from '../domain/tax.ts'
import { createTown, placesIn, type Book, type Town } from '../domain/town.ts'
import type { ShelfColumns, TariffRow } from './shelf-columns.ts'
import type { TaxRow } from './shelf-rows.ts'

/** What all hotels' prices are made with, and what of it was put into the book so far. */
export type PriceTables = {
  seasons: ReadonlyMap<number, number[]>
  courses: Map<string, Int16Array>
  taxes: readonly TaxRow[]
  /** The rules that bind hotels, each list of them once. */
  taxLists: Map<string, TaxRule[]>
  /** Rules of cancellation, each list of them once. */
  cancellations: Map<string, CancellationRule[]>
  /** Towns with tax rules of their own. */
  taxing: readonly number[]
  book: Book
  /** Where each thing of the book stands, by what makes it another. */
  places: Record<'tariffs' | 'plans' | 'roomNames', Map<string, number>>
}

/** The columns of some districts, from those of all their hotels together. */
export function makeTowns(
  districts: readonly District[],
  { hotels, rooms, plans, rates }: ShelfColumns,
  tables: PriceTables,
): Map<District, Town> {
  const { book, places } = tables
  const tariffs = placesOf(hotels.ids.length, hotels.tariffs, (row) =>
    placesIn(book.tariffs, places.tariffs, JSON.stringify(row), () => makeTariff(row, tables)),
  )
  const roomNames = placesOf(rooms.ids.length, rooms.names, (name) =>
    placesIn(book.roomNames, places.roomNames, name, () => name),
  )
  const kinds = placesOf(plans.ids.length, plans.kinds, (kind) =>
    placesIn(book.plans, places.plans, JSON.stringify(kind), () => withSharedRules(kind, tables)),
  )
  const roomsFrom = startsIn(rooms.ids, hotels.ids)
  const plansFrom = startsIn(plans.ids, hotels.ids)
  return new Map(
    hotelsIn(districts, hotels.cityIds).map(([district, at]) => {
      const [ofRooms, roomsHere] = within(roomsFrom, at)
      const [ofPlans, plansHere] = within(plansFrom, at)
      const setHere = Array.from(ofRooms, (room, here) => [here, rates.get(rooms.ids[room] as number)] as const)
      const town = createTown(
        { cities: district.cityIds, timeZone: district.timeZone, book },
        {
          ids: ints(hotels.ids, at),
          cityIds: ints(hotels.cityIds, at),
          foldedNames: Array.from(at, (hotel) => foldName(hotels.names[hotel] as string)),
          latitudes: floats(hotels.latitudes, at),
          longitudes: floats(hotels.longitudes, at),
          stars: new Uint8Array(ints(hotels.stars, at)),
          amenities: ints(hotels.amenities, at),
          ratings: new Uint8Array(ints(hotels.ratings, at)),
          ratingCounts: ints(hotels.ratingCounts, at),
          tariffs: ints(tariffs, at),
          roomsFrom: roomsHere,
          roomIds: ints(rooms.ids, ofRooms),
          roomNames: ints(roomNames, ofRooms),
          maxAdults: new Uint8Array(ints(rooms.maxAdults, ofRooms)),
          maxGuests: new Uint8Array(ints(rooms.maxGuests, ofRooms)),
          basePrices: floats(rooms.basePrices, ofRooms),
          singlePerMilles: new Int16Array(ints(rooms.singlePerMilles, ofRooms)),
          extraAdults: floats(rooms.extraAdults, ofRooms),
          extraChildren: floats(rooms.extraChildren, ofRooms),
          allotments: new Int16Array(ints(rooms.allotments, ofRooms)),
          rates: new Map(rates.size === 0 ? [] : setHere.flatMap(([here, set]) => (set ? [[here, set]] : []))),
          plansFrom: plansHere,
          planIds: ints(plans.ids, ofPlans),
          planKinds: ints(kinds, ofPlans),
          boardAdults: floats(plans.boardAdults, ofPlans),
          boardChildren: floats(plans.boardChildren, ofPlans),
        },
      )
      return [district, town]
    }),
  )
}

/** By row: the place in the book of what it shares with others. */
function placesOf<Row>(rows: number, shared: ShelfShared<Row>, placeOf: (row: Row) => number): Int32Array {
  const found = new Int32Array(rows)
  for (const { row, places } of shared) {
    const place = placeOf(row)
    for (let at = 0; at < places.length; at++) found[places[at] as number] = place
  }
  return found
}
type ShelfShared<Row> = readonly { row: Row; places: Int32Array }[]

/** Where the rooms or plans of each hotel begin, and at last where those of the last one end. */
function startsIn(ids: Int32Array, hotelIds: Int32Array): Int32Array {
  const starts = new Int32Array(hotelIds.length + 1)
  let at = 0
  for (let hotel = 0; hotel < hotelIds.length; hotel++) {
    while (at < ids.length && (ids[at] as number) >> 3 < (hotelIds[hotel] as number)) at += 1
    starts[hotel] = at
    while (at < ids.length && (ids[at] as number) >> 3 === hotelIds[hotel]) at += 1
  }
  starts[hotelIds.length] = at
  return starts
}

/** The places of each district's hotels. */
function hotelsIn(districts: readonly District[], cityIds: Int32Array): [District, Int32Array][] {
  const found = districts.map((district): [District, number[]] => [district, []])
  const placesOfCity = new Map(found.flatMap(([{ cityIds: cities }, at]) => cities.map((id) => [id, at] as const)))
  for (let hotel = 0; hotel < cityIds.length; hotel++) placesOfCity.get(cityIds[hotel] as number)?.push(hotel)
  return found.map(([district, at]) => [district, Int32Array.from(at)])
}

/** What some hotels have of what lies between starts: its places, and their own starts. */
function within(starts: Int32Array, hotels: Int32Array): [places: Int32Array, starts: Int32Array] {
  const here = new Int32Array(hotels.length + 1)
  for (let at = 0; at < hotels.length; at++) {
    const hotel = hotels[at] as number
    here[at + 1] = (here[at] as number) + (starts[hotel + 1] as number) - (starts[hotel] as number)
  }
  const places = new Int32Array(here[hotels.length] as number)
  for (let at = 0, place = 0; at < hotels.length; at++) {
    const end = starts[(hotels[at] as number) + 1] as number
    for (let from = starts[hotels[at] as number] as number; from < end; from++) places[place++] = from
  }
  return [places, here]
}

function ints(column: Int32Array, at: Int32Array): Int32Array {
  const picked = new Int32Array(at.length)
  for (let place = 0; place < at.length; place++) picked[place] = column[at[place] as number] as number
  return picked
}

function floats(column: Float64Array, at: Int32Array): Float64Array {
  const picked = new Float64Array(at.length)
  for (let place = 0; place < at.length; place++) picked[place] = column[at[place] as number] as number
  return picked
}

function withSharedRules(kind: PlanKind, { cancellations }: PriceTables): PlanKind {
  const key = JSON.stringify(kind.cancellation)
  const cancellation = cancellations.get(key) ?? kind.cancellation
  cancellations.set(key, cancellation)
  return { ...kind, cancellation }
}

function makeTariff(row: TariffRow, tables: PriceTables): Tariff {
  const { seasonId, seasonShift, weekendNights, weekendPerMille, priceStep, currency } = row
  const key = `${seasonId} ${seasonShift}`
  let course = tables.courses.get(key)
  if (!course) {
    course = yearCourse(tables.seasons.get(seasonId) ?? [], seasonShift)
    tables.courses.set(key, course)
  }
  const bound = taxesFor(tables.taxes, row)
  const taxesKey = JSON.stringify(bound)
  const taxes = tables.taxLists.get(taxesKey) ?? bound
  tables.taxLists.set(taxesKey, taxes)
  return { course, weekendNights, weekendPerMille, priceStep, currency, taxes }
}

/** The rules that bind a hotel: those of its class; of two with one code the town's own. Sums in another currency bind nobody. */
function taxesFor(
  rules: readonly TaxRow[],
  hotel: Pick<TariffRow, 'country' | 'cityId' | 'stars' | 'currency'>,
): TaxRule[] {
  const bound = rules.filter(
    (rule) =>
      rule.country === hotel.country &&
      (rule.cityId === null || rule.cityId === hotel.cityId) &&
      (rule.stars === null || rule.stars.includes(hotel.stars)) &&
      (rule.kind === 'PERCENT' || rule.currency === hotel.currency),
  )
  return bound.filter(
    (rule) => rule.cityId !== null || !bound.some((own) => own.code === rule.code && own.cityId !== null),
  )
}
