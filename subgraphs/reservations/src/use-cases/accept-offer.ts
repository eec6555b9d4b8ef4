import type { OfferClaims } from '@staygraph/hotels/contract/offer'

import type { Context } from '../context.ts'
import { dateAt } from '../domain/hotel-time.ts'
import { whatDoesNotAddUp } from '../domain/offer.ts'
import { invalidStay, offerExpired, offerInvalid, recordsAway } from '../domain/refusals.ts'
import { whyNotBookable } from '../domain/stay.ts'
import { retryAfterSeconds } from './answer-booking.ts'

/** An offer as hotels made it, still holding, with dates that can be and figures that agree; or why it is not taken. `evenExpired`: who waited for its rooms has its price. */
export async function acceptOffer(
  offerId: string,
  { offers, now, logger }: Context,
  { evenExpired = false } = {},
): Promise<Accepted> {
  const verdict = await offers.verify(offerId)
  if (verdict.state === 'UNKNOWN_KEY') return { refusal: recordsAway(retryAfterSeconds) }
  if (verdict.state === 'FORGED') return { refusal: offerInvalid() }
  const { claims } = verdict
  const expiresAt = new Date(claims.exp * 1_000)
  if (!evenExpired && expiresAt <= now()) return { refusal: offerExpired(claims, expiresAt) }
  const whyNot = whyNotBookable(claims.stay, dateAt(now(), claims.hotel.timeZone))
  if (whyNot !== null) return { refusal: invalidStay(whyNot) }
  const wrong = whatDoesNotAddUp(claims)
  if (wrong === null) return { claims }
  logger.error({ offer: claims.jti, wrong }, 'hotels signed an offer that does not add up')
  return { refusal: offerInvalid() }
}

type Refusal =
  | ReturnType<typeof recordsAway>
  | ReturnType<typeof offerInvalid>
  | ReturnType<typeof offerExpired>
  | ReturnType<typeof invalidStay>
export type Accepted = { claims: OfferClaims } | { refusal: Refusal }
