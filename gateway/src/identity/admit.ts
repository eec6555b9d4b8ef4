import type { Viewer } from '@staygraph/subgraph-kit/identity'
import { problem } from '@staygraph/subgraph-kit/serve'
import type { FastifyReply, FastifyRequest } from 'fastify'

import { requestsRefused } from '../gateway-metrics.ts'
import type { RateLimiter } from '../policies/rate-limit.ts'
import { whoAsks, type Identification, type NotAdmitted } from './who-asks.ts'

export type Admit = (
  request: FastifyRequest,
  reply: FastifyReply,
  now: number,
  /** The request's own, if it was looked for already: fastify does that anew each time. */
  address?: string,
) => Promise<Viewer | null>

/** Who asks, counted. Null: they may not, or not so often, and were told so. `identification`: undefined, nobody is known. */
export const createAdmit =
  (identification: Identification | undefined, rateLimiter: RateLimiter): Admit =>
  async (request, reply, now, address = request.ip) => {
    const viewer: Viewer | NotAdmitted = identification
      ? await whoAsks(request.headers, address, identification, now)
      : { kind: 'anonymous' }
    if ('status' in viewer) {
      if (viewer.retryAfterSeconds) void reply.header('retry-after', viewer.retryAfterSeconds)
      if (viewer.status === 401) void reply.header('www-authenticate', 'Bearer realm="staygraph"')
      await refuse(reply, viewer.status, viewer.code, viewer.message)
      return null
    }
    const { allowed, limit, remaining, resetSeconds } = await rateLimiter.request(viewer, address)
    if (limit > 0)
      void reply.headers({
        'ratelimit-limit': limit,
        'ratelimit-remaining': remaining,
        'ratelimit-reset': resetSeconds,
      })
    if (allowed) return viewer
    void reply.header('retry-after', resetSeconds)
    await refuse(reply, 429, 'RATE_LIMITED', tooManyRequests(resetSeconds))
    return null
  }

export const tooManyRequests = (seconds: number) => `Too many requests. Try again in ${seconds} seconds.`

/** Says no, in the one shape of our errors. */
export function refuse(reply: FastifyReply, status: number, code: string, message: string) {
  requestsRefused.inc({ code })
  return reply.code(status).send(problem(code, message))
}
