import { randomUUID } from 'node:crypto'

import { testRedisUrl } from '@staygraph/subgraph-kit/testing/database'
import fc from 'fast-check'
import { Redis } from 'ioredis'
import { afterAll, expect, test } from 'vitest'

import { createBudget } from '../src/policies/budget.ts'

const runs = Number(process.env['BUDGET_RUNS'] ?? 200)

test('whatever is asked whenever: never more is spent than the bucket held and refilled, and in the end it is full again', async () => {
  const step = fc.record({ wait: fc.integer({ min: 0, max: 20_000 }), points: fc.integer({ min: 1, max: 700 }) })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
      let time = 1_000_000
      const whole = 600
      const budget = createBudget({ anonymous: whole, customer: 0, integrator: 0 }, undefined, () => time)
      const began = time
      let spent = 0
      for (const { wait, points } of steps) {
        time += wait
        const told = await budget.spend({ kind: 'anonymous', key: 'a' }, points)
        time += told * 1_000
        // Who waits as long as told is served, but for more than a whole budget.
        const served = told === 0 || (await budget.spend({ kind: 'anonymous', key: 'a' }, points)) === 0
        expect(served).toBe(points <= whole)
        if (served) spent += points
        expect(spent).toBeLessThanOrEqual(whole + ((time - began) * whole) / 60_000 + 1e-6)
      }
      time += 66_000
      expect(await budget.spend({ kind: 'anonymous', key: 'a' }, whole)).toBe(0)
    }),
    { numRuns: runs },
  )
})

const redis = new Redis(testRedisUrl())
afterAll(async () => {
  await redis.quit()
})

test('who asks at once is served as if one after the other: what one fetches is not lost to the next', async () => {
  const whole = 600
  const points = fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(points, fc.boolean(), async (asked, shared) => {
      const budget = createBudget({ anonymous: whole, customer: 0, integrator: 0 }, shared ? redis : undefined)
      const who = { kind: 'anonymous' as const, key: randomUUID() }
      const told = await Promise.all(asked.map(async (one) => budget.spend(who, one)))
      const served = asked.filter((_, at) => told[at] === 0).reduce((sum, one) => sum + one, 0)
      expect(served).toBeLessThanOrEqual(whole + 30) // three seconds refill so much
      // Nobody is sent away for whom there is enough.
      const refused = asked.filter((_, at) => told[at] !== 0)
      expect(Math.min(...refused)).toBeGreaterThan(whole - served - 1e-6)
    }),
    { numRuns: runs },
  )
})
