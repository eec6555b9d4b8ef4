import { afterAll, beforeAll, expect, test } from 'vitest'

import { asInProduction, measureBookings } from '../src/booking/booking.ts'
import { readOptions } from '../src/booking/options.ts'
import { measureLastRooms } from '../src/last-rooms/last-rooms.ts'
import { readOptions as readLastRooms } from '../src/last-rooms/options.ts'
import { type Platform, startPlatform } from '../src/platform.ts'
import { measureSubgraphs, readOptions as readSubgraphs } from '../src/subgraphs/subgraphs.ts'

// The speed benchmarks so short that their figures mean nothing: that they run, and that nothing they do goes wrong.

const signal = new AbortController().signal
const said: string[] = []
const say = (line: string) => void said.push(line)

let platform: Platform
beforeAll(async () => {
  platform = await startPlatform({ hotels: 150, places: 5_000, environment: asInProduction, signal, say })
}, 300_000)
afterAll(async () => {
  await platform.stop()
})

test('bookings are counted beside pgbench, and every invariant holds', async () => {
  const outcome = await measureBookings(platform, readOptions(['--quick']), { signal, say })
  expect(outcome.failures, `it said:\n${said.join('\n')}`).toEqual([])
  expect(outcome.figures).toMatchObject({ usual: [{ spread: { bookings: expect.any(Number) } }] })
})

test('the last rooms are sold to so many and no more, everybody else is told so, and no deadlock reaches a guest', async () => {
  const outcome = await measureLastRooms(platform, readLastRooms(['--quick']), { signal, say })
  expect(outcome.failures, `it said:\n${said.join('\n')}`).toEqual([])
  expect(outcome.figures).toMatchObject({ rush: { confirmed: 20, taken: 100 } })
})

test('subgraphs are asked what the gateway asks them, and their processor time is counted', async () => {
  const outcome = await measureSubgraphs(platform, readSubgraphs(['--quick']), { signal, say })
  expect(outcome.failures, `it said:\n${said.join('\n')}`).toEqual([])
  const asked = ['an entity', 'offers', 'search', 'a trip']
  expect(outcome.figures).toMatchObject({ figures: asked.map((name) => ({ name })) })
})
