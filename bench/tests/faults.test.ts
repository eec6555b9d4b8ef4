import { afterAll, beforeAll, expect, test } from 'vitest'

import { faulted, killWhileBooked } from '../src/kills.ts'
import { loseWhileBooked } from '../src/losses.ts'
import { type Platform, startPlatform } from '../src/platform.ts'
import type { Outcome } from '../src/report.ts'
import { type Measured, measuring } from '../src/soak/memory.ts'
import { soakWhileBooked } from '../src/soak/soak.ts'
import { killAtEachStep } from '../src/steps/kill-at-steps.ts'

// The long fault runs of bench/, each so short that it fits here: the same guests, faults, checks and promises.

const signal = new AbortController().signal
const said: string[] = []
const say = (line: string) => void said.push(line)
const guests = { seed: 5, guests: 6, thinkMs: 60, someLeave: false, strays: false, minutes: 1, signal, say }

let platform: Platform
beforeAll(async () => {
  platform = await startPlatform({
    ...faulted,
    environment: { ...faulted.environment, ...measuring },
    hotels: 600,
    places: 5_000,
    signal,
    say,
  })
}, 300_000)
afterAll(async () => {
  await platform.stop()
})

const expectPassed = ({ passed, failures, figures }: Outcome) => {
  expect(failures, `it said:\n${said.slice(-60).join('\n')}`).toEqual([])
  expect(passed).toBe(true)
  expect(Number(figures['bookings'])).toBeGreaterThan(0)
}

test('processes killed at random while guests book: every saga ends, every invariant holds, every promise is kept', async () => {
  const outcome = await killWhileBooked(platform, { ...guests, wanted: 3, gapMs: 200 })
  expectPassed(outcome)
  expect(outcome.figures['kills']).toBe(3)
}, 180_000)

test('a process killed in the transaction of a step, written or not: the booking comes to the same end', async () => {
  const outcome = await killAtEachStep(platform, { plays: 1, steps: 1, strays: false, signal, say })
  expectPassed(outcome)
  expect(outcome.figures['killed']).toBe(outcome.figures['points'])
  expect(outcome.figures['points']).toBe(2)
}, 180_000)

test('the database stopped at once and the queue lost: no process dies, every invariant holds, every promise is kept', async () => {
  const outcome = await loseWhileBooked(platform, { ...guests, stops: 1, lost: 1, gapMs: 300 })
  expectPassed(outcome)
  expect(outcome.figures).toMatchObject({ stops: 1, losses: 1, processesDead: 0 })
}, 180_000)

test('a soak of a few seconds measures every process and ends with all invariants', async () => {
  const outcome = await soakWhileBooked(platform, { ...guests, minutes: 0.1, gapMs: 1_000, sampleMs: 500 })
  expectPassed(outcome)
  expect(new Set((outcome.figures['measured'] as Measured[]).map(({ name }) => name)).size).toBeGreaterThanOrEqual(8)
}, 180_000)
