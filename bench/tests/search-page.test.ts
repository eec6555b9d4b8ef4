import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

import { expect, test } from 'vitest'

import { searchPageBench } from '../src/search-page/search-page.ts'

// So short that its figures mean nothing, and without what is fetched: that it runs, and that Apollo's gateway answers as ours.

test('gateways before our real hotels service answer the search page alike', async () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'staygraph-search-page-'))
  fs.chmodSync(data, 0o711)
  const said: string[] = []
  try {
    const { signal } = new AbortController()
    const outcome = await searchPageBench({
      args: ['--quick', `--data=${data}`],
      signal,
      say: (line) => void said.push(line),
    })
    expect(outcome.failures, `it said:\n${said.join('\n')}`).toEqual([])
    const asked = { requestsASecond: expect.any(Number) }
    expect(outcome.figures).toMatchObject({ summary: { known: { ours: asked, apollo: asked, 'hotels alone': asked } } })
  } finally {
    fs.rmSync(data, { recursive: true, force: true })
  }
}, 180_000)
