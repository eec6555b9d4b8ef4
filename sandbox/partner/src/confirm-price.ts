import type { Desk, Prebook } from './desk.ts'
import { makeOffer, OFFER_LIVES_MS, readOfferId, type Offer } from './offer.ts'
import { PLANS, type RatePlan } from './pricing.ts'
import { noAvailability, Refusal, wrongInput } from './refusal.ts'

/** What a scenario changes between the offer that was shown and the price that is confirmed. */
export type Changes = { soldOut: boolean; percent: number; cancellation: boolean; board: boolean }

/** Looks again at an offer: still there, still at that price? `percent` is by how much the price moved. */
export function confirmPrice(
  offerId: string,
  changes: Changes,
  desk: Desk,
  now: Date,
): { offer: Offer; made: Prebook; percent: number } {
  const shown = readOfferId(offerId)
  if (!shown) throw wrongInput('invalid offerId')
  if (now.getTime() - shown.shownAt.getTime() > OFFER_LIVES_MS)
    throw new Refusal(408, 4040, 'outdated offerId', 'the offer is outdated, please fetch rates again')
  const { hotel, room, stay, occupancies, nationality } = shown
  if (changes.soldOut || desk.left(hotel, room, stay.checkin, stay.checkout) < occupancies.length)
    throw noAvailability(400, 'no prebook availability')

  const plan = changed(shown.plan, changes)
  const offer = makeOffer(hotel, room, plan, occupancies, stay, nationality, changes.percent)
  const made = desk.confirm({
    offerId,
    hotelId: hotel.id,
    roomId: room.id,
    planCode: plan.code,
    boardType: plan.boardType,
    boardName: plan.boardName,
    refundable: plan.refundable,
    checkin: stay.checkin,
    checkout: stay.checkout,
    currency: stay.currency,
    nationality,
    rooms: offer.quotes.map(({ occupancy, total, fees, penalties }) => ({
      occupancy: { adults: occupancy.adults, children: [...occupancy.children] },
      total,
      fees: [...fees],
      penalties: [...penalties],
    })),
    price: offer.price,
    madeAt: now,
  })
  return { offer, made, percent: ((offer.price - shown.price) / shown.price) * 100 }
}

/** The plan with its refund turned round or its board taken away, at the same price. */
function changed(plan: RatePlan, { cancellation, board }: Changes): RatePlan {
  const [barest] = PLANS
  return {
    ...plan,
    refundable: cancellation ? !plan.refundable : plan.refundable,
    boardType: board && barest ? barest.boardType : plan.boardType,
    boardName: board && barest ? barest.boardName : plan.boardName,
  }
}
