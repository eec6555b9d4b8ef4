import { expect, test } from 'vitest'

import { checkInvariants } from '../../../local/src/invariants/check-invariants.ts'
import { checkRunningSystem } from '../../../local/src/invariants/command.ts'
import type { Windows } from '../../../local/src/invariants/invariant.ts'
import { findPlaces } from '../../../local/src/invariants/places.ts'
import { holds, report } from '../../../local/src/invariants/report.ts'
import { openSources } from '../../../local/src/invariants/sources.ts'
import { dataFolder } from './graph.ts'

// The last of all: whatever the journeys did, and whichever parts they stopped, the books of everybody agree.

/** Nothing is given time: what was begun must have come to its end. Only a lost payment may take as long as its strays live. */
const strict: Windows = { captured: 0, heard: 0, numbered: 0, mailed: 0, unsent: 0, held: 0, unfinished: 120 }

test('after all journeys every invariant holds: rooms, money, bank, ledger, receipts and mails', async () => {
  const sources = openSources(await findPlaces(dataFolder, process.env))
  try {
    const look = () => checkInvariants(sources, { now: () => new Date(), windows: strict, lookAgainAfterMs: 500 })
    let checked = await look()
    for (const until = Date.now() + 60_000; !checked.every(holds) && Date.now() < until;) checked = await look()
    expect(checked.every(holds), `one does not hold\n${report(checked)}`).toBe(true)
    const looked = Object.fromEntries(checked.map(({ invariant, checked: count }) => [invariant.name, count]))
    for (const name of ['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7', 'I8', 'I11', 'I13', 'I14', 'I15'])
      expect(looked[name], `${name} had something to look at\n${report(checked)}`).toBeGreaterThan(0)
  } finally {
    await sources.close()
  }
}, 120_000)

test('`npm run check:invariants` says so of the running system', async () => {
  const told: string[] = []
  const options = { dataFolder, environment: process.env, say: (text: string) => void told.push(text) }
  expect(await checkRunningSystem({ ...options, args: [] }), `it told ${told.join('')}`).toBe(0)
  expect(told.join()).toMatch(/15 of 15 invariants hold$/)
})
