import * as v from 'valibot'

import { addDays, nightsBetween } from '../language/dates.ts'
import type { Money } from '../language/money.ts'
import { decodeRooms } from './guests.ts'

const date = v.pipe(v.string(), v.isoDate())

/** What every page of the search says in its address: when, and for whom. */
const stay = {
  checkIn: v.optional(v.fallback(date, '')),
  checkOut: v.optional(v.fallback(date, '')),
  rooms: v.optional(v.fallback(v.pipe(v.string(), v.regex(/^\d+(\.\d+)*(_\d+(\.\d+)*)*$/)), '2')),
}

export const SORTS = ['RECOMMENDED', 'PRICE', 'DISTANCE', 'STARS', 'GUEST_RATING'] as const
export type Sort = (typeof SORTS)[number]

/** Kinds of room and how many of each, as `hotel/combination.ts` writes them. */
export const COUNTS = /^[\w-]+\.\d(_[\w-]+\.\d)*$/

/** A sum in minor units and its currency: 50000EUR. */
const sum = v.optional(v.fallback(v.pipe(v.string(), v.regex(/^\d{1,15}[A-Z]{3}$/)), ''))

const list = v.optional(v.fallback(v.pipe(v.string(), v.regex(/^[A-Z_0-9]+(,[A-Z_0-9]+)*$/)), ''))

const stayOnly = v.object({
  ...stay,
  offer: v.optional(v.string()),
  /** Rooms of several kinds, how many of which: r8.2_r9.1; and the rate plan asked for with them. */
  combine: v.optional(v.fallback(v.pipe(v.string(), v.regex(COUNTS)), '')),
  plan: v.optional(v.fallback(v.pipe(v.string(), v.maxLength(80)), '')),
})
const search = v.object({
  ...stay,
  /** By how many days the stay may be moved; or the stay is the first of a month's weekends, and any of them will do. */
  flex: v.optional(v.fallback(v.picklist(['1', '2', '3', '7', 'weekend', '']), '')),
  /** A city's id. */
  city: v.optional(v.fallback(v.string(), '')),
  /** Or an airport's: aLIS. */
  airport: v.optional(v.fallback(v.pipe(v.string(), v.regex(/^a[A-Z]{3}$/)), '')),
  sort: v.optional(v.fallback(v.picklist(SORTS), 'RECOMMENDED')),
  /** Comma-separated, as the graph names them: 4,5 · POOL,WIFI · BREAKFAST. */
  stars: list,
  amenities: list,
  boards: list,
  free: v.optional(v.fallback(v.picklist(['1', '']), '')),
  /** The lowest and the highest total. */
  min: sum,
  max: sum,
  /** The least guest rating. */
  rating: v.optional(v.fallback(v.picklist(['6', '7', '8', '9', '']), '')),
  name: v.optional(v.fallback(v.pipe(v.string(), v.maxLength(80)), '')),
})

/** A change of a booked stay: the stay as it should be, and the bank's card page one comes back from. */
const change = v.object({ ...stayOnly.entries, card_page: v.optional(v.string()) })

export type StaySearch = v.InferOutput<typeof stayOnly>
export type ChangeSearch = v.InferOutput<typeof change>
export type HotelSearch = v.InferOutput<typeof search>

/** What cannot be read is dropped, never an error: an address may come from anywhere. */
function clean<Schema extends v.GenericSchema>(schema: Schema, raw: Record<string, unknown>): v.InferOutput<Schema> {
  const read = v.safeParse(schema, raw)
  const kept = read.success ? (read.output as Record<string, unknown>) : {}
  return Object.fromEntries(
    Object.entries(kept).filter(([, value]) => value !== undefined && value !== ''),
  ) as v.InferOutput<Schema>
}

export const readStay = (raw: Record<string, unknown>): StaySearch => clean(stayOnly, raw)
export const readChange = (raw: Record<string, unknown>): ChangeSearch => clean(change, raw)
export const readSearch = (raw: Record<string, unknown>): HotelSearch => clean(search, raw)

/** What an address asks beyond a place and a stay: each narrows the list. */
export const FILTERS = ['stars', 'amenities', 'boards', 'free', 'min', 'max', 'rating', 'name'] as const

/** The lowest or the highest total of an address; none when it was told in another currency than prices are shown in now. */
export function limitOf(search: HotelSearch, end: 'min' | 'max', currency: string): Money | null {
  const told = search[end]
  return told?.endsWith(currency) ? { amount: Number(told.slice(0, -3)), currency } : null
}

export const listOf = (text: string | undefined): string[] => (text ? text.split(',') : [])

export type Stay = { checkIn: string; checkOut: string; rooms: { adults: number; childAges: number[] }[] }

/** The stay an address tells; null when its dates are missing or cannot be booked: a reason to ask, not to guess. */
export function stayOf({ checkIn, checkOut, rooms }: StaySearch, today: string): Stay | null {
  if (!checkIn || !checkOut || checkIn < today) return null
  const nights = nightsBetween(checkIn, checkOut)
  return nights >= 1 && nights <= 30 ? { checkIn, checkOut, rooms: decodeRooms(rooms ?? '2') } : null
}

/** A weekend three weeks ahead: something to start from, on the first visit. */
export function suggestedDates(today: string): { checkIn: string; checkOut: string } {
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay()
  const checkIn = addDays(today, 21 + ((5 - weekday + 7) % 7))
  return { checkIn, checkOut: addDays(checkIn, 3) }
}
