import { expect, test } from 'vitest'

import { book, booking, ownOffer } from '../journeys/booking.ts'
import { everyoneLives, invariantsHold } from './faults.ts'

everyoneLives()
test('all is well', async () => {
  const { offer } = await ownOffer(20)
  expect(await book(booking(offer.id))).toMatchObject({ status: 'CONFIRMED' })
  await invariantsHold()
})
