import { expect, test } from 'vitest'

import { createWorld } from '../testing/world.ts'
import { bookRoom } from './book-room.ts'

// Airlock looked for a stay that begins or ends `between` the dates of another, and so missed one that encloses it.

const world = await createWorld()
const book = async (checkIn: string, checkOut: string) => {
  const offerId = await world.offer({ roomTypeId: 'the-only-room', allotment: 1, checkIn, checkOut })
  return (await bookRoom({ ...(await world.input({ offerId })) }, world.contextOf())).__typename
}

test('a stay that encloses another, lies within it or touches it by a night is refused; its neighbours are not', async () => {
  expect(await book('2027-06-12', '2027-06-16')).toBe('Reservation')
  const overlapping = [
    ['2027-06-10', '2027-06-20'],
    ['2027-06-13', '2027-06-14'],
    ['2027-06-12', '2027-06-16'],
    ['2027-06-11', '2027-06-13'],
    ['2027-06-15', '2027-06-17'],
  ] as const
  for (const [checkIn, checkOut] of overlapping)
    expect(await book(checkIn, checkOut), `${checkIn} to ${checkOut}`).toBe('RoomTaken')
  expect(await book('2027-06-10', '2027-06-12')).toBe('Reservation')
  expect(await book('2027-06-16', '2027-06-18')).toBe('Reservation')
})
