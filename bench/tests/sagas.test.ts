import { expect, test } from 'vitest'

import { sagas } from '../src/sagas/sagas.ts'

// A thousand sagas instead of a million: that they are lived, that Postgres answers as the database in memory does, and
// that every protection switched off is noticed.

test('random guests among random faults can rely on what they were told, and whatever is spoilt is found', async () => {
  const said: string[] = []
  const outcome = await sagas({
    args: ['--quick'],
    signal: new AbortController().signal,
    say: (line) => void said.push(line),
  })
  expect(outcome.failures, `it said:\n${said.join('\n')}`).toEqual([])
  expect(outcome.figures).toMatchObject({ lockstep: { statements: expect.any(Number) } })
  expect(Number(outcome.figures['total'])).toBeGreaterThan(500)
  const controls = Object.values(outcome.figures['controls'] as Record<string, number | null>)
  expect(controls.length).toBeGreaterThanOrEqual(9)
  expect(controls.every((after) => after !== null)).toBe(true)
}, 240_000)
