import { formatMoney, type Money } from '@staygraph/subgraph-kit/money'
import { lasting, ofItself } from '@staygraph/subgraph-kit/of-itself'

import { roomsInWords } from '../../contract/offer.ts'
import { tellInstant } from '../domain/local-time.ts'
import { readKey } from '../domain/shelf.ts'
import { issueOf, type OfferInHand, type OfferTerms } from '../use-cases/offer-in-hand.ts'
import { readHotel } from '../use-cases/read-hotel.ts'
import type { Resolvers } from './types.generated.ts'

const money = (amount: number, { terms }: Pick<OfferInHand, 'terms'>) => ({ amount, currency: terms.currency })

/** The terms as one sentence, in the hotel's own time. */
export function tellTerms(terms: OfferTerms, timeZone: string): string {
  const { cancellation, payNow } = terms
  const at = (instant: string) => `${tellInstant(new Date(instant), timeZone)} (${timeZone})`
  const fee = (sum: number) => (sum >= payNow ? 'the full price' : formatMoney(money(sum, { terms })))
  const [first, ...later] = cancellation.tiers
  if (!first) return 'Free cancellation until arrival.'
  if (first.from === null && first.fee >= payNow) return 'Not refundable: cancelling costs the full price.'
  const start =
    first.from === null
      ? `Cancelling costs ${fee(first.fee)}`
      : `Free cancellation until ${at(first.from)}, then ${fee(first.fee)}`
  return `${[start, ...later.map((tier) => `${fee(tier.fee)} from ${tier.from === null ? 'now' : at(tier.from)}`)].join(', ')}.`
}

type Cancellation = {
  freeUntil: string | null
  tiers: { from: string | null; fee: Money }[]
  readonly summary: string
}

/** The terms of a hotel that was found are kept, and with them what is told of cancelling. */
const keptCancellations = new WeakMap<OfferTerms, Cancellation>()

function cancellationOf({ terms, timeZone }: OfferInHand): Cancellation {
  const known = keptCancellations.get(terms)
  if (known) return known
  const told = lasting<Cancellation>({
    freeUntil: terms.cancellation.freeUntil,
    tiers: terms.cancellation.tiers.map(({ from, fee }) => ({ from, fee: money(fee, { terms }) })),
    /** A sentence costs more than all the rest: it is made for whoever asks. */
    get summary() {
      return tellTerms(terms, timeZone)
    },
  })
  keptCancellations.set(terms, told)
  return told
}

/** What an offer tells. All is worked out already: only its id costs something, and is signed when it is asked for. Of one that lasts all is kept as text but its id and until when it holds. */
export const offerResolvers: Pick<Resolvers, 'Offer' | 'OfferRoom' | 'TaxLine'> = {
  Offer: {
    hotel: async ({ hotelId }, _, context) => {
      // As it was kept: a list of offers never asks a partner for each hotel's page.
      const hotel = (await context.loaders.hotel.load(hotelId)) ?? (await readHotel(hotelId, context))
      if (!hotel) throw new Error(`${hotelId} has an offer and is no hotel`)
      return hotel
    },
    roomType: ({ terms }, _, { loaders }) => {
      const isOneKind = terms.rooms.every(({ roomType }) => roomType.id === terms.roomType.id)
      const id = terms.supplier === null && isOneKind ? readKey('r', terms.roomType.id) : null
      return id === null ? null : loaders.roomType.load(id)
    },
    roomName: ofItself(({ terms }) => roomsInWords(terms.rooms.map(({ roomType }) => roomType.name))),
    rooms: ofItself(({ terms: { rooms, currency, supplier } }) =>
      rooms.map((room) => ({ ...room, currency, supplied: supplier !== null })),
    ),
    checkIn: ofItself(({ terms }) => terms.stay.checkIn),
    checkOut: ofItself(({ terms }) => terms.stay.checkOut),
    ratePlan: ofItself(({ terms }) => terms.ratePlan),
    board: ofItself(({ terms }) => terms.board),
    total: ofItself((offer) => money(offer.terms.total, offer)),
    payNow: ofItself((offer) => money(offer.terms.payNow, offer)),
    roomCount: ofItself(({ terms }) => terms.rooms.length),
    nights: ofItself((offer) => offer.terms.nights.map(({ date, price }) => ({ date, price: money(price, offer) }))),
    taxes: ofItself(({ terms }) => terms.taxes.map((tax) => ({ ...tax, currency: terms.currency }))),
    cancellation: ofItself(cancellationOf),
    expiresAt: (offer, _, context) => new Date(issueOf(offer, context).expiresAt * 1_000),
  },
  OfferRoom: {
    name: ofItself(({ roomType }) => roomType.name),
    roomType: ({ roomType, supplied }, _, { loaders }) => {
      const id = supplied ? null : readKey('r', roomType.id)
      return id === null ? null : loaders.roomType.load(id)
    },
    total: ofItself(({ total, currency }) => ({ amount: total, currency })),
    payNow: ofItself(({ payNow, currency }) => ({ amount: payNow, currency })),
  },
  TaxLine: {
    amount: ofItself(({ amount, currency }) => ({ amount, currency })),
  },
}
