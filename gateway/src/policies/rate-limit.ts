import type { Viewer } from '@staygraph/subgraph-kit/identity'
import type { Redis } from 'ioredis'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

import { limiterLocal } from '../gateway-metrics.ts'
import { createCounts } from './counted-together.ts'

/** While Redis is away each process counts alone, and stricter: there may be several of us. */
export const localShare = 1 / 4

/** Requests a minute; 0 sets no limit. */
export type RateLimits = {
  anonymous: number
  customer: number
  integrator: number
  /** Credentials that were not known to be good, per address: what guessing keys or tokens costs. */
  unknownCredentials: number
}

export type Verdict = { allowed: boolean; limit: number; remaining: number; resetSeconds: number }
export type RateLimiter = ReturnType<typeof createRateLimiter>

const minuteMs = 60_000

/** Counts requests a minute in Redis, for all gateways together. Without it: this process alone. */
export function createRateLimiter(limits: RateLimits, redis: Redis | undefined) {
  const together = redis && createCounts(redis, minuteMs)
  const alone = new Map(
    Object.entries(limits).map(([kind, points]) => {
      const here = redis ? Math.ceil(points * localShare) : points
      return [kind, new RateLimiterMemory({ duration: minuteMs / 1_000, points: here })]
    }),
  )

  const take = async (kind: keyof RateLimits, key: string): Promise<Verdict> => {
    const limit = limits[kind]
    const local = alone.get(kind)
    if (limit === 0 || !local) return { allowed: true, limit: 0, remaining: 0, resetSeconds: 0 }
    if (together) {
      const counted = await together(`gateway:limit:${kind}:${key}`)
      if (counted) return verdict(limit, limit - counted.count, counted.msLeft)
      limiterLocal.inc()
    }
    const { consumedPoints, msBeforeNext } = await local.consume(key).catch((refused: unknown) => {
      if (refused instanceof RateLimiterRes) return refused
      throw refused
    })
    return verdict(local.points, local.points - consumedPoints, msBeforeNext)
  }
  return {
    request: (viewer: Viewer, address: string) => {
      if (viewer.kind === 'customer') return take('customer', viewer.customerId)
      if (viewer.kind === 'integrator') return take('integrator', viewer.clientId)
      return take('anonymous', address)
    },
    unknownCredentials: (address: string) => take('unknownCredentials', address),
  }
}

/** `left`: less than nothing where it was once too often. */
const verdict = (limit: number, left: number, msLeft: number): Verdict => ({
  allowed: left >= 0,
  limit,
  remaining: Math.max(0, left),
  resetSeconds: Math.max(1, Math.ceil(msLeft / 1_000)),
})
