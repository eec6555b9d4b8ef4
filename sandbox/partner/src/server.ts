import { timingSafeEqual } from 'node:crypto'

import Fastify, { LogController, type FastifyInstance } from 'fastify'

import { understand } from './asked.ts'
import { manageBookings } from './bookings.ts'
import { hotelById } from './catalogue.ts'
import type { Desk } from './desk.ts'
import { frontPage } from './front-page.ts'
import { makeMischief } from './mischief.ts'
import { gazetteer } from './places.ts'
import { Refusal } from './refusal.ts'
import { scenario, Scenarios } from './scenario.ts'
import { sell } from './selling.ts'
import { bookingPage } from './wire-booking.ts'

const BODY_BYTES = 256 * 1024

/** The whole service, not yet listening. `log` writes JSON lines, or nothing for tests. */
export function partnerServer(desk: Desk, apiKey: string, now: () => Date, log: boolean): FastifyInstance {
  // Who asks for health asks every few seconds: that is not news.
  const logController = new LogController({ disableRequestLogging: ({ url }) => url.startsWith('/health/') })
  const server = Fastify({ logger: log, logController, bodyLimit: BODY_BYTES, forceCloseConnections: true })
  const scenarios = new Scenarios()
  const expected = Buffer.from(apiKey)

  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) => {
    const fields = [...new URLSearchParams(String(body))].filter(([, value]) => value !== '')
    done(null, Object.fromEntries(fields))
  })

  // Before the key is looked at, because every answer, a refusal too, passes through it.
  makeMischief(server, scenarios)
  server.addHook('onRequest', async (request) => {
    if (!request.url.startsWith('/v3.0/')) return
    const given = Buffer.from(String(request.headers['x-api-key'] ?? ''))
    if (given.length !== expected.length || !timingSafeEqual(given, expected))
      throw new Refusal(401, 401, 'Unauthorized', 'the X-API-Key header is missing or wrong')
  })

  server.setErrorHandler<Error & { statusCode?: number }>((error, request, reply) => {
    if (error instanceof Refusal) return reply.code(error.status).send(error.body)
    const status = error.statusCode ?? 500
    if (status >= 500) request.log.error(error)
    const refusal =
      status < 500
        ? new Refusal(status, 4000, 'bad request', error.message)
        : new Refusal(500, 5000, 'unable to process request', 'please try again')
    return reply.code(refusal.status).send(refusal.body)
  })
  server.setNotFoundHandler((_, reply) =>
    reply.code(404).send(new Refusal(404, 4004, 'not found', 'no such path').body),
  )

  sell(server, desk, now)
  manageBookings(server, desk, now)
  controls(server, desk, scenarios)
  return server
}

/** What the real service has not: scenarios, a look at everything, and starting afresh. */
function controls(server: FastifyInstance, desk: Desk, scenarios: Scenarios): void {
  const isForm = (type: string | undefined) => type?.startsWith('application/x-www-form-urlencoded') === true

  server.get('/', (_, reply) => reply.type('text/html').send(frontPage(desk.all().slice(0, 50), scenarios.list())))
  server.get('/health/live', () => ({ status: 'live' }))
  server.get('/health/ready', () => ({ status: 'ready', places: gazetteer().size }))

  server.get('/_sandbox/scenario', () => ({ scenarios: scenarios.list() }))
  server.post('/_sandbox/scenario', (request, reply) => {
    scenarios.add(understand(scenario, request.body))
    return isForm(request.headers['content-type'])
      ? reply.redirect('/#scenarios', 303)
      : { scenarios: scenarios.list() }
  })
  server.delete('/_sandbox/scenario', () => {
    scenarios.clear()
    return { scenarios: [] }
  })
  server.post('/_sandbox/scenario/clear', (request, reply) => {
    scenarios.clear()
    return isForm(request.headers['content-type']) ? reply.redirect('/#scenarios', 303) : { scenarios: [] }
  })
  server.get('/_sandbox/bookings', () => ({
    data: desk.all().flatMap((booking) => {
      const hotel = hotelById(booking.hotelId)
      return hotel ? [bookingPage(hotel, booking, 'bookedRooms')] : []
    }),
  }))
  server.post('/_sandbox/reset', () => {
    desk.reset()
    scenarios.clear()
    return { status: 'empty' }
  })
}
