import type { OfferClaims } from '@staygraph/hotels/contract/offer'
import { at, listAt, type asking } from '@staygraph/sandbox-partner/asking'
import { fromDecimal } from '@staygraph/subgraph-kit/money'

import { claimsFor } from './offers.ts'
import type { World } from './world.ts'

/** What the partner sandbox sells, as hotels would offer it. */
export function createPartnerShelf(is: ReturnType<typeof asking>, { clock }: Pick<World, 'clock'>) {
  return {
    /** The claims that hotels signs for the partner's first offer in Paris, or of one of its hotels there. */
    offer: async ({
      checkin = '2027-06-12',
      checkout = '2027-06-15',
      refundable = false,
      hotelId: wanted,
    }: { checkin?: string; checkout?: string; refundable?: boolean; hotelId?: string } = {}): Promise<OfferClaims> => {
      const answer = await is.rates({ checkin, checkout, refundableRatesOnly: refundable })
      const hotels = listAt(answer, 'data').map(
        (one) => `p-liteapi-${String(at({ status: 200, body: one }, 'hotelId'))}`,
      )
      const place = wanted === undefined ? 0 : hotels.indexOf(wanted)
      const [first] = listAt(answer, 'data', place, 'roomTypes', 0, 'rates')
      const rate = { status: 200, body: first }
      const sum = (value: unknown) => fromDecimal(Number(value), 'EUR').amount
      const payNow = sum(at(rate, 'retailRate', 'total', 0, 'amount'))
      const atHotel = listAt(rate, 'retailRate', 'taxesAndFees')
        .map((tax) => ({ status: 200, body: tax }))
        .filter((tax) => at(tax, 'included') !== true)
        .reduce((total, tax) => total + sum(at(tax, 'amount')), 0)
      const claims = claimsFor(
        {
          supplier: {
            code: 'liteapi',
            name: 'LiteAPI',
            offerId: String(at(answer, 'data', place, 'roomTypes', 0, 'offerId')),
          },
          hotelId: hotels[place] ?? '',
          allotment: 0,
          checkIn: checkin,
          checkOut: checkout,
        },
        clock.now(),
      )
      const { length } = claims.nights
      const night = Math.floor(payNow / length)
      const tax = { code: 'CITY', name: 'City tax', amount: atHotel, included: false, payAtHotel: true, rateBps: null }
      return {
        ...claims,
        nights: claims.nights.map(({ date }, index) => ({
          date,
          price: index === 0 ? payNow - (length - 1) * night : night,
        })),
        taxes: atHotel > 0 ? [tax] : [],
        rooms: claims.rooms.map((room) => ({ ...room, total: payNow + atHotel, payNow })),
        total: payNow + atHotel,
        payNow,
      }
    },
  }
}
