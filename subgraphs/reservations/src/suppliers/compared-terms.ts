import type { OfferClaims } from '@staygraph/hotels/contract/offer'

import type { PrebookOutcome } from './supplier.ts'

/** What a partner confirms or quotes for an offer, in minor units of the offer's currency. */
type Confirmed = {
  prebookId: string
  /** What is paid now, and what is paid at the hotel. */
  now: number
  atHotel: number
  cancellationChanged: boolean
  boardChanged: boolean
}

/** Whether it is, to the unit, what the guest was shown; any change asks the guest again. */
export function comparedTerms({ payNow, total }: OfferClaims, confirmed: Confirmed): PrebookOutcome {
  const { prebookId, now, atHotel, cancellationChanged, boardChanged } = confirmed
  const payAtHotelChanged = atHotel !== total - payNow
  if (now === payNow && !payAtHotelChanged && !cancellationChanged && !boardChanged)
    return { outcome: 'PREBOOKED', prebookId, price: now }
  return { outcome: 'CHANGED', price: { before: payNow, now }, payAtHotelChanged, cancellationChanged, boardChanged }
}
