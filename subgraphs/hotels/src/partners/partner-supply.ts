import type { OfferClaims } from '../../contract/offer.ts'
import type { Amenity } from '../graphql/types.generated.ts'

/** The guests of one room. A child's age is that of the day of arrival. */
export type RoomGuests = { readonly adults: number; readonly childAges: readonly number[] }

/** What is asked of a partner's whole supply. */
export type PartnerQuestion = {
  /** WGS 84 degrees; at most 100 km. */
  readonly place: { readonly latitude: number; readonly longitude: number; readonly radiusKm: number }
  /** Half-open, the hotels' local dates. */
  readonly stay: { readonly checkIn: string; readonly checkOut: string }
  readonly rooms: readonly RoomGuests[]
  /** What prices are asked in, and would be charged in. */
  readonly currency: string
  /** At most so many hotels, the nearest; 60 when not said. */
  readonly limit?: number | undefined
}

/** A partner's hotel as we keep it: what `Hotel` of the schema tells, as far as the partner tells it. */
export type PartnerHotel = {
  /** `p-<supplier>-<their id>`: ours for good. */
  readonly id: string
  readonly supplier: { readonly code: string; readonly name: string; readonly hotelId: string }
  readonly name: string
  /** 1 to 5, half stars rounded down. */
  readonly stars: number | null
  /** Plain text, paragraphs apart by an empty line. */
  readonly description: string
  readonly address: OfferClaims['hotel']['address']
  readonly latitude: number
  readonly longitude: number
  /** As the partner writes it. */
  readonly phone: string | null
  readonly amenities: readonly Amenity[]
  readonly guestRating: { readonly score: number; readonly count: number } | null
  /** HH:MM. Null where only the hotel's own page tells it: see `PartnerSupply.hotel`. */
  readonly checkInFrom: string | null
  readonly checkOutUntil: string | null
  /** A photograph of theirs, when there is one. */
  readonly photoUrl: string | null
}

/**
 * What a partner sells a room for, in the words of the offer we sign: all it needs but our own claims (`iss`, `exp` ...)
 * and the hotel. A partner names no price a night, so the nights share the price of the stay evenly.
 */
export type PartnerOffer = Pick<
  OfferClaims,
  | 'roomType'
  | 'ratePlan'
  | 'board'
  | 'stay'
  | 'rooms'
  | 'currency'
  | 'nights'
  | 'taxes'
  | 'total'
  | 'payNow'
  | 'cancellation'
> & { readonly supplier: NonNullable<OfferClaims['supplier']> }

/** The cheapest offer of each kind: a board, and whether cancelling is free for a while. The cheapest first. */
export type PartnerOffers = readonly [PartnerOffer, ...PartnerOffer[]]

/** A hotel that can be booked, with what it sells: whoever asks filters, so that one answer serves every filter and facet. */
export type PartnerHotelRate = { readonly hotel: PartnerHotel; readonly offers: PartnerOffers }

/** A partner's answer. Not `complete`: a part of it was unusable, is beyond what we take, or had not come when the time was up. */
export type PartnerRates = {
  readonly hotels: readonly PartnerHotelRate[]
  readonly complete: boolean
  /** Hotels of the answer that could not be read, or not be sold as they are written. */
  readonly leftOut: number
  /** How long ago it was asked for, when it is given again. */
  readonly ageSeconds?: number
}

/**
 * Why there is no answer. `TIMEOUT`: none came in time. `DOWN`: it cannot be reached, says so itself, or is left alone because it
 * was silent too often. `INVALID_ANSWER`: what came is not what was promised. `RATE_LIMITED`: it was not asked, or did not
 * answer, because it is asked too often. `REFUSED`: it is well, and does not answer this question.
 */
export type PartnerFaultStatus = 'TIMEOUT' | 'DOWN' | 'INVALID_ANSWER' | 'RATE_LIMITED' | 'REFUSED'

export class PartnerFault extends Error {
  readonly status: PartnerFaultStatus
  /** Hotels of an answer of which not one could be used. */
  readonly leftOut: number

  constructor(
    status: PartnerFaultStatus,
    message: string,
    { cause, leftOut = 0 }: { cause?: unknown; leftOut?: number } = {},
  ) {
    super(message, { cause })
    this.name = 'PartnerFault'
    this.status = status
    this.leftOut = leftOut
  }
}

/** Another company's hotels. One adapter a protocol; every method may throw a `PartnerFault`, and nothing else. */
export type PartnerSupply = {
  /** In ids: lower-case letters and digits. */
  readonly code: string
  /** As guests read it. */
  readonly name: string
  /** A search waits so long for its answer, and no longer, milliseconds. */
  readonly withinMs: number
  /** The hotels that can be booked, the nearest first. What has come after `withinMs` (its own, when not said) is an answer in part. */
  search(question: PartnerQuestion, now: Date, withinMs?: number): Promise<PartnerRates>
  /** A hotel in full, by the partner's own id. Null: there is none. */
  hotel(hotelId: string): Promise<PartnerHotel | null>
  /** Everything one hotel offers for a stay, the cheapest first; empty when it is full. */
  offers(
    hotelId: string,
    question: Pick<PartnerQuestion, 'stay' | 'rooms' | 'currency'>,
    now: Date,
  ): Promise<readonly PartnerOffer[]>
}

/** Our id of a partner's hotel. */
export const partnerHotelId = (supplier: string, hotelId: string): string => `p-${supplier}-${hotelId}`

/** The partner and its own id behind an id of ours; nothing for a hotel that is no partner's. */
export function readPartnerHotelId(id: string): { supplier: string; hotelId: string } | undefined {
  const [, supplier, hotelId] = /^p-([a-z0-9]+)-(.+)$/.exec(id) ?? []
  return supplier === undefined || hotelId === undefined ? undefined : { supplier, hotelId }
}
