import { expect, test } from 'vitest'

import { gateway } from '../src/gateway/gateway.ts'

test('gateways are asked side by side, and each answers what it must', async () => {
  const said: string[] = []
  const signal = new AbortController().signal
  const outcome = await gateway({ args: ['--quick'], signal, say: (line) => void said.push(line) })
  expect(outcome.failures, `it said:\n${said.join('\n')}`).toEqual([])
  expect(outcome.figures).toMatchObject({ summary: { cross: { ours: { requestsASecond: expect.any(Number) } } } })
})
