import { expect, test } from 'vitest'

import { boardInWords, daysInWords, localTime, nightsInWords, partyInWords, stayInWords, zoneInWords } from './stay.ts'

test.each([
  ['2026-06-12', '2026-06-15', 'Fri 12 – Mon 15 June', '12–15 June', '3 nights'],
  ['2026-06-30', '2026-07-02', 'Tue 30 June – Thu 2 July', '30 June – 2 July', '2 nights'],
  ['2026-12-31', '2027-01-01', 'Thu 31 December 2026 – Fri 1 January 2027', '31 December – 1 January', '1 night'],
  // a night over which Europe's clocks change is one night
  ['2026-03-28', '2026-03-30', 'Sat 28 – Mon 30 March', '28–30 March', '2 nights'],
])('the stay from %s to %s reads %j', (checkIn, checkOut, inWords, days, nights) => {
  expect(stayInWords({ checkIn, checkOut })).toBe(inWords)
  expect(daysInWords({ checkIn, checkOut })).toBe(days)
  expect(nightsInWords({ checkIn, checkOut })).toBe(nights)
})

test('a party names each child’s age, and rooms when there are several', () => {
  expect(partyInWords([{ adults: 2, childAges: [6] }])).toBe('2 adults, 1 child (6)')
  expect(partyInWords([{ adults: 1, childAges: [] }])).toBe('1 adult')
  expect(
    partyInWords([
      { adults: 2, childAges: [0, 11] },
      { adults: 1, childAges: [] },
    ]),
  ).toBe('2 rooms: 2 adults, 2 children (0, 11); 1 adult')
  const named = [
    { adults: 2, childAges: [], name: 'Double room' },
    { adults: 1, childAges: [6], name: 'Suite' },
  ]
  expect(partyInWords(named)).toBe('2 rooms: Double room for 2 adults; Suite for 1 adult, 1 child (6)')
  expect(partyInWords(named.map((room) => ({ ...room, name: 'Suite' })))).toBe(
    '2 rooms: 2 adults; 1 adult, 1 child (6)',
  )
})

test('an instant is told by the hotel’s clock, on the hotel’s date', () => {
  expect(localTime('2026-05-14T22:30:00Z', 'Asia/Tokyo')).toEqual({ date: '2026-05-15', clock: '07:30' })
  expect(localTime('2026-05-14T00:00:00Z', 'America/Lima')).toEqual({ date: '2026-05-13', clock: '19:00' })
  expect(zoneInWords('America/Argentina/Buenos_Aires')).toBe('Buenos Aires time')
})

test('a partner’s own word for the board stays as it is', () => {
  expect(boardInWords('BREAKFAST')).toBe('Breakfast included')
  expect(boardInWords('Continental buffet')).toBe('Continental buffet')
})

test.each([
  ['BREAKFAST', 'breakfast', 'Breakfast included'],
  ['ROOM_ONLY', 'room only', 'No meals included'],
  ['HALF_BOARD', 'half board', 'Half board: breakfast and dinner'],
  ['FULL_BOARD', 'full board', 'Full board: three meals a day'],
  ['ALL_INCLUSIVE', 'all inclusive', 'All inclusive: meals and drinks'],
])('%s, %j on a receipt, is told the same everywhere', (board, onReceipts, words) => {
  expect(boardInWords(board)).toBe(words)
  expect(boardInWords(onReceipts)).toBe(words)
})
