import type { FastifyInstance } from 'fastify'

import { confirmPrice } from '../confirm-price.ts'
import { sellsIn } from '../currencies.ts'
import type { Booking, Desk, Prebook } from '../desk.ts'
import { openLateWork } from '../late-work.ts'
import { hangUp, struckBy } from '../mischief.ts'
import { makeOffer, type Offer } from '../offer.ts'
import { fits, penaltyAt, plansOf } from '../pricing.ts'
import { Refusal } from '../refusal.ts'
import { availabilityBody, bookingBody, contentQuery, quoteBody, understood } from './bank-asked.ts'
import { bankHotelById, bankHotelsIn } from './bank-catalogue.ts'
import { bookingOf, content, keyed, mealsOf, offerPage, written } from './bank-wire.ts'
import { fault } from './fault.ts'

const QUOTE_LIVES_MS = 30 * 60_000
const DAY_MS = 86_400_000

/** A page of a list, and the word by which the next one is asked for. */
function pageOf<T>(all: readonly T[], { size, cursor }: { size: number; cursor?: string | undefined }) {
  const from = cursor === undefined ? 0 : Number(Buffer.from(cursor, 'base64url').toString().slice(1))
  if (!Number.isSafeInteger(from) || from < 0) throw fault(400, 'BAD_REQUEST', 'cursor: not one of ours')
  const next = from + size < all.length ? Buffer.from(`@${from + size}`).toString('base64url') : null
  return { some: all.slice(from, from + size), next }
}

/** Hotels and what they cost: where they stand, what is free, what one offer costs now. */
export function sellBeds(server: FastifyInstance, desk: Desk, now: () => Date): void {
  server.get('/b2b/content', { config: { operation: 'hotels' } }, (request) => {
    const { box, ...page } = understood(contentQuery, request.query)
    const [south, west, north, east] = box
    const { some, next } = pageOf(bankHotelsIn({ south, west, north, east }), page)
    const twice = struckBy(request, 'answersTwice') ? [...some, ...some] : some
    return { hotels: twice.map(content), next }
  })

  server.get<{ Params: { code: string } }>('/b2b/content/:code', { config: { operation: 'hotel' } }, (request) => {
    const hotel = bankHotelById(request.params.code)
    if (!hotel) throw fault(404, 'UNKNOWN', 'no hotel has this code')
    return content(hotel)
  })

  server.post('/b2b/availability', { config: { operation: 'rates' } }, (request) => {
    const asked = understood(availabilityBody, request.body)
    if (!sellsIn(asked.currency)) throw fault(400, 'BAD_REQUEST', `currency: ${asked.currency} is not sold in`)
    const { some, next } = pageOf(asked.codes, asked)
    const free = some.map((code) => ({ code, offers: struckBy(request, 'soldOut') ? [] : offersOf(code, asked) }))
    const found = free.filter(({ offers }) => offers.length > 0)
    const at = now()
    const hotels = (struckBy(request, 'answersTwice') ? [...found, ...found] : found).map(
      ({ code, offers }, index) => ({
        code,
        offers: offers.map((offer) =>
          struckBy(request, 'partlyGarbage') && index % 2 === 1
            ? { ...keyed(offer, at), sum: '12,50 €' }
            : keyed(offer, at),
        ),
      }),
    )
    return { currency: asked.currency, hotels, next }
  })

  function offersOf(
    code: string,
    {
      arrive,
      nights,
      parties,
      currency,
      cheapest,
      meals,
      flexible,
    }: ReturnType<typeof understood<typeof availabilityBody>>,
  ): Offer[] {
    const hotel = bankHotelById(code)
    if (!hotel) return []
    const checkout = new Date(Date.parse(arrive) + nights * DAY_MS).toISOString().slice(0, 10)
    const occupancies = parties.map(({ adults, ages }) => ({ adults, children: ages }))
    const offers = hotel.rooms
      .filter((room) => occupancies.every((occupancy) => fits(room, occupancy)))
      .filter((room) => desk.left(hotel, room, arrive, checkout) >= occupancies.length)
      .flatMap((room) =>
        plansOf(hotel)
          .filter((plan) => meals === undefined || meals.some((wanted) => wanted === mealsOf(plan.boardType)))
          .filter((plan) => plan.refundable || !flexible)
          .map((plan) => makeOffer(hotel, room, plan, occupancies, { checkin: arrive, checkout, currency }, 'XX')),
      )
      .toSorted((a, b) => a.price - b.price)
    return cheapest ? offers.slice(0, 1) : offers
  }

  server.post('/b2b/quotes', { config: { operation: 'prebook' } }, (request) => {
    const { key } = understood(quoteBody, request.body)
    const changes = {
      soldOut: struckBy(request, 'soldOut') !== undefined,
      percent: struckBy(request, 'priceChanged')?.percent ?? 0,
      cancellation: struckBy(request, 'cancellationChanged') !== undefined,
      board: struckBy(request, 'boardChanged') !== undefined,
    }
    const { offer, made } = quoted(() => confirmPrice(key, changes, desk, now()))
    const nights = (Date.parse(made.checkout) - Date.parse(made.checkin)) / DAY_MS
    const about = { hotel: made.hotelId, arrive: made.checkin, nights, currency: made.currency }
    return { quote: made.prebookId, ...about, ...offerPage(offer) }
  })
}

/** The same books refuse in the other company's words. */
function quoted<T>(confirm: () => T): T {
  try {
    return confirm()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.code === 2001) throw fault(409, 'SOLD_OUT', 'the last room is gone')
    throw error.code === 4040
      ? fault(410, 'KEY_EXPIRED', 'ask for availability again')
      : fault(400, 'BAD_REQUEST', error.description)
  }
}

/** Bookings: made under the client's reference, which is their address; looked up by it; cancelled by their locator. */
export function keepBookings(server: FastifyInstance, desk: Desk, now: () => Date): void {
  const workLater = openLateWork(server)
  server.put<{ Params: { reference: string } }>(
    '/b2b/bookings/:reference',
    { config: { operation: 'book' } },
    (request, reply) => {
      const { reference } = request.params
      const asked = understood(bookingBody, request.body)
      const make = (): Booking | undefined => {
        const first = desk.byReference(reference)
        return first ?? desk.sell(standing(asked, desk.prebook(asked.quote)), buyer(asked, reference), now())
      }
      const late = struckBy(request, 'appearsLate')
      if (late) {
        workLater(late.ms, () => {
          if (desk.prebook(asked.quote)) make()
        })
        return hangUp(request, reply)
      }
      const known = desk.byReference(reference) !== undefined
      const booked = struckBy(request, 'soldOut') && !known ? undefined : make()
      if (!booked) throw fault(409, 'SOLD_OUT', 'the last room is gone')
      return reply.code(known ? 200 : 201).send(bookingOf(booked))
    },
  )

  function standing(asked: ReturnType<typeof understood<typeof bookingBody>>, made: Prebook | undefined): Prebook {
    if (!made || now().getTime() - made.madeAt.getTime() > QUOTE_LIVES_MS)
      throw fault(410, 'QUOTE_EXPIRED', 'ask for a quote again')
    if (asked.parties.length !== made.rooms.length) throw fault(400, 'BAD_REQUEST', 'parties: one for each room')
    return made
  }

  server.get<{ Params: { reference: string } }>(
    '/b2b/bookings/:reference',
    { config: { operation: 'bookings' } },
    (request) => {
      const found = struckBy(request, 'forgets') ? undefined : desk.byReference(request.params.reference)
      if (!found) throw fault(404, 'UNKNOWN', 'no booking has this reference')
      return bookingOf(found, struckBy(request, 'amountDiffers')?.percent)
    },
  )

  server.post<{ Params: { locator: string } }>(
    '/b2b/cancellations/:locator',
    { config: { operation: 'cancel' } },
    (request) => {
      const found = struckBy(request, 'forgets') ? undefined : desk.byId(request.params.locator)
      if (!found) throw fault(404, 'UNKNOWN', 'no booking has this locator')
      const at = now()
      const agreed = found.rooms.reduce((sum, { penalties }) => sum + penaltyAt(penalties, at), 0)
      const more = struckBy(request, 'keepsMore')
      const fee = more ? Math.round((found.price * more.percent) / 100) : agreed
      // Asked again, a cancellation answers what it cost the first time.
      const cancelled = found.status === 'CONFIRMED' ? desk.cancel(found, fee, at) : found
      const { currency, cancellationFee, price } = cancelled
      return {
        locator: cancelled.bookingId,
        state: 'CANCELLED',
        currency,
        kept: written(cancellationFee, currency),
        returned: written(price - cancellationFee, currency),
      }
    },
  )
}

const buyer = ({ guest, parties, note }: ReturnType<typeof understood<typeof bookingBody>>, reference: string) => {
  const contact = { email: guest.email, ...(guest.phone === undefined ? {} : { phone: guest.phone }) }
  return {
    clientReference: reference,
    holder: { firstName: guest.first, lastName: guest.last, ...contact },
    guests: parties.map(({ first, last }, at) => ({
      firstName: first,
      lastName: last,
      ...contact,
      occupancyNumber: at + 1,
      ...(note === undefined || at > 0 ? {} : { remarks: note }),
    })),
  }
}
