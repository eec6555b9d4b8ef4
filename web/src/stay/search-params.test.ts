import { expect, test } from 'vitest'

import { limitOf, readSearch, readStay, stayOf, suggestedDates } from './search-params.ts'

test('an address’s good parts are read and its bad ones dropped, never an error', () => {
  expect(readSearch({ city: 'c2267057', checkIn: '2027-06-11', checkOut: 'soon', stars: '4,5', sort: 'CHEAPEST', free: 'yes', max: '1e9', rooms: '2;DROP' })).toEqual({ city: 'c2267057', checkIn: '2027-06-11', stars: '4,5', sort: 'RECOMMENDED', rooms: '2' }) // prettier-ignore
  expect(readStay({ checkIn: 7, rooms: null, unknown: 'x' })).toEqual({ rooms: '2' })
})

test('a limit of the total counts in the currency it was told in, and only there', () => {
  const search = readSearch({ min: '20000EUR', max: '50000', rating: '8' })
  expect(search).toEqual({ min: '20000EUR', rating: '8' })
  expect(limitOf(search, 'min', 'EUR')).toEqual({ amount: 20_000, currency: 'EUR' })
  expect(limitOf(search, 'min', 'USD')).toBeNull()
})

test('only a stay that can be booked is one: from today on, 1 to 30 nights', () => {
  const read = (checkIn: string, checkOut: string) => stayOf({ checkIn, checkOut, rooms: '2' }, '2027-06-01')
  expect(read('2027-06-01', '2027-06-02')).toMatchObject({
    checkIn: '2027-06-01',
    rooms: [{ adults: 2, childAges: [] }],
  })
  expect(read('2027-05-31', '2027-06-02')).toBeNull()
  expect(read('2027-06-03', '2027-06-03')).toBeNull()
  expect(read('2027-06-03', '2027-07-04')).toBeNull()
  expect(stayOf({}, '2027-06-01')).toBeNull()
})

test.each(['2027-06-01', '2027-06-04', '2026-12-27'])(
  'on %s the suggestion is a weekend about three weeks ahead',
  (today) => {
    const { checkIn, checkOut } = suggestedDates(today)
    expect(new Date(checkIn).getUTCDay()).toBe(5)
    expect(new Date(checkOut).getUTCDay()).toBe(1)
    expect(Date.parse(checkIn) - Date.parse(today)).toBeGreaterThanOrEqual(21 * 86_400_000)
  },
)
