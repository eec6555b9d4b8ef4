import { fromDecimal } from '@staygraph/subgraph-kit/money'

import type { Board } from '../../graphql/types.generated.ts'
import type { PartnerOffer, PartnerQuestion } from '../partner-supply.ts'
import { roomType, type Rate, type RoomType } from './answers.ts'
import { cancellationOf } from './cancellation.ts'
import { total } from './total.ts'

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

/** Their board codes for some of our boards. */
export const boardCodes = (boards: readonly Board[]): string[] =>
  Object.entries(BOARDS)
    .filter(([, board]) => boards.includes(board))
    .map(([code]) => code)

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
  const taxes = taxesOf(rates, minor)
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

function taxesOf(
  rates: readonly Rate[],
  minor: (sum: { amount: number; currency: string }) => number,
): PartnerOffer['taxes'] {
  const lines = new Map<string, PartnerOffer['taxes'][number]>()
  for (const { retailRate } of rates)
    for (const tax of retailRate.taxesAndFees) {
      const amount = minor(tax)
      if (amount < 0) throw new RangeError('a negative tax')
      if (amount === 0) continue
      const name = tax.description?.trim() || 'Taxes and fees'
      const known = lines.get(`${name} ${tax.included}`)
      // What is not in their total is paid at the desk.
      const line = {
        code: name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
        name,
        included: tax.included,
        payAtHotel: !tax.included,
        rateBps: null,
      }
      lines.set(`${name} ${tax.included}`, { ...line, amount: amount + (known?.amount ?? 0) })
    }
  return [...lines.values()]
}

/** Their price is for the stay: its nights share it evenly, the first ones the units that are left over. */
function sharedByNights(price: number, { checkIn, checkOut }: Asked['stay']): PartnerOffer['nights'] {
  const dates: string[] = []
  for (let day = Date.parse(checkIn); day < Date.parse(checkOut); day += 86_400_000)
    dates.push(new Date(day).toISOString().slice(0, 10))
  const each = Math.floor(price / dates.length)
  return dates.map((date, index) => ({ date, price: each + (index < price - each * dates.length ? 1 : 0) }))
}
