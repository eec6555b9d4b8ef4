import { expect, test } from 'vitest'

import { gateway } from '../src/gateway/gateway.ts'

test('gateways are asked side by side, and each answers what it must', async () => {
  const said: string[] = []
  const signal = new AbortController().signal
  const outcome = await gateway({ args: ['--quick', '--with=kept'], signal, say: (line) => void said.push(line) })
  expect(outcome.failures, `it said:\n${said.join('\n')}`).toEqual([])
  // Nobody has less work than others without being told so.
  const asked = (fetches: number) => ({ requestsASecond: expect.any(Number), fetches })
  expect(outcome.figures).toMatchObject({
    summary: { cross: { apollo: asked(2), ours: asked(2), 'ours, kept': asked(0) } },
  })
})
