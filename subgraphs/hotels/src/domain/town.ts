import type { SetRates } from './rate.ts'
import type { PlanKind, ShelfHotel, ShelfPlan, ShelfRoom, Tariff } from './shelf.ts'

/** What many hotels have in common, kept once: the columns of a town tell the place here. */
export type Book = {
  tariffs: Tariff[]
  plans: PlanKind[]
  roomNames: string[]
  /** Which kinds of plans a hotel has, in the order of its plans: many have the same. And where each such list stands, by its text. */
  planSets: Int32Array[]
  planSetPlaces: Map<string, number>
}

/**
 * The hotels of a town, or of the small towns of a district, a column a property: what a search reads of ten thousand hotels has to lie
 * together. Hotels by their id; the rooms of hotel `h` are `roomsFrom[h]` to `roomsFrom[h + 1]`, its plans likewise. Sums in the hotel's currency.
 */
export type Town = {
  /** All cities whose hotels are here. */
  cities: readonly number[]
  timeZone: string
  book: Book
  /** Which room stands at which place of a chunk of availability: -1 where it is none of the town's. By city and chunk. */
  places: Map<number, Map<number, Int32Array>>

  ids: Int32Array
  cityIds: Int32Array
  foldedNames: string[]
  latitudes: Float64Array
  longitudes: Float64Array
  /** 0 without a class. */
  stars: Uint8Array
  amenities: Int32Array
  /** Tenths; 0 before the first review. */
  ratings: Uint8Array
  ratingCounts: Int32Array
  /** Places in `book.tariffs`. */
  tariffs: Int32Array

  roomsFrom: Int32Array
  roomIds: Int32Array
  roomNames: Int32Array
  maxAdults: Uint8Array
  maxGuests: Uint8Array
  basePrices: Float64Array
  singlePerMilles: Int16Array
  extraAdults: Float64Array
  extraChildren: Float64Array
  allotments: Int16Array
  /** The rooms once more, those of a hotel by their base price. */
  byPrice: Int32Array
  /** What hotels' people decided, of the rooms of which they did. */
  rates: ReadonlyMap<number, SetRates>

  plansFrom: Int32Array
  planIds: Int32Array
  /** Places in `book.plans`. */
  planKinds: Int32Array
  boardAdults: Float64Array
  boardChildren: Float64Array
  /** Places in `book.planSets`, by hotel. */
  planSetAt: Int32Array

  /** Those places in `book.tariffs`, each once. */
  tariffsHere: Int32Array
  /** What all its hotels are sold in; null: there are several currencies. */
  currency: string | null
  /** The dearest meals of a night there, of an adult and of a child. */
  mostBoardAdult: number
  mostBoardChild: number
}

export const createBook = (): Book => ({
  tariffs: [],
  plans: [],
  roomNames: [],
  planSets: [],
  planSetPlaces: new Map(),
})

/** Of a list in which each value stands once: the place of a value, which is added when it is new. */
export function placesIn<Value>(list: Value[], known: Map<string, number>, key: string, make: () => Value): number {
  const place = known.get(key)
  if (place !== undefined) return place
  known.set(key, list.length)
  list.push(make())
  return list.length - 1
}

/** What is known of hotels, all but what follows from it. */
export type TownColumns = Omit<
  Town,
  | 'cities'
  | 'timeZone'
  | 'book'
  | 'places'
  | 'byPrice'
  | 'planSetAt'
  | 'tariffsHere'
  | 'currency'
  | 'mostBoardAdult'
  | 'mostBoardChild'
>

export function createTown(about: Pick<Town, 'cities' | 'timeZone' | 'book'>, columns: TownColumns): Town {
  const { planSets, planSetPlaces } = about.book
  const { roomsFrom, basePrices, plansFrom, planKinds } = columns
  const planSetAt = new Int32Array(columns.ids.length)
  for (let hotel = 0; hotel < planSetAt.length; hotel++) {
    const kinds = planKinds.subarray(plansFrom[hotel], plansFrom[hotel + 1])
    planSetAt[hotel] = placesIn(planSets, planSetPlaces, kinds.join(), () => kinds.slice())
  }
  const tariffsHere = Int32Array.from(new Set(columns.tariffs))
  return {
    ...about,
    places: new Map(),
    ...columns,
    byPrice: orderByPrice(roomsFrom, basePrices),
    planSetAt,
    tariffsHere,
    currency: currencyOf(about.book, tariffsHere),
    mostBoardAdult: mostOf(columns.boardAdults),
    mostBoardChild: mostOf(columns.boardChildren),
  }
}

const mostOf = (column: Float64Array): number => column.reduce((most, value) => Math.max(most, value), 0)

/** What all of some tariffs are in; null: several. */
function currencyOf({ tariffs }: Book, places: Int32Array): string | null {
  const currencies = new Set(Array.from(places, (place) => tariffs[place]?.currency ?? ''))
  const [only] = currencies
  return currencies.size === 1 && only !== undefined ? only : null
}

/** In what one of its hotels is sold. */
export const currencyAt = ({ book, tariffs }: Pick<Town, 'book' | 'tariffs'>, hotel: number): string =>
  book.tariffs[tariffs[hotel] as number]?.currency ?? ''

/** The places of all its hotels. */
export function allHotels({ ids }: Pick<Town, 'ids'>): Int32Array {
  const places = new Int32Array(ids.length)
  for (let at = 0; at < places.length; at++) places[at] = at
  return places
}

/** All rooms, those of a hotel by their base price. */
function orderByPrice(roomsFrom: Int32Array, basePrices: Float64Array): Int32Array {
  const byPrice = new Int32Array(basePrices.length)
  for (let hotel = 0; hotel + 1 < roomsFrom.length; hotel++) {
    const from = roomsFrom[hotel] as number
    for (let room = from; room < (roomsFrom[hotel + 1] as number); room++) {
      let at = room
      for (; at > from && (basePrices[byPrice[at - 1] as number] as number) > (basePrices[room] as number); at--)
        byPrice[at] = byPrice[at - 1] as number
      byPrice[at] = room
    }
  }
  return byPrice
}

/** The columns of a few hotels of one time zone, with a book of their own. */
export function townOf(hotels: readonly ShelfHotel[]): Town {
  const rooms = hotels.flatMap((hotel) => hotel.rooms)
  const plans = hotels.flatMap((hotel) => hotel.plans)
  const names = rooms.map(({ name }) => name)
  return createTown(
    {
      cities: [...new Set(hotels.map(({ cityId }) => cityId))],
      timeZone: hotels[0]?.timeZone ?? 'UTC',
      book: { ...createBook(), tariffs: [...hotels], plans, roomNames: names },
    },
    {
      ids: Int32Array.from(hotels, ({ id }) => id),
      cityIds: Int32Array.from(hotels, ({ cityId }) => cityId),
      foldedNames: hotels.map(({ foldedName }) => foldedName),
      latitudes: Float64Array.from(hotels, ({ latitude }) => latitude),
      longitudes: Float64Array.from(hotels, ({ longitude }) => longitude),
      stars: Uint8Array.from(hotels, ({ stars }) => stars),
      amenities: Int32Array.from(hotels, ({ amenities }) => amenities),
      ratings: Uint8Array.from(hotels, ({ rating }) => rating),
      ratingCounts: Int32Array.from(hotels, ({ ratingCount }) => ratingCount),
      tariffs: Int32Array.from(hotels.keys()),
      roomsFrom: startsOf(hotels.map((hotel) => hotel.rooms.length)),
      roomIds: Int32Array.from(rooms, ({ id }) => id),
      roomNames: Int32Array.from(names, (name) => names.indexOf(name)),
      maxAdults: Uint8Array.from(rooms, (room) => room.maxAdults),
      maxGuests: Uint8Array.from(rooms, (room) => room.maxGuests),
      basePrices: Float64Array.from(rooms, ({ basePrice }) => basePrice),
      singlePerMilles: Int16Array.from(rooms, ({ singlePerMille }) => singlePerMille),
      extraAdults: Float64Array.from(rooms, ({ extraAdult }) => extraAdult),
      extraChildren: Float64Array.from(rooms, ({ extraChild }) => extraChild),
      allotments: Int16Array.from(rooms, ({ allotment }) => allotment),
      rates: new Map(rooms.flatMap(({ rates }, at) => (rates ? [[at, rates]] : []))),
      plansFrom: startsOf(hotels.map((hotel) => hotel.plans.length)),
      planIds: Int32Array.from(plans, ({ id }) => id),
      planKinds: Int32Array.from(plans.keys()),
      boardAdults: Float64Array.from(plans, ({ boardAdult }) => boardAdult),
      boardChildren: Float64Array.from(plans, ({ boardChild }) => boardChild),
    },
  )
}

function startsOf(lengths: readonly number[]): Int32Array {
  const starts = new Int32Array(lengths.length + 1)
  for (const [at, length] of lengths.entries()) starts[at + 1] = (starts[at] ?? 0) + length
  return starts
}

const range = (starts: Int32Array, at: number): number[] => {
  const from = starts[at] ?? 0
  return Array.from({ length: (starts[at + 1] ?? from) - from }, (_, number) => from + number)
}

/** What a column holds at a place that is there. */
const cell = <Value>(column: ArrayLike<Value>, at: number): Value => column[at] as Value

export function roomAt(town: Town, at: number): ShelfRoom {
  const rates = town.rates.get(at)
  return {
    id: cell(town.roomIds, at),
    name: cell(town.book.roomNames, cell(town.roomNames, at)),
    maxAdults: cell(town.maxAdults, at),
    maxGuests: cell(town.maxGuests, at),
    basePrice: cell(town.basePrices, at),
    singlePerMille: cell(town.singlePerMilles, at),
    extraAdult: cell(town.extraAdults, at),
    extraChild: cell(town.extraChildren, at),
    allotment: cell(town.allotments, at),
    ...(rates && { rates }),
  }
}

const planAt = (town: Town, at: number): ShelfPlan => ({
  ...cell(town.book.plans, cell(town.planKinds, at)),
  id: cell(town.planIds, at),
  boardAdult: cell(town.boardAdults, at),
  boardChild: cell(town.boardChildren, at),
})

/** One hotel out of the columns, as offers are made of it. */
export const hotelAt = (town: Town, at: number): ShelfHotel => ({
  ...cell(town.book.tariffs, cell(town.tariffs, at)),
  id: cell(town.ids, at),
  cityId: cell(town.cityIds, at),
  timeZone: town.timeZone,
  foldedName: cell(town.foldedNames, at),
  latitude: cell(town.latitudes, at),
  longitude: cell(town.longitudes, at),
  stars: cell(town.stars, at),
  amenities: cell(town.amenities, at),
  rating: cell(town.ratings, at),
  ratingCount: cell(town.ratingCounts, at),
  rooms: range(town.roomsFrom, at).map((room) => roomAt(town, room)),
  plans: range(town.plansFrom, at).map((plan) => planAt(town, plan)),
})
