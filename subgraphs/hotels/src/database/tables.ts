import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  char,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
} from 'drizzle-orm/pg-core'

import type { CancellationRule } from '../domain/cancellation.ts'
import type { Bed } from '../domain/room-type.ts'
import type { PriceBracket } from '../domain/tax.ts'

// Sums are integers in the smallest unit of the row's currency. "Bps" are hundredths of a per cent, "per mille" tenths.

/** Populated places of the world (GeoNames, CC BY 4.0). `id` is GeoNames' own. */
export const city = pgTable(
  'city',
  {
    id: integer().primaryKey(),
    name: text().notNull(),
    /** As the people who live there write it, when that differs. */
    localName: text(),
    region: text(),
    country: char({ length: 2 }).notNull(),
    latitude: doublePrecision().notNull(),
    longitude: doublePrecision().notNull(),
    timeZone: text().notNull(),
    population: integer().notNull(),
    /** How many of our own hotels stand there: told by the seed, and by whoever adds a hotel. */
    hotelCount: integer().notNull().default(0),
  },
  (row) => [
    index('city_with_hotels')
      .on(row.latitude)
      .where(sql`${row.hotelCount} > 0`),
    index('city_place').on(row.latitude, row.longitude),
  ],
)

/** Every name of every place, in any script, as `domain/place-name.ts` folds it. */
export const cityName = pgTable(
  'city_name',
  {
    key: text().notNull(),
    cityId: integer().notNull(),
    /** Inhabitants; many times that for the names the place itself goes by. */
    weight: integer().notNull(),
  },
  (row) => [index('city_name_key').on(row.key.op('text_pattern_ops'), row.weight, row.cityId)],
)

/** The best places of each beginning of up to three letters: those match too many names to be sorted while a guest types. */
export const cityPrefix = pgTable('city_prefix', {
  prefix: text().primaryKey(),
  cityIds: integer().array().notNull(),
})

/** A year's course of prices: one factor (per mille) at the middle of each month, January first, drawn straight between them. */
export const season = pgTable('season', {
  id: smallint().primaryKey(),
  name: text().notNull(),
  months: smallint().array().notNull(),
})

/** What a jurisdiction takes. A rule of a city stands before its country's of the same `code`. */
export const taxRule = pgTable(
  'tax_rule',
  {
    id: integer().primaryKey(),
    country: char({ length: 2 }).notNull(),
    /** Null: the whole country. */
    cityId: integer(),
    code: text().notNull(),
    name: text().notNull(),
    kind: text({ enum: ['PERCENT', 'PER_NIGHT', 'PER_PERSON_NIGHT'] }).notNull(),
    /** Only for PERCENT. */
    rateBps: integer(),
    /** Only for the other two, in `currency`. */
    amount: bigint({ mode: 'number' }),
    currency: char({ length: 3 }),
    /** PERCENT: of the nights' prices as sold, or of what is left of them without the included taxes. */
    ofNet: boolean().notNull().default(false),
    /** PER_PERSON_NIGHT: guests younger than this do not pay. */
    minAge: smallint().notNull().default(0),
    /** Nights after this many are free of it. Null: all nights count. */
    maxNights: smallint(),
    /** Only hotels of these classes (0: without a class). Null: all. */
    stars: smallint().array(),
    /** PER_PERSON_NIGHT: the sum depends on the price of a night for one person, the last bracket reached counts. */
    brackets: jsonb().$type<PriceBracket[]>(),
    included: boolean().notNull(),
    payAtHotel: boolean().notNull(),
  },
  (row) => [index('tax_rule_place').on(row.country, row.cityId)],
)

/** What one euro costs, in millionths of the currency's main unit, on a day. */
export const exchangeRate = pgTable(
  'exchange_rate',
  {
    currency: char({ length: 3 }).notNull(),
    day: date({ mode: 'string' }).notNull(),
    microsPerEuro: bigint({ mode: 'number' }).notNull(),
  },
  (row) => [primaryKey({ columns: [row.currency, row.day] })],
)

export const hotel = pgTable(
  'hotel',
  {
    id: integer().primaryKey(),
    cityId: integer()
      .notNull()
      .references(() => city.id),
    name: text().notNull(),
    /** 1 to 5. Null: no class. */
    stars: smallint(),
    description: text().notNull(),
    addressLine: text().notNull(),
    postalCode: text(),
    latitude: doublePrecision().notNull(),
    longitude: doublePrecision().notNull(),
    /** One bit an amenity, in the order of `domain/amenity.ts`. */
    amenities: integer().notNull(),
    /** Tenths: 87 is 8.7. Null before the first review. */
    rating: smallint(),
    ratingCount: integer().notNull(),
    email: text().notNull(),
    phone: text().notNull(),
    checkInFrom: char({ length: 5 }).notNull(),
    checkOutUntil: char({ length: 5 }).notNull(),
    currency: char({ length: 3 }).notNull(),
    seasonId: smallint()
      .notNull()
      .references(() => season.id),
    /** Months by which the season's course is moved: 6 in the southern hemisphere. */
    seasonShift: smallint().notNull(),
    /** One bit a weekday, Monday first: the nights that are a weekend's there. */
    weekendNights: smallint().notNull(),
    weekendPerMille: smallint().notNull(),
    /** Prices are rounded to multiples of this, as locals write them. */
    priceStep: bigint({ mode: 'number' }).notNull(),
    /** Its photographs that guests see, in their order: a copy of `hotel_photo`, written with it. Null: none. */
    photos: jsonb().$type<{ id: string; alt: string }[]>(),
  },
  (row) => [index('hotel_city').on(row.cityId)],
)

/** `id` is the hotel's id x 8 + its number: a room type tells its hotel without a look-up. */
export const roomType = pgTable('room_type', {
  id: integer().primaryKey(),
  name: text().notNull(),
  description: text().notNull(),
  beds: jsonb().$type<Bed[]>().notNull(),
  areaSqm: smallint(),
  maxAdults: smallint().notNull(),
  maxGuests: smallint().notNull(),
  /** A night for two adults, before season, weekend and rate plan. */
  basePrice: bigint({ mode: 'number' }).notNull(),
  /** What one adult alone pays of it, per mille. */
  singlePerMille: smallint().notNull(),
  /** For each adult beyond two, a night. */
  extraAdult: bigint({ mode: 'number' }).notNull(),
  /** For each child of 3 to 12, a night. Younger ones sleep free, older ones count as adults. */
  extraChild: bigint({ mode: 'number' }).notNull(),
  /** Rooms of this kind sold a night where nothing else was decided. */
  allotment: smallint().notNull(),
})

/** `id` is the hotel's id x 8 + its number. A plan is sold with every room type of its hotel. */
export const ratePlan = pgTable('rate_plan', {
  id: integer().primaryKey(),
  name: text().notNull(),
  board: text({ enum: ['ROOM_ONLY', 'BREAKFAST', 'HALF_BOARD', 'FULL_BOARD', 'ALL_INCLUSIVE'] }).notNull(),
  /** What the meals cost an adult (13 and older) a night; a child of 3 to 12 pays `boardChild`. */
  boardAdult: bigint({ mode: 'number' }).notNull(),
  boardChild: bigint({ mode: 'number' }).notNull(),
  /** What the room costs under this plan, in bps of its rack price: 9000 is 10 % off. */
  priceBps: integer().notNull(),
  /** From when a cancellation costs what; no rule with a free period in front: not refundable. */
  cancellation: jsonb().$type<CancellationRule[]>().notNull(),
  refundable: boolean().notNull(),
  minNights: smallint().notNull(),
  maxNights: smallint().notNull(),
  /** Bookable only this many days before arrival, or more. */
  minDaysAhead: smallint().notNull(),
  /** Only for rooms with at least so many guests. */
  minGuests: smallint().notNull(),
  /** From this many nights on the stay costs `longStayBps` of the room's price. 0: no such rule. */
  longStayNights: smallint().notNull(),
  longStayBps: integer().notNull(),
})

/** Hotels that partners told us of, kept so that an id once shown works later. `id` is `p-<supplier>-<their id>`. */
export const partnerHotel = pgTable(
  'partner_hotel',
  {
    id: text().primaryKey(),
    supplier: text().notNull(),
    supplierName: text().notNull(),
    theirId: text().notNull(),
    name: text().notNull(),
    stars: smallint(),
    description: text().notNull(),
    addressLine: text().notNull(),
    addressCity: text().notNull(),
    addressRegion: text(),
    postalCode: text(),
    country: char({ length: 2 }).notNull(),
    latitude: doublePrecision().notNull(),
    longitude: doublePrecision().notNull(),
    timeZone: text().notNull(),
    /** The nearest place we know, within 50 km. */
    cityId: integer(),
    amenities: integer().notNull(),
    rating: smallint(),
    ratingCount: integer().notNull(),
    /** Null until the partner's own page of the hotel was asked for. */
    checkInFrom: char({ length: 5 }),
    checkOutUntil: char({ length: 5 }),
    photoUrl: text(),
    seenAt: timestamp({ withTimezone: true }).notNull(),
  },
  (row) => [index('partner_hotel_seen').on(row.seenAt, row.id)],
)

/** One row: grows whenever hotels, prices or taxes change, so that processes know that what they keep is old. */
export const catalogue = pgTable('catalogue', {
  id: smallint().primaryKey(),
  revision: integer().notNull(),
})

/** How far the seed came, so that it goes on where it was stopped. */
export const seedProgress = pgTable('seed_progress', {
  stage: text().primaryKey(),
  done: integer().notNull(),
})
