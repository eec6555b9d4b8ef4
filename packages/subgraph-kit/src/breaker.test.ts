import { afterAll, beforeEach, expect, test, vi } from 'vitest'

import { createBreaker, LeftAlone, leftAlone } from './breaker.ts'
import { metrics } from './metrics.ts'

class Silent extends Error {}
let asked = 0
const silent = async () => {
  asked += 1
  throw new Silent('nothing')
}
const answers = async () => {
  asked += 1
  return 'here'
}
const breakerTo = (to: string) =>
  createBreaker({ to, silentError: (error) => error instanceof Silent, after: 3, pauseMs: 60 })
const state = async (to: string) => {
  const { values } = (await metrics.getSingleMetric('breaker_state')?.get()) ?? { values: [] }
  return values.find(({ labels }) => labels['to'] === to)?.value
}
// However long this machine takes: a pause is over when a test says so.
vi.useFakeTimers({ toFake: ['Date'] })
afterAll(() => vi.useRealTimers())
const pauseIsOver = () => vi.setSystemTime(Date.now() + 61)
beforeEach(() => {
  asked = 0
})

test('after silences in a row nobody is asked, everybody hears so at once, and it is seen from outside', async () => {
  const breaker = breakerTo('a')
  for (let n = 0; n < 3; n += 1) await expect(breaker.execute(silent)).rejects.toThrow(Silent)
  expect([await state('a'), leftAlone()]).toEqual([2, ['a']])
  await expect(breaker.execute(answers)).rejects.toThrow(LeftAlone)
  expect(asked).toBe(3)
})

test('negative control: without it everybody asks the silent one, and waits', async () => {
  const breaker = createBreaker({ to: 'nobody', silentError: () => true, after: Number.MAX_SAFE_INTEGER, pauseMs: 60 })
  for (let n = 0; n < 20; n += 1) await expect(breaker.execute(silent)).rejects.toThrow(Silent)
  expect(asked).toBe(20)
})

test('an answer between silences, or an error that is no silence, opens nothing', async () => {
  const breaker = breakerTo('b')
  for (let n = 0; n < 4; n += 1) {
    await expect(breaker.execute(silent)).rejects.toThrow(Silent)
    await expect(breaker.execute(silent)).rejects.toThrow(Silent)
    await breaker.execute(answers)
  }
  for (let n = 0; n < 9; n += 1) {
    await expect(breaker.execute(() => Promise.reject(new TypeError('theirs')))).rejects.toThrow(TypeError)
  }
  expect(breaker.state()).toBe('CLOSED')
})

test('after its pause one question is let through, nobody waits behind it, and its answer decides', async () => {
  const breaker = breakerTo('c')
  for (let n = 0; n < 3; n += 1) await breaker.execute(silent).catch(() => {})
  pauseIsOver()
  const answered = Promise.withResolvers<string>()
  const probe = breaker.execute(() => answered.promise)
  await expect(breaker.execute(answers), 'told before it is answered').rejects.toThrow(LeftAlone)
  expect(await state('c')).toBe(1)
  answered.resolve('at last')
  expect(await probe).toBe('at last')
  expect([await state('c'), await breaker.execute(answers)]).toEqual([0, 'here'])
})

test('a probe that is silent too leaves it alone for another while', async () => {
  const breaker = breakerTo('d')
  for (let n = 0; n < 3; n += 1) await breaker.execute(silent).catch(() => {})
  pauseIsOver()
  await expect(breaker.execute(silent)).rejects.toThrow(Silent)
  await expect(breaker.execute(answers)).rejects.toThrow(LeftAlone)
  expect(asked).toBe(4)
})
