import type { OfferClaims } from '@staygraph/hotels/contract/offer'
import { fromDecimal } from '@staygraph/subgraph-kit/money'

import { comparedTerms } from '../compared-terms.ts'
import type { PrebookOutcome } from '../supplier.ts'
import type { Prebook } from './answers.ts'

/**
 * Whether what is confirmed is what the guest was shown. Their `priceDifferencePercent` is a whole number, in which half a
 * per cent is nothing, so the sums themselves are compared, to the unit. A `RangeError` when it is another stay
 * altogether, or its sums are none.
 */
export function compared(offer: OfferClaims, made: Prebook): PrebookOutcome {
  const { currency } = offer
  const [room] = made.roomTypes
  if (
    !room ||
    made.currency !== currency ||
    made.checkin !== offer.stay.checkIn ||
    made.checkout !== offer.stay.checkOut
  )
    throw new RangeError('another stay than was asked about')
  if (offer.hotel.id !== `p-${offer.supplier?.code}-${made.hotelId}`)
    throw new RangeError('another hotel than was asked about')

  const minor = (sum: { amount: number; currency: string }) => {
    if (sum.currency !== currency) throw new RangeError(`a sum in ${sum.currency}`)
    return fromDecimal(sum.amount, currency).amount
  }
  const total = (sums: readonly number[]) => sums.reduce((left, right) => left + right, 0)
  const byRooms = total(room.rates.flatMap(({ retailRate }) => retailRate.total.map(minor)))
  const stated = fromDecimal(made.price, currency).amount
  // Rooms rounded one by one, as the offer's were, may miss the rounded whole by a unit a room.
  const now = Math.abs(stated - byRooms) <= room.rates.length ? byRooms : stated
  const atHotel = total(
    room.rates.flatMap(({ retailRate }) => retailRate.taxesAndFees.filter(({ included }) => !included).map(minor)),
  )
  const { prebookId, cancellationChanged, boardChanged } = made
  return comparedTerms(offer, { prebookId, now, atHotel, cancellationChanged, boardChanged })
}
