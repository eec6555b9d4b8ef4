import type { RoomGuests } from './guests.ts'
import type { SetRates } from './rate.ts'

export type BedKind = 'SINGLE' | 'DOUBLE' | 'QUEEN' | 'KING' | 'SOFA' | 'BUNK'
export type Bed = { kind: BedKind; count: number }

/** What a room costs and whom it holds. Sums in the hotel's currency, a night. */
export type RoomTerms = {
  maxAdults: number
  maxGuests: number
  basePrice: number
  singlePerMille: number
  extraAdult: number
  extraChild: number
  /** What the hotel's own people decided for single nights. Missing: nothing. */
  rates?: SetRates
}

export const holds = (room: RoomTerms, { adults, childAges }: RoomGuests): boolean =>
  adults <= room.maxAdults && adults + childAges.length <= room.maxGuests
