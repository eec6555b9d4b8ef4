import type { OfferClaims } from '@staygraph/hotels/contract/offer'

import { comparedTerms } from '../compared-terms.ts'
import type { PrebookOutcome } from '../supplier.ts'
import { minor, type Quote } from './answers.ts'

const HOUR_MS = 3_600_000
const NIGHT_MS = 86_400_000
const BOARDS = { NONE: 'ROOM_ONLY', BREAKFAST: 'BREAKFAST', DINNER: 'HALF_BOARD' } as const

/**
 * Whether what is quoted is what the guest was shown, to the unit: Lodgebank itself does not say what has changed. A
 * `RangeError` when it is another stay altogether, or its sums are none.
 */
export function compared(offer: OfferClaims, made: Quote): PrebookOutcome {
  const { currency, stay, supplier } = offer
  const nights = Math.round((Date.parse(stay.checkOut) - Date.parse(stay.checkIn)) / NIGHT_MS)
  if (made.currency !== currency || made.arrive !== stay.checkIn || made.nights !== nights)
    throw new RangeError('another stay than was asked about')
  if (offer.hotel.id !== `p-${supplier?.code}-${made.hotel}`) throw new RangeError('another hotel than was asked about')

  const total = (sums: readonly number[]) => sums.reduce((left, right) => left + right, 0)
  const taxes = (pay: 'NOW' | 'THERE') =>
    total(
      made.parties.flatMap((party) =>
        party.taxes.filter((tax) => tax.pay === pay).map((tax) => minor(tax.sum, currency)),
      ),
    )
  const now = minor(made.sum, currency)
  if (total(made.parties.map(({ net }) => minor(net, currency))) + taxes('NOW') !== now)
    throw new RangeError('rooms that do not make the sum')

  return comparedTerms(offer, {
    prebookId: made.quote,
    now,
    atHotel: taxes('THERE'),
    cancellationChanged: differ(offer, made, now),
    boardChanged: BOARDS[made.meals] !== offer.board,
  })
}

type FeeFrom = { readonly from: number; readonly fee: number }

/** Whether at any moment since the offer was made cancelling would cost another sum. At another price: whether it would change at other moments. */
function differ({ cancellation, iat, payNow, stay }: OfferClaims, made: Quote, price: number): boolean {
  const since = iat * 1_000
  const shown = cancellation.tiers.map(({ from, fee }) => ({ from: from === null ? -Infinity : Date.parse(from), fee }))
  const quoted = stepsOf(made, stay.checkIn, price)
  const times = [...new Set([since, ...[...shown, ...quoted].map(({ from }) => from).filter((from) => from > since)])]
  if (price === payNow) return times.some((time) => feeAt(shown, time) !== Math.min(payNow, feeAt(quoted, time)))
  return times.some((time) => feeAt(shown, time) > 0 !== feeAt(quoted, time) > 0)
}

const feeAt = (steps: readonly FeeFrom[], time: number): number =>
  steps.reduce((due, { from, fee }) => (from <= time ? fee : due), 0)

function stepsOf({ conditions, currency }: Quote, arrive: string, price: number): FeeFrom[] {
  if (conditions.refund === 'NONE') return [{ from: -Infinity, fee: price }]
  return conditions.steps
    .map(({ hoursBefore, returns }) => ({
      from: Date.parse(arrive) - Math.round(hoursBefore * HOUR_MS),
      fee: price - minor(returns, currency),
    }))
    .toSorted((a, b) => a.from - b.from)
}
