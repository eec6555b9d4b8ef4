import { onTheWire } from './currencies.ts'
import type { Prebook } from './desk.ts'
import { offerId, type Offer } from './offer.ts'
import type { RoomQuote } from './pricing.ts'

/** Our things as the protocol writes them: decimal amounts beside their currency, times in GMT without a zone. */

export const COMMISSION = 0.06
export const SUPPLIER = { supplier: 'nuitee', supplierId: 2 }

const gmt = (time: Date) => time.toISOString().slice(0, 19).replace('T', ' ')
export const money = (minor: number, currency: string) => ({ amount: onTheWire(minor, currency), currency })

/** An offer in the answer of `POST /hotels/rates`. */
export function roomType(offer: Offer, now: Date) {
  const { stay, room } = offer
  return {
    roomTypeId: Buffer.from(`${offer.hotel.id} ${room.id} ${offer.plan.code}`).toString('base64url'),
    offerId: offerId(offer, now),
    ...SUPPLIER,
    rates: offer.quotes.map((quote, index) => rate(offer, quote, index)),
    offerRetailRate: money(offer.price, stay.currency),
    suggestedSellingPrice: { ...money(Math.round(offer.price * 1.08), stay.currency), source: 'providerDirect' },
    offerInitialPrice: money(offer.price, stay.currency),
    priceType: 'commission',
    rateType: 'standard',
  }
}

function rate({ hotel, room, plan, stay }: Offer, quote: RoomQuote, index: number) {
  return {
    rateId: Buffer.from(`${hotel.id} ${room.id} ${plan.code} ${index + 1}`).toString('base64url'),
    occupancyNumber: index + 1,
    name: `${room.name} - ${plan.boardName}`,
    maxOccupancy: room.maxOccupancy,
    adultCount: quote.occupancy.adults,
    childCount: quote.occupancy.children.length,
    childrenAges: quote.occupancy.children,
    boardType: plan.boardType,
    boardName: plan.boardName,
    remarks: '',
    priceType: 'commission',
    commission: [money(Math.round(quote.total * COMMISSION), stay.currency)],
    retailRate: {
      total: [money(quote.total, stay.currency)],
      suggestedSellingPrice: [{ ...money(Math.round(quote.total * 1.08), stay.currency), source: 'providerDirect' }],
      initialPrice: [money(quote.total, stay.currency)],
      taxesAndFees: taxes(quote, stay.currency),
    },
    cancellationPolicies: policies([quote], plan.refundable, stay.currency),
    mappedRoomId: room.id,
    paymentTypes: ['NUITEE_PAY'],
    perks: [],
    promotions: null,
  }
}

export const taxes = ({ fees }: Pick<RoomQuote, 'fees'>, currency: string) =>
  fees.map(({ included, description, amount }) => ({ included, description, ...money(amount, currency) }))

/** Tiers of one or more rooms: at each time the sum of what each room then costs. */
export function policies(rooms: readonly Pick<RoomQuote, 'penalties'>[], refundable: boolean, currency: string) {
  const times = [...new Set(rooms.flatMap(({ penalties }) => penalties.map(({ from }) => from.getTime())))].toSorted(
    (a, b) => a - b,
  )
  return {
    cancelPolicyInfos: times.map((time) => ({
      cancelTime: gmt(new Date(time)),
      ...money(
        rooms.reduce(
          (sum, { penalties }) =>
            sum + penalties.reduce((due, { from, amount }) => (from.getTime() <= time ? amount : due), 0),
          0,
        ),
        currency,
      ),
      type: 'amount',
      timezone: 'GMT',
    })),
    hotelRemarks: [],
    refundableTag: refundable ? 'RFN' : 'NRFN',
  }
}

/** What a prebook answers. */
export function prebookPage(
  offer: Offer,
  made: Prebook,
  changes: { percent: number; cancellation: boolean; board: boolean },
) {
  return {
    prebookId: made.prebookId,
    offerId: made.offerId,
    hotelId: made.hotelId,
    checkin: made.checkin,
    checkout: made.checkout,
    currency: made.currency,
    termsAndConditions: '',
    roomTypes: [{ rates: offer.quotes.map((quote, index) => rate(offer, quote, index)) }],
    suggestedSellingPrice: { ...money(Math.round(made.price * 1.08), made.currency), source: 'providerDirect' },
    isPackageRate: null,
    commission: onTheWire(Math.round(made.price * COMMISSION), made.currency),
    addonsTotalAmount: null,
    price: onTheWire(made.price, made.currency),
    priceType: 'commission',
    // A whole percentage, as published: a small change reads as 0, so whoever compares must compare the price.
    priceDifferencePercent: Math.trunc(changes.percent),
    cancellationChanged: changes.cancellation,
    boardChanged: changes.board,
    ...SUPPLIER,
    paymentTypes: ['NUITEE_PAY'],
  }
}
