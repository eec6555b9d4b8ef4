import { randomUUID } from 'node:crypto'

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { anyLife } from '../testing/life/live.ts'
import type { Stage } from '../testing/life/stage.ts'
import { createWorld } from '../testing/world.ts'

// Random guests, staff, banks, partners and faults play against a plain model of rooms and money: the real use cases on
// the real database, under a clock that only the script moves. Nobody is told of a room that is another's, nobody is
// refused a free one, what is seen follows from what was told; and in the end all is settled, and the money is right.

/**
 * `LIFE_RUNS=2000 vitest run --project reservations life` for a long one. A failure prints `seed`, `path` and
 * `replayPath`, with the script made as short as it can be; `LIFE_AGAIN='seed|path|replayPath'` plays it again.
 */
const runs = Number(process.env['LIFE_RUNS'] ?? 30)
const longRun = process.env['LIFE_RUNS'] !== undefined
const lines = Number(process.env['LIFE_LINES'] ?? 40)
const [seed, path, replayPath] = process.env['LIFE_AGAIN']?.split('|') ?? []

const world = await createWorld()

test(
  'any life of any reservations: each guest can rely on what they were told, and in the end rooms and money are right',
  async () => {
    const { property, counted } = anyLife(world, { lines, replayPath })
    const since = performance.now()
    await fc.assert(property, {
      numRuns: runs,
      // A busy machine plays fewer lives rather than longer.
      ...(longRun ? {} : { interruptAfterTimeLimit: 20_000, markInterruptAsFailure: false }),
      ...(seed === undefined ? {} : { seed: Number(seed) }),
      ...(path === undefined ? {} : { path }),
    })
    expect(counted.lives).toBeGreaterThan(0)
    const seconds = (performance.now() - since) / 1_000
    if (longRun)
      console.log(
        `${counted.lives} lives, ${counted.lines} lines, ${counted.sagas} sagas in ${seconds.toFixed(0)} s: ${(counted.sagas / seconds).toFixed(0)} sagas a second`,
      )
  },
  5_000 * runs + 60_000, // some 100 ms a life on a quiet machine; this is for a busy one
)

/** Protections switched off, one at a time: the model must see each. */
const spoilt: [what: string, spoil: (stage: Stage) => void][] = [
  [
    'each question to payments has a key of its own',
    ({ services }) => {
      const known = services.payments
      services.payments = {
        ...services.payments,
        take: (request) => known.take({ ...request, key: `${request.key}-${randomUUID()}` }),
      }
    },
  ],
  [
    'each refund has a key of its own',
    ({ services }) => {
      const known = services.payments
      services.payments = { ...services.payments, refund: (asked) => known.refund({ ...asked, key: randomUUID() }) }
    },
  ],
  [
    'payments forgets to let go of what was set aside',
    ({ services, payments }) => {
      services.payments = {
        ...services.payments,
        void: async (paymentId) => {
          const known = [...payments.payments.values()].find((one) => one.paymentId === paymentId)
          return known?.outcome.status === 'CAPTURED' ? known.outcome : { status: 'VOIDED', paymentId }
        },
      }
    },
  ],
  [
    'hotels says three rooms where there are two',
    (stage) => {
      stage.overbooks = true
    },
  ],
  [
    'nobody reconciles with the partner',
    (stage) => {
      stage.reconciles = false
    },
  ],
]

describe('negative controls', () => {
  test.each(spoilt)(
    '%s: found',
    async (_, spoil) => {
      const { property } = anyLife(world, { lines: 40, spoil })
      const { failed, errorInstance } = await fc.check(property, { numRuns: 150, endOnFailure: true, seed: 7 })
      // By the model, not by some trouble of its own.
      expect({ failed, by: (errorInstance as Error | null)?.name }).toEqual({ failed: true, by: 'AssertionError' })
    },
    120_000,
  )
})
