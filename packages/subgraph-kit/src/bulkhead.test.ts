import { setTimeout as sleep } from 'node:timers/promises'

import { expect, test } from 'vitest'

import { createBulkhead, NoPlace } from './bulkhead.ts'

test('no more than its places are at work at once, first come first served, and each place is given on', async () => {
  const bulkhead = createBulkhead({ compartment: 'a', places: 3, waitMs: 5_000 })
  let atOnce = 0
  let most = 0
  const order: number[] = []
  await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      bulkhead(async () => {
        order.push(n)
        atOnce += 1
        most = Math.max(most, atOnce)
        await sleep(2)
        atOnce -= 1
        if (n % 4 === 0) throw new Error('a failure frees its place too')
      }).catch(() => {}),
    ),
  )
  expect(most).toBe(3)
  expect(order).toEqual(order.toSorted((a, b) => a - b))
})

test('who finds no place in time is told so and was not asked for; a full compartment leaves another dry', async () => {
  const full = createBulkhead({ compartment: 'b', places: 1, waitMs: 30 })
  const other = createBulkhead({ compartment: 'c', places: 1, waitMs: 30 })
  let release = () => {}
  const slow = full(() => new Promise<void>((resolve) => (release = resolve)))
  let asked = false
  await expect(
    full(async () => {
      asked = true
    }),
  ).rejects.toThrow(NoPlace)
  expect(asked).toBe(false)
  expect(await other(async () => 'quick')).toBe('quick')
  release()
  await slow
  expect(await full(async () => 'free again')).toBe('free again')
})
