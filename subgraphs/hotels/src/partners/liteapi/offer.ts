import { fromDecimal } from '@staygraph/subgraph-kit/money'

import type { Board } from '../../graphql/types.generated.ts'
import { sharedByNights, taxLines } from '../offer-parts.ts'
import type { PartnerOffer, PartnerQuestion } from '../partner-supply.ts'
import { total } from '../total.ts'
import { roomType, type Rate, type RoomType } from './answers.ts'
import { cancellationOf } from './cancellation.ts'

type Asked = Pick<PartnerQuestion, 'stay' | 'rooms' | 'currency'>
export type Supplier = { readonly code: string; readonly name: string }

const BOARDS: Readonly<Record<string, Board>> = {
  RO: 'ROOM_ONLY',
  SC: 'ROOM_ONLY',
  BB: 'BREAKFAST',
  BI: 'BREAKFAST',
  HB: 'HALF_BOARD',
  FB: 'FULL_BOARD',
  AI: 'ALL_INCLUSIVE',
  TI: 'ALL_INCLUSIVE',
}

/** Those that can be sold, each once, the cheapest first. */
export function usableOffers(supplier: Supplier, offers: readonly unknown[], asked: Asked, now: Date): PartnerOffer[] {
  const read = offers
    .map((offer) => roomType.safeParse(offer).data)
    .map((offer) => offer && offerOf(supplier, offer, asked, now))
    .filter((offer) => offer !== undefined)
  return [...new Map(read.map((offer) => [offer.supplier.offerId, offer])).values()].toSorted(
    (a, b) => a.total - b.total,
  )
}

/**
 * Their offer in our words, sums in minor units. Undefined when it cannot be sold as it is: not one rate for each room
 * asked for, rooms on different boards, an unknown board, a sum in another currency or that is none, a time that is none.
 */
export function offerOf(
  supplier: Supplier,
  { offerId, roomTypeId, rates }: RoomType,
  asked: Asked,
  now: Date,
): PartnerOffer | undefined {
  try {
    return read(supplier, offerId, roomTypeId ?? offerId, rates, asked, now)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function read(
  supplier: Supplier,
  offerId: string,
  roomTypeId: string,
  rates: readonly Rate[],
  asked: Asked,
  now: Date,
): PartnerOffer {
  const [first] = rates
  const board = first && BOARDS[first.boardType]
  if (!first || !board) throw new RangeError('an unknown board')
  if (!isOneEach(rates, asked)) throw new RangeError('not one rate for each room')

  const minor = ({ amount, currency }: { amount: number; currency: string }) => {
    if (currency !== asked.currency) throw new RangeError(`a sum in ${currency}`)
    return fromDecimal(amount, currency).amount
  }
  const rooms = rates.map((rate) => ({ rate, price: total(rate.retailRate.total.map(minor)) }))
  const payNow = total(rooms.map(({ price }) => price))
  if (payNow <= 0) throw new RangeError('no price')
  const taxes = taxLines(
    rates.flatMap(({ retailRate }) =>
      retailRate.taxesAndFees.map((tax) => ({
        name: tax.description?.trim() || 'Taxes and fees',
        amount: minor(tax),
        included: tax.included,
      })),
    ),
  )
  const typeOf = (rate: Rate) => ({
    id: String(rate.mappedRoomId ?? roomTypeId),
    name: roomName(rate.name),
    allotment: 0,
  })
  /** Of each room asked for, in that order. */
  const shares = asked.rooms.map(({ adults, childAges }, index) => {
    const found = rooms.find(({ rate }) => rate.occupancyNumber === index + 1)
    if (!found) throw new RangeError('not one rate for each room')
    const atDesk = found.rate.retailRate.taxesAndFees.filter((tax) => !tax.included).map(minor)
    const { rate, price } = found
    return { adults, childAges: [...childAges], roomType: typeOf(rate), total: price + total(atDesk), payNow: price }
  })
  return {
    supplier: { ...supplier, offerId },
    roomType: typeOf(first),
    ratePlan: { id: null, name: first.name, refundable: first.cancellationPolicies.refundableTag === 'RFN' },
    board,
    stay: { ...asked.stay },
    rooms: shares,
    currency: asked.currency,
    nights: sharedByNights(payNow, asked.stay),
    taxes,
    total: payNow + total(taxes.filter(({ included }) => !included).map(({ amount }) => amount)),
    payNow,
    cancellation: cancellationOf(rooms, { arrival: asked.stay.checkIn, currency: asked.currency, payNow }, now),
  }
}

/** Every room asked for has its rate, on the same board and the same refund, for as many adults as were asked. */
function isOneEach(rates: readonly Rate[], { rooms }: Asked): boolean {
  const [first] = rates
  return (
    rates.length === rooms.length &&
    rooms.every((room, index) => {
      const rate = rates.find(({ occupancyNumber }) => occupancyNumber === index + 1)
      return (
        rate?.boardType === first?.boardType &&
        rate?.cancellationPolicies.refundableTag === first?.cancellationPolicies.refundableTag &&
        (rate?.adultCount ?? room.adults) === room.adults
      )
    })
  )
}

/** Theirs is "Standard Double Room - Breakfast Included": the board is told elsewhere. */
const roomName = (name: string) => name.replace(/\s+-\s+[^-]*$/, '')
