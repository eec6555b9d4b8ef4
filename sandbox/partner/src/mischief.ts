import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

import type { Operation, Scenarios, Strike, Subject } from './scenario.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The scenarios that strike this request. */
    strikes: readonly Strike[]
  }
  interface FastifyContextConfig {
    /** Which request of the protocol this route is; routes without it are never struck. */
    operation?: Operation
  }
}

export const struckBy = (request: FastifyRequest, effect: Strike['effect']): Strike | undefined =>
  request.strikes.find((strike) => strike.effect === effect)

const HTML = '<!doctype html><title>502 Bad Gateway</title><h1>502 Bad Gateway</h1>'

const TOO_MANY = { error: { code: 4290, message: 'too many requests', description: 'rate limit exceeded' } }

/** A list that never ends: nobody in their right mind reads it to its end. */
function* endless(): Generator<string> {
  const some = '{"hotelId":"lp0","roomTypes":[]},'.repeat(2_000)
  yield '{"data":['
  for (;;) yield some
}

/**
 * Makes the scenarios happen around the routes: before the work (slow, down, reset), or between the work and its answer
 * (timed out but done, reply dropped, garbage, answered twice), where a partner hurts most.
 */
export function makeMischief(server: FastifyInstance, scenarios: Scenarios): void {
  const closing = new AbortController()
  // Whoever waits for a slow answer must not keep the server from stopping.
  const wait = (ms: number) => sleep(ms, undefined, { signal: closing.signal }).catch(() => undefined)
  server.addHook('preClose', async () => closing.abort())
  server.decorateRequest('strikes')
  server.addHook('onRequest', async (request) => {
    request.strikes = []
  })

  server.addHook('preHandler', async (request, reply) => {
    const { operation } = request.routeOptions.config
    if (!operation) return
    request.strikes = scenarios.take(operation, subjectOf(request))
    const slow = struckBy(request, 'slow')
    // A streamed answer is slow halfway instead: see the route.
    if (slow && !streamed(request)) await wait(slow.ms)
    if (struckBy(request, 'reset')) return hangUp(request, reply)
    if (struckBy(request, 'down')) return reply.code(503).type('text/html').send(HTML)
    if (struckBy(request, 'tooMany')) return reply.code(429).header('retry-after', '1').send(TOO_MANY)
    if (struckBy(request, 'endless')) return reply.type('application/json').send(Readable.from(endless()))
  })

  server.addHook('onSend', async (request, reply, payload) => {
    const late = struckBy(request, 'timesOutButSucceeds')
    if (late) await wait(late.ms)
    if (struckBy(request, 'dropReply')) request.raw.socket.destroy()
    if (typeof payload !== 'string' || struckBy(request, 'down')) return payload
    if (struckBy(request, 'garbageTruncated')) return payload.slice(0, Math.floor(payload.length / 2))
    if (struckBy(request, 'garbageShape')) return JSON.stringify({ data: { rooms: 'plenty', price: '12,50 €' } })
    if (!struckBy(request, 'garbageHtml')) return payload
    void reply.type('text/html')
    return HTML
  })

  // A second whole answer on the same connection, which nobody asked for.
  server.addHook('onResponse', async (request) => {
    if (struckBy(request, 'answersTwice') && !request.raw.socket.destroyed)
      request.raw.socket.write(
        'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 11\r\n\r\n{"data":[]}',
      )
  })
}

export function hangUp(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  void reply.hijack()
  request.raw.socket.destroy()
  return reply
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
const text = (value: unknown) => (typeof value === 'string' ? value : undefined)

export const streamed = (request: FastifyRequest): boolean => record(request.body)['stream'] === true

function subjectOf(request: FastifyRequest): Subject {
  const body = record(request.body)
  const query = record(request.query)
  const params = record(request.params)
  const asked = text(body['clientReference']) ?? text(query['clientReference']) ?? text(params['reference'])
  const lastName = text(record(body['holder'])['lastName']) ?? text(record(body['guest'])['last'])
  const named = body['hotelIds'] ?? body['codes']
  const hotelIds = Array.isArray(named) ? named : [query['hotelId'] ?? params['code']]
  return {
    hotelIds: hotelIds.filter((id) => typeof id === 'string'),
    ...(asked === undefined ? {} : { clientReference: asked }),
    ...(lastName === undefined ? {} : { lastName }),
  }
}
