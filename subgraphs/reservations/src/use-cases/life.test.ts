import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { controls } from '../testing/life/controls.ts'
import { anyLife } from '../testing/life/live.ts'
import { sagasOf } from '../testing/life/tally.ts'
import { worldInMemory, worldOnPostgres } from '../testing/life/worlds.ts'

// Random guests, staff, banks, partners and faults play against a plain model of rooms and money: the real use cases under
// a clock that only the script moves. Nobody is told of a room that is another's, nobody is refused a free one, what is
// seen follows from what was told; and in the end all is settled, and the money is right.

/**
 * A failure prints `seed`, `path` and `replayPath`, with the script made as short as it can be;
 * `LIFE_AGAIN='seed|path|replayPath'` plays it again. `npm run bench -- sagas` lives a million.
 */
const lines = Number(process.env['LIFE_LINES'] ?? 40)
const [seed, path, replayPath] = process.env['LIFE_AGAIN']?.split('|') ?? []
const again = { ...(seed === undefined ? {} : { seed: Number(seed) }), ...(path === undefined ? {} : { path }) }
/** A busy machine plays fewer lives rather than longer. */
const within = (ms: number) => ({ interruptAfterTimeLimit: ms, markInterruptAsFailure: false })
const server = process.env['TEST_POSTGRES_URL'] ?? ''

test('any life of any reservations: each guest can rely on what they were told, and in the end rooms and money are right', async () => {
  const lived = await worldInMemory()
  const { property, tally } = anyLife(lived.world, { ...lived.options, lines, replayPath })
  await fc.assert(property, { numRuns: 600, ...within(8_000), ...again })
  await lived.close()
  expect(sagasOf(tally)).toBeGreaterThan(0)
}, 60_000)

// What makes the lives in memory worth anything: the database in memory is held against Postgres, statement by statement.
test('the database in memory answers as Postgres does: each statement of any life, each refusal, and every table in the end', async () => {
  const lived = await worldOnPostgres(server, `lockstep_${process.pid}`, 'LOCKSTEP')
  const { property, tally } = anyLife(lived.world, { ...lived.options, lines, replayPath })
  await fc.assert(property, { numRuns: 150, ...within(12_000), endOnFailure: true, ...again })
  const { statements } = lived.asked()
  await lived.close()
  expect(sagasOf(tally)).toBeGreaterThan(0)
  expect(statements).toBeGreaterThan(10 * sagasOf(tally))
}, 90_000)

/** So many lives have some 2,500 sagas. */
const mostLives = 500

describe('negative controls, each found within some 2,500 sagas', () => {
  test.each(Object.entries(controls).map(([name, { what }]) => [what, name]))(
    '%s',
    async (_, name) => {
      const { spoil, weakness } = controls[name] ?? {}
      const found: (string | undefined)[] = []
      // By the model: now and then another guard of the database is quicker than it, so another life is begun.
      for (let seed = 7; seed < 11 && !found.includes('AssertionError'); seed += 1) {
        const lived = await worldInMemory(new Set(weakness ? [weakness] : []))
        const { property } = anyLife(lived.world, { ...lived.options, lines: 40, ...(spoil && { spoil }) })
        const { failed, errorInstance } = await fc.check(property, { numRuns: mostLives, endOnFailure: true, seed })
        await lived.close()
        found.push(failed ? (errorInstance as Error | null)?.name : 'nothing')
      }
      expect(found).toContain('AssertionError')
      expect(found, 'each time something').not.toContain('nothing')
    },
    60_000,
  )
})
