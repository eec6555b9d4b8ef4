import { expect, test } from 'vitest'

import { subgraphs } from '../src/subgraphs/subgraphs.ts'

// So short that its figures mean nothing: that it runs, and that every subgraph answers what the gateway asks it.

test('subgraphs are asked what the gateway asks them, and their processor time is counted', async () => {
  const said: string[] = []
  const { signal } = new AbortController()
  const outcome = await subgraphs({ args: ['--quick'], signal, say: (line) => void said.push(line) })
  expect(outcome.failures, `it said:\n${said.join('\n')}`).toEqual([])
  const asked = ['an entity', 'offers', 'search', 'a trip']
  expect(outcome.figures).toMatchObject({ figures: asked.map((name) => ({ name })) })
}, 180_000)
