import { timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

import Fastify, { LogController, type FastifyInstance } from 'fastify'

import { anyHotel } from './any-hotel.ts'
import { understand } from './asked.ts'
import { manageBookings } from './bookings.ts'
import type { Desk } from './desk.ts'
import { frontPage } from './front-page.ts'
import { makeMischief } from './mischief.ts'
import { gazetteer } from './places.ts'
import { Refusal } from './refusal.ts'
import { scenario, Scenarios } from './scenario.ts'
import { sell } from './selling.ts'
import { bookingPage } from './wire-booking.ts'

const BODY_BYTES = 256 * 1024

/** What a company speaks: the rest of it, books, mischief and controls, is the same for all. */
export type Protocol = {
  /** Its front page's heading, and what it says of itself. */
  readonly page: { readonly title: string; readonly says: string }
  /** Paths that begin so want the key. */
  readonly paths: string
  /** The key that a request brings; empty when it brings none. */
  readonly keyOf: (headers: IncomingHttpHeaders) => string
  /** Its refusals: of its own errors as they are, of others by their status. */
  readonly refusal: (status: number, description: string) => { status: number; body: object }
  readonly open: (server: FastifyInstance, desk: Desk, now: () => Date) => void
}

export const liteApi: Protocol = {
  page: {
    title: 'Partner sandbox',
    says: "Another company's hotels, in every populated place, spoken to in LiteAPI v3's protocol at <code>/v3.0</code> with the header <code>X-API-Key</code>.",
  },
  paths: '/v3.0/',
  keyOf: (headers) => String(headers['x-api-key'] ?? ''),
  refusal(status, description) {
    if (status === 401) return new Refusal(401, 401, 'Unauthorized', 'the X-API-Key header is missing or wrong')
    if (status === 404) return new Refusal(404, 4004, 'not found', 'no such path')
    if (status >= 500) return new Refusal(500, 5000, 'unable to process request', 'please try again')
    return new Refusal(status, 4000, 'bad request', description)
  },
  open(server, desk, now) {
    sell(server, desk, now)
    manageBookings(server, desk, now)
  },
}

/** The whole service, not yet listening. `log` writes JSON lines, or nothing for tests. */
export function partnerServer(
  protocol: Protocol,
  desk: Desk,
  apiKey: string,
  now: () => Date,
  log: boolean,
): FastifyInstance {
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
  server.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith(protocol.paths)) return
    const given = Buffer.from(protocol.keyOf(request.headers))
    if (given.length === expected.length && timingSafeEqual(given, expected)) return
    return reply.code(401).send(protocol.refusal(401, '').body)
  })

  server.setErrorHandler<Error & { statusCode?: number }>((error, request, reply) => {
    if (error instanceof Refusal) return reply.code(error.status).send(error.body)
    const status = error.statusCode ?? 500
    if (status >= 500) request.log.error(error)
    const refused = protocol.refusal(status, error.message)
    return reply.code(refused.status).send(refused.body)
  })
  server.setNotFoundHandler((_, reply) => reply.code(404).send(protocol.refusal(404, 'no such path').body))

  protocol.open(server, desk, now)
  controls(server, desk, scenarios, protocol)
  return server
}

/** What the real service has not: scenarios, a look at everything, and starting afresh. */
function controls(server: FastifyInstance, desk: Desk, scenarios: Scenarios, { page }: Protocol): void {
  const isForm = (type: string | undefined) => type?.startsWith('application/x-www-form-urlencoded') === true

  server.get('/', (_, reply) =>
    reply.type('text/html').send(frontPage(page, desk.all().slice(0, 50), scenarios.list())),
  )
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
      const hotel = anyHotel(booking.hotelId)
      return hotel ? [bookingPage(hotel, booking, 'bookedRooms')] : []
    }),
  }))
  server.post('/_sandbox/reset', () => {
    desk.reset()
    scenarios.clear()
    return { status: 'empty' }
  })
}
