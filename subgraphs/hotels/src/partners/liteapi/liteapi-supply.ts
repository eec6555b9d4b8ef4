import type { PartnerQuestion, PartnerSupply } from '../partner-supply.ts'
import type { RateLimit } from '../rate-limit.ts'
import { fullHotel, hotelRates, rates } from './answers.ts'
import { fromPage } from './hotel.ts'
import { openLiteApi } from './liteapi-wire.ts'
import { usableOffers } from './offer.ts'
import { searching } from './search-rates.ts'

export type LiteApiOptions = {
  readonly url: string
  readonly apiKey: string
  /** In our ids of its hotels: never to be changed once hotels are kept. */
  readonly code?: string
  /** As guests read it. */
  readonly name?: string
  readonly timeoutMs?: number
  /** Some of its rates are for guests of one country only; it wants to be told one. */
  readonly guestNationality?: string
  readonly breakMs?: number
  readonly rateLimit?: RateLimit
}

type Asked = Pick<PartnerQuestion, 'stay' | 'rooms' | 'currency'>

/** LiteAPI v3 as a `PartnerSupply`. */
export function liteApiSupply(options: LiteApiOptions): PartnerSupply & { close(): Promise<void> } {
  const { url, apiKey, code = 'liteapi', name = 'LiteAPI', timeoutMs = 1_200, breakMs = 10_000 } = options
  const { guestNationality = 'US', rateLimit } = options
  const supplier = { code, name }
  const wire = openLiteApi({ code, url, apiKey, timeoutMs, breakMs, rateLimit })

  const ratesBody = ({ stay, rooms, currency }: Asked) => ({
    checkin: stay.checkIn,
    checkout: stay.checkOut,
    currency,
    guestNationality,
    occupancies: rooms.map(({ adults, childAges }) => ({ adults, children: childAges })),
    timeout: Math.max(1, Math.floor(timeoutMs / 1000)),
  })
  const search = searching(supplier, wire, ratesBody)

  return {
    ...supplier,
    withinMs: timeoutMs + 200,
    search,
    async hotel(hotelId) {
      const page = await wire.json({ operation: 'hotel', path: '/data/hotel', query: { hotelId } }, fullHotel)
      return page && fromPage(supplier, page.data)
    },
    async offers(hotelId, asked, now) {
      const body = { ...ratesBody(asked), hotelIds: [hotelId] }
      const answer = await wire.json({ operation: 'offers', method: 'POST', path: '/hotels/rates', body }, rates)
      const lines = (answer?.data ?? [])
        .map((line) => hotelRates.safeParse(line).data)
        .filter((line) => line?.hotelId === hotelId)
      return usableOffers(
        supplier,
        lines.flatMap((line) => line?.roomTypes ?? []),
        asked,
        now,
      )
    },
    close: () => wire.close(),
  }
}
