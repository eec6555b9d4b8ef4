import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'

import type { FastifyInstance } from 'fastify'

import { hotelsQuery, prebookBody, ratesBody, understand, bookBody } from './asked.ts'
import { hotelById } from './catalogue.ts'
import { confirmPrice } from './confirm-price.ts'
import type { Desk, Prebook } from './desk.ts'
import { FACILITIES } from './facilities.ts'
import { openLateWork } from './late-work.ts'
import { hangUp, struckBy } from './mischief.ts'
import { noAvailability, Refusal, wrongInput } from './refusal.ts'
import { hotelsAsked, offersAsked } from './search.ts'
import { bookingPage } from './wire-booking.ts'
import { hotelBeside, hotelLine, hotelPage } from './wire-hotel.ts'
import { prebookPage, roomType } from './wire-offer.ts'

const PREBOOK_LIVES_MS = 60 * 60_000

/** The hotels, their rates, and the two steps of a booking: prebook, book. */
export function sell(server: FastifyInstance, desk: Desk, now: () => Date): void {
  server.get('/v3.0/data/hotels', { config: { operation: 'hotels' } }, (request) => {
    const asked = understand(hotelsQuery, request.query)
    const hotels = hotelsAsked(asked)
    const page = hotels.slice(asked.offset, asked.offset + asked.limit)
    const lines = struckBy(request, 'answersTwice') ? [...page, ...page] : page
    return { data: lines.map(hotelLine), hotelIds: lines.map(({ id }) => id), total: hotels.length }
  })

  server.get<{ Querystring: { hotelId?: string } }>(
    '/v3.0/data/hotel',
    { config: { operation: 'hotel' } },
    (request) => {
      const { hotelId } = request.query
      if (!hotelId) throw wrongInput('hotelId parameter is required')
      const hotel = hotelById(hotelId)
      if (!hotel) throw new Refusal(404, 4004, 'hotel not found', `no hotel has the id ${hotelId}`)
      return { data: hotelPage(hotel) }
    },
  )

  server.get('/v3.0/data/facilities', { config: { operation: 'facilities' } }, () => ({
    data: FACILITIES.map((facility, sort) => ({ ...facility, sort, translation: [] })),
  }))

  server.post('/v3.0/hotels/rates', { config: { operation: 'rates' } }, (request, reply) => {
    const asked = understand(ratesBody, request.body)
    const found = struckBy(request, 'soldOut') ? [] : offersAsked(asked, desk)
    if (found.length === 0) throw noAvailability(200)
    const at = now()
    const twice = struckBy(request, 'answersTwice') ? [...found, ...found] : found
    const rates = twice.map(({ hotel, offers }, index) => ({
      hotelId: hotel.id,
      roomTypes: offers.map((offer) =>
        spoiled(roomType(offer, at), struckBy(request, 'partlyGarbage') && index % 2 === 1),
      ),
    }))
    const hotels = found.map(({ hotel }) => hotelBeside(hotel))
    if (asked.stream && !request.strikes.some(({ effect }) => effect.startsWith('garbage'))) {
      void reply.type('text/event-stream')
      return reply.send(Readable.from(events(rates, hotels, struckBy(request, 'slow')?.ms ?? 0)))
    }
    const beside = asked.includeHotelData || !asked.hotelIds ? { hotels } : {}
    return { data: rates, guestLevel: 0, sandbox: true, ...beside }
  })

  server.post('/v3.0/rates/prebook', { config: { operation: 'prebook' } }, (request) => {
    const { offerId } = understand(prebookBody, request.body)
    const changes = {
      soldOut: struckBy(request, 'soldOut') !== undefined,
      percent: struckBy(request, 'priceChanged')?.percent ?? 0,
      cancellation: struckBy(request, 'cancellationChanged') !== undefined,
      board: struckBy(request, 'boardChanged') !== undefined,
    }
    const { offer, made, percent } = confirmPrice(offerId, changes, desk, now())
    return { data: prebookPage(offer, made, { ...changes, percent }), guestLevel: 0, sandbox: true }
  })

  const workLater = openLateWork(server)
  server.post('/v3.0/rates/book', { config: { operation: 'book' } }, (request, reply) => {
    const asked = understand(bookBody, request.body)
    const late = struckBy(request, 'appearsLate')
    if (late) {
      workLater(late.ms, () => {
        const made = desk.prebook(asked.prebookId)
        if (made) desk.sell(made, asked, now())
      })
      return hangUp(request, reply)
    }
    const first = asked.clientReference === undefined ? undefined : desk.byReference(asked.clientReference)
    if (first && struckBy(request, 'duplicateRefused'))
      throw new Refusal(400, 4005, 'duplicate client reference', 'a booking with this clientReference exists')
    const booked =
      first ??
      desk.sell(
        sellable(asked, desk.prebook(asked.prebookId), struckBy(request, 'soldOut') !== undefined),
        asked,
        now(),
      )
    const hotel = booked && hotelById(booked.hotelId)
    if (!booked || !hotel) throw new Refusal(400, 2013, 'booking failed', 'no availability')
    return { data: bookingPage(hotel, booked, 'bookedRooms'), guestLevel: 0, sandbox: true }
  })

  function sellable(
    asked: ReturnType<typeof understand<typeof bookBody>>,
    made: Prebook | undefined,
    soldOut: boolean,
  ): Prebook {
    if (!made || now().getTime() - made.madeAt.getTime() > PREBOOK_LIVES_MS)
      throw wrongInput('invalid prebookId, rate not found')
    const named = new Set(asked.guests.map(({ occupancyNumber }) => occupancyNumber))
    if (!made.rooms.every((_, index) => named.has(index + 1)))
      throw wrongInput('guests: one guest for each room is required')
    if (soldOut) throw new Refusal(400, 2013, 'booking failed', 'no availability')
    return made
  }
}

/** An offer whose rates are empty, as the real service sometimes sends them. */
function spoiled(offer: ReturnType<typeof roomType>, spoil: boolean | undefined) {
  if (!spoil) return offer
  const nothing = { total: null, suggestedSellingPrice: null, taxesAndFees: null }
  return {
    ...offer,
    rates: [
      {
        rateId: '',
        occupancyNumber: 0,
        name: '',
        retailRate: nothing,
        cancellationPolicies: { cancelPolicyInfos: null },
      },
    ],
  }
}

/** The streamed answer: a few hotels an event; a slow one stops halfway. */
async function* events(rates: readonly object[], hotels: readonly object[], pauseMs: number): AsyncGenerator<string> {
  const A_FEW = 4
  for (let from = 0; from < rates.length; from += A_FEW) {
    if (pauseMs > 0 && from >= rates.length / 2 && from < rates.length / 2 + A_FEW)
      await sleep(pauseMs, undefined, { ref: false })
    yield `data: ${JSON.stringify({ rates: rates.slice(from, from + A_FEW) })}\n\n`
  }
  yield `data: ${JSON.stringify({ hotels })}\n\n`
  yield 'data: [DONE]\n\n'
}
