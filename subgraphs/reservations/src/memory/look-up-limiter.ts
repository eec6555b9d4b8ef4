import { createLimiter, secondsToWait } from '@staygraph/subgraph-kit/limit-store'
import type { Redis } from 'ioredis'

/** Looks that found nothing, an address: a person mistypes a few times, a machine that guesses is slowed to nothing. */
const misses = { points: 10, alone: 4, duration: 600 }

/**
 * Slows down whoever guesses references. A look is counted before it is made (many at once are counted too) and
 * forgiven when it found something, so that a guest's page may refresh itself. Once too many were missed, even the
 * right answer is not given for a while, or guessing would go on.
 */
export function createLookUpLimiter(redis: Redis) {
  const limiter = createLimiter(redis, 'reservations:look-up', misses)
  return {
    /** Seconds to wait before this address may look again; 0: it may look now. */
    count: (client: string): Promise<number> => secondsToWait(limiter, client),
    async forgive(client: string): Promise<void> {
      await limiter.reward(client)
    },
  }
}
export type LookUpLimiter = ReturnType<typeof createLookUpLimiter>
