import { describe, expect, test } from 'vitest'

import { createClock } from '../testing/clock.ts'
import { createEqualRequests } from './equal-requests.ts'
import { createTakenRooms } from './taken-rooms.ts'

describe('rooms found taken', () => {
  const clock = createClock()
  const taken = createTakenRooms(clock.now)
  const wanted = { rooms: [{ roomTypeId: 'rt', rooms: 1 }], checkIn: '2027-06-12', checkOut: '2027-06-15' }

  test('are remembered for 200 ms, for that very stay', () => {
    taken.remember(wanted)
    expect(taken.isTaken(wanted)).toBe(true)
    expect(taken.isTaken({ ...wanted, checkOut: '2027-06-14' })).toBe(false)
    expect(taken.isTaken({ ...wanted, rooms: [{ roomTypeId: 'rt', rooms: 2 }] })).toBe(false)
    clock.pass({ seconds: 0.199 })
    expect(taken.isTaken(wanted)).toBe(true)
    clock.pass({ seconds: 0.001 })
    expect(taken.isTaken(wanted)).toBe(false)
  })
})

describe('equal requests', () => {
  test('under way at once are worked on once; a later one is worked on again', async () => {
    const once = createEqualRequests()
    let worked = 0
    const ask = () => once('same', async () => ++worked)
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1])
    expect(await ask()).toBe(2)
  })

  test('share a failure too, and it does not stay', async () => {
    const once = createEqualRequests()
    const fail = () => once('same', async () => Promise.reject(new Error('no')))
    const both = await Promise.allSettled([fail(), fail()])
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await once('same', async () => 'yes')).toBe('yes')
  })
})
