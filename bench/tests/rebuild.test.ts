import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

import { expect, test } from 'vitest'

import { rebuild } from '../src/rebuild/rebuild.ts'

// So short that its figures mean nothing: that it runs, from a stand-in and from reservations itself.

test('the read model is made anew while it is read and written', async () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'staygraph-rebuild-'))
  const said: string[] = []
  try {
    const { signal } = new AbortController()
    const outcome = await rebuild({ args: ['--quick', `--data=${data}`], signal, say: (line) => void said.push(line) })
    expect(outcome.failures, `it said:\n${said.join('\n')}`).toEqual([])
    const measured = { hotels: 300, seconds: expect.any(Number), bytesAHotel: expect.any(Number) }
    expect(outcome.figures).toMatchObject({ rebuilt: [measured, measured] })
  } finally {
    fs.rmSync(data, { recursive: true, force: true })
  }
}, 180_000)
