import { describe, expect, it } from 'vitest'

import { sortTrips } from './sort-trips.ts'

const trip = (
  checkIn: string,
  checkOut: string,
  status: 'CONFIRMED' | 'CANCELLED' | 'AWAITING_PAYMENT' = 'CONFIRMED',
  timeZone = 'Europe/Lisbon',
) => ({
  status,
  stay: { checkIn, checkOut },
  snapshot: { timeZone },
})
const noon = new Date('2027-06-15T12:00:00Z')

describe('the list of trips', () => {
  it('puts first what comes first, and the last stay at the top of the past', () => {
    const [summer, autumn, may, april] = [
      trip('2027-07-01', '2027-07-04'),
      trip('2027-09-01', '2027-09-02'),
      trip('2027-05-01', '2027-05-03'),
      trip('2027-04-01', '2027-04-03'),
    ]
    expect(sortTrips([april, autumn, may, summer], noon)).toEqual({
      next: [summer],
      later: [autumn],
      past: [may, april],
    })
  })

  it('keeps a stay that ends today among those to come', () => {
    const last = trip('2027-06-12', '2027-06-15')
    expect(sortTrips([last], noon).next).toEqual([last])
  })

  it("counts days by the hotel's calendar: in Auckland the day of check-out is over already", () => {
    const night = trip('2027-06-12', '2027-06-15', 'CONFIRMED', 'Pacific/Auckland')
    expect(sortTrips([night], noon).past).toEqual([night])
  })

  it('puts a cancelled stay into the past whenever it would have been, and one being paid for among those to come', () => {
    const [off, waiting] = [
      trip('2027-07-01', '2027-07-04', 'CANCELLED'),
      trip('2027-08-01', '2027-08-04', 'AWAITING_PAYMENT'),
    ]
    expect(sortTrips([off, waiting], noon)).toEqual({ next: [waiting], later: [], past: [off] })
  })
})
