import type { Board } from './board.ts'
import type { CancellationRule } from './cancellation.ts'
import type { Point } from './distance.ts'
import type { BoardPrices, PlanTerms, PriceCourse } from './price.ts'
import type { RoomTerms } from './room-type.ts'
import type { TaxRule } from './tax.ts'

/** A room type as search needs it. */
export type ShelfRoom = RoomTerms & { id: number; name: string; allotment: number }

/** What many plans have in common, whatever their hotel. */
export type PlanKind = PlanTerms & {
  name: string
  board: Board
  refundable: boolean
  cancellation: CancellationRule[]
}

/** A rate plan as search needs it. */
export type ShelfPlan = PlanKind & BoardPrices & { id: number }

/** How prices and taxes go at a hotel: the same for many. */
export type Tariff = PriceCourse & { currency: string; taxes: TaxRule[] }

/** A hotel with all that a price needs: what changes slowly, kept in the process; what is left of its rooms is not here. */
export type ShelfHotel = Tariff &
  Point & {
    id: number
    cityId: number
    /** As `foldName` writes it. */
    foldedName: string
    /** 1 to 5; 0 without a class. */
    stars: number
    amenities: number
    /** Tenths; 0 before the first review. */
    rating: number
    ratingCount: number
    timeZone: string
    rooms: ShelfRoom[]
    plans: ShelfPlan[]
  }

/** Our own hotels and room types are known outside by these names. */
export const hotelKey = (id: number): string => `h${id}`
export const cityKey = (id: number): string => `c${id}`
export const roomTypeKey = (id: number): string => `r${id}`
export const ratePlanKey = (id: number): string => `rp${id}`

/** The number behind such a name; null for any other text. */
export function readKey(prefix: 'h' | 'c' | 'r', key: string): number | null {
  if (!key.startsWith(prefix) || !/^[1-9]\d{0,9}$/.test(key.slice(1))) return null
  const id = Number(key.slice(1))
  return id <= 2_147_483_647 ? id : null
}

/** A room type's or a rate plan's hotel. */
export const hotelOf = (roomTypeId: number): number => roomTypeId >> 3
