import { exponentOf, fromDecimal } from '@staygraph/subgraph-kit/money'

import type { Board } from '../../graphql/types.generated.ts'
import { cancellationTerms, type FeeFrom } from '../cancellation-terms.ts'
import { sharedByNights, taxLines } from '../offer-parts.ts'
import type { PartnerOffer, PartnerQuestion } from '../partner-supply.ts'
import { total } from '../total.ts'
import { offer as offerSchema, type Offer } from './answers.ts'
import type { Supplier } from './hotel.ts'

export type Asked = Pick<PartnerQuestion, 'stay' | 'rooms' | 'currency'>

const HOUR_MS = 3_600_000
const BOARDS = { NONE: 'ROOM_ONLY', BREAKFAST: 'BREAKFAST', DINNER: 'HALF_BOARD' } as const satisfies Record<
  Offer['meals'],
  Board
>

/** Those that can be sold as they are written, each once, the cheapest first. */
export function usableOffers(supplier: Supplier, offers: readonly unknown[], asked: Asked, now: Date): PartnerOffer[] {
  const read = offers
    .map((one) => offerSchema.safeParse(one).data)
    .map((one) => one && offerOf(supplier, one, asked, now))
    .filter((one) => one !== undefined)
  return [...new Map(read.map((one) => [one.supplier.offerId, one])).values()].toSorted((a, b) => a.total - b.total)
}

/** Their offer in our words, sums in minor units. Undefined: other guests than asked for, or sums that do not add up. */
export function offerOf(supplier: Supplier, theirs: Offer, asked: Asked, now: Date): PartnerOffer | undefined {
  try {
    return read(supplier, theirs, asked, now)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function read(supplier: Supplier, theirs: Offer, { stay, rooms, currency }: Asked, now: Date): PartnerOffer {
  const minor = (written: string) => exactly(written, currency)
  const isAsked =
    theirs.parties.length === rooms.length &&
    rooms.every(({ adults, childAges }, at) => {
      const party = theirs.parties[at]
      return party?.adults === adults && party.ages.join() === childAges.join()
    })
  if (!isAsked) throw new RangeError('other guests than were asked for')
  const payNow = minor(theirs.sum)
  const priced = theirs.parties.map(({ adults, ages, net, taxes }) => {
    const due = (pay: 'NOW' | 'THERE') => total(taxes.filter((tax) => tax.pay === pay).map((tax) => minor(tax.sum)))
    const now = total([minor(net), due('NOW')])
    return { adults, childAges: [...ages], payNow: now, total: total([now, due('THERE')]) }
  })
  if (payNow <= 0 || total(priced.map((room) => room.payNow)) !== payNow)
    throw new RangeError('rooms that do not make the sum')
  const taxes = taxLines(
    theirs.parties.flatMap((party) =>
      party.taxes.map(({ title, sum, pay }) => ({ name: title, amount: minor(sum), included: pay === 'NOW' })),
    ),
  )
  const roomType = { id: theirs.room.code, name: theirs.room.title, allotment: 0 }
  const steps = stepsOf(theirs.conditions, stay.checkIn, payNow, minor)
  return {
    supplier: { ...supplier, offerId: theirs.key },
    roomType,
    ratePlan: {
      id: null,
      name: theirs.conditions.refund === 'NONE' ? 'Not refundable' : 'Flexible',
      refundable: theirs.conditions.refund !== 'NONE',
    },
    board: BOARDS[theirs.meals],
    stay: { ...stay },
    rooms: priced.map((room) => ({ ...room, roomType })),
    currency,
    nights: sharedByNights(payNow, stay),
    taxes,
    total: total(priced.map((room) => room.total)),
    payNow,
    cancellation: cancellationTerms(steps, { arrival: stay.checkIn, payNow }, now),
  }
}

/** A sum with more decimals than its currency has is none. */
function exactly(written: string, currency: string): number {
  if ((written.split('.')[1] ?? '').length > exponentOf(currency))
    throw new RangeError(`not a sum of ${currency}: ${written}`)
  return fromDecimal(written, currency).amount
}

function stepsOf(
  conditions: Offer['conditions'],
  arrive: string,
  payNow: number,
  minor: (written: string) => number,
): FeeFrom[] {
  if (conditions.refund === 'NONE') return [{ from: -Infinity, fee: payNow }]
  return conditions.steps
    .map(({ hoursBefore, returns }) => {
      const fee = payNow - minor(returns)
      if (fee < 0) throw new RangeError('more is given back than was paid')
      return { from: Date.parse(arrive) - Math.round(hoursBefore * HOUR_MS), fee }
    })
    .toSorted((a, b) => a.from - b.from)
}
