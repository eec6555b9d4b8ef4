import { expect, test } from 'vitest'

import { oneMailTo } from '../journeys/mail.ts'
import { everyoneLives, invariantsHold } from './faults.ts'
import { allAfterwards } from './scenes.ts'

// The last of all: what was left to leases that end later, then the books of everybody.
everyoneLives()

test('mails whose worker was killed while it sent them have left, each once', async () => {
  for (const { to } of allAfterwards()) await expect(oneMailTo(to, /./, 130_000)).resolves.toBeDefined()
}, 150_000)

test('after all faults every invariant holds: rooms, money, bank, ledger, receipts and mails', async () => {
  await expect(invariantsHold([], { withinMs: 100_000, mailed: 0 })).resolves.toBeUndefined()
}, 120_000)
