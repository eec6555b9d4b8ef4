import type { IncomingHttpHeaders } from 'node:http'

import type { GivenThrough } from '@staygraph/subgraph-kit/given-through'
import type { Viewer } from '@staygraph/subgraph-kit/identity'
import { problem } from '@staygraph/subgraph-kit/serve'

import { requestsRefused } from '../gateway-metrics.ts'
import type { RateLimiter } from '../policies/rate-limit.ts'
import { whoAsks, type Identification, type NotAdmitted } from './who-asks.ts'

export type Admit = (
  headers: IncomingHttpHeaders,
  reply: GivenThrough,
  now: number,
  address: string,
) => Promise<Viewer | null>

/** Who asks, counted. Null: they may not, or not so often, and were told so. `identification`: undefined, nobody is known. */
export const createAdmit =
  (identification: Identification | undefined, rateLimiter: RateLimiter): Admit =>
  async (headers, reply, now, address) => {
    const viewer: Viewer | NotAdmitted = identification
      ? await whoAsks(headers, address, identification, now)
      : { kind: 'anonymous' }
    if ('status' in viewer) {
      if (viewer.retryAfterSeconds) reply.header('retry-after', viewer.retryAfterSeconds)
      if (viewer.status === 401) reply.header('www-authenticate', 'Bearer realm="staygraph"')
      refuse(reply, viewer.status, viewer.code, viewer.message)
      return null
    }
    const { allowed, limit, remaining, resetSeconds } = await rateLimiter.request(viewer, address)
    if (limit > 0) {
      reply.header('ratelimit-limit', limit)
      reply.header('ratelimit-remaining', remaining)
      reply.header('ratelimit-reset', resetSeconds)
    }
    if (allowed) return viewer
    reply.header('retry-after', resetSeconds)
    refuse(reply, 429, 'RATE_LIMITED', tooManyRequests(resetSeconds))
    return null
  }

export const tooManyRequests = (seconds: number) => `Too many requests. Try again in ${seconds} seconds.`

/** Says no, in the one shape of our errors. */
export function refuse(reply: GivenThrough, status: number, code: string, message: string) {
  requestsRefused.inc({ code })
  reply.code(status)
  return reply.send(problem(code, message))
}
