import { describe, expect, it } from 'vitest'

import { announcementAt, holdAt, nextChange } from './countdown.ts'

const made = '2027-06-01T14:12:00Z'
const until = '2027-06-01T14:32:00Z'
const at = (time: string) => Date.parse(`2027-06-01T${time}Z`)

describe('how long a price holds', () => {
  it('counts minutes begun, so that one is shown until the very end', () => {
    expect(holdAt(at('14:12:00'), made, until)).toEqual({ minutes: 20, share: 1 })
    expect(holdAt(at('14:13:01'), made, until).minutes).toBe(19)
    expect(holdAt(at('14:31:59'), made, until).minutes).toBe(1)
    expect(holdAt(at('14:32:00'), made, until)).toEqual({ minutes: 0, share: 0 })
  })

  it('never goes below nothing nor above all, whatever the clock of the browser says', () => {
    expect(holdAt(at('18:00:00'), made, until)).toEqual({ minutes: 0, share: 0 })
    expect(holdAt(at('09:00:00'), made, until).share).toBe(1)
    expect(holdAt(at('14:00:00'), until, until).share).toBe(0)
  })

  it('is said aloud at five minutes and at one, and nowhere else', () => {
    expect([20, 6, 0].map(announcementAt)).toEqual([null, null, null])
    // The same value from five to two: a live region that does not change says nothing.
    expect([5, 4, 3, 2].map(announcementAt)).toEqual([5, 5, 5, 5])
    expect(announcementAt(1)).toBe(1)
  })

  it('wakes when the shown minute changes, and once more when it ends', () => {
    expect(nextChange(at('14:30:40'), until)).toBe(20_000)
    expect(nextChange(at('14:31:00'), until)).toBe(60_000)
    expect(nextChange(at('14:31:59.250'.slice(0, 8)), until)).toBe(1_000)
    expect(nextChange(at('14:32:00'), until)).toBeNull()
  })
})
