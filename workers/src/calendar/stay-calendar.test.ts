import { expect, test } from 'vitest'

import { sampleRecap } from '../testing/samples.ts'
import { calendarFileName, stayCalendar } from './stay-calendar.ts'

/** A calendar file's lines, unfolded (RFC 5545, 3.1), as name (with its parameters) and value. */
function parse(file: string) {
  expect(file).toMatch(/^BEGIN:VCALENDAR\r\n/)
  const lines = file
    .replaceAll(/\r\n[ \t]/g, '')
    .trimEnd()
    .split('\r\n')
  expect(lines.every((line) => /^[A-Z-]+(;[^:]*)?:/.test(line))).toBe(true)
  const read = (name: string) =>
    lines.find((line) => line.startsWith(`${name}:`) || line.startsWith(`${name};`))?.slice(name.length)
  return { lines, read, event: lines.slice(lines.indexOf('BEGIN:VEVENT'), lines.indexOf('END:VEVENT') + 1) }
}

test('a stay runs from check-in to check-out by the hotel’s clock, wherever the file is made', () => {
  const { read, event } = parse(stayCalendar(sampleRecap()))
  expect(read('METHOD')).toBe(':PUBLISH')
  for (const line of [
    'DTSTART;TZID=Europe/Lisbon:20260612T150000',
    'DTEND;TZID=Europe/Lisbon:20260615T110000',
    'DTSTAMP:20260514T131600Z',
    'STATUS:CONFIRMED',
    'SEQUENCE:0',
    'SUMMARY:Casa do Tejo (LX7-4KQ9)',
    'LOCATION:Casa do Tejo\\nRua do Sol 14\\n1100 Lisbon\\, Portugal',
    'UID:reservation-1@staygraph',
  ]) {
    expect(event).toContain(line)
  }
})

test('the hotel’s zone comes with its clock changes around the stay', () => {
  const { lines } = parse(stayCalendar(sampleRecap()))
  expect(lines.slice(lines.indexOf('BEGIN:VTIMEZONE'), lines.indexOf('END:VTIMEZONE')).join(' ')).toContain(
    'BEGIN:DAYLIGHT DTSTART:20260329T010000 TZOFFSETFROM:+0000 TZOFFSETTO:+0100 END:DAYLIGHT BEGIN:STANDARD DTSTART:20261025T020000 TZOFFSETFROM:+0100 TZOFFSETTO:+0000',
  )
  const still = parse(stayCalendar(sampleRecap({ hotel: { timeZone: 'Asia/Kolkata' } })))
  expect(still.lines.filter((line) => line.startsWith('TZOFFSETTO'))).toEqual(['TZOFFSETTO:+0530'])
})

test('a cancelled stay keeps its UID with a higher SEQUENCE, so that it leaves the calendar', () => {
  const booked = parse(stayCalendar(sampleRecap()))
  const cancelled = parse(
    stayCalendar(sampleRecap({ revision: 2, cancelled: { at: '2026-06-01T09:58:00Z', refund: 24_750, fee: 24_750 } })),
  )
  expect(cancelled.read('UID')).toBe(booked.read('UID'))
  expect(cancelled.event).toContain('STATUS:CANCELLED')
  expect(cancelled.event).toContain('SEQUENCE:2')
})

test('what a hotel is called cannot add lines to the file', () => {
  const { event } = parse(stayCalendar(sampleRecap({ hotel: { name: 'Inn\r\nSTATUS:CANCELLED; a, b\\' } })))
  expect(event.filter((line) => line.startsWith('STATUS'))).toEqual(['STATUS:CONFIRMED'])
})

test.each([
  ['Casa do Tejo', 'casa-do-tejo.ics'],
  ['Hôtel de l’Été & Spa', 'hotel-de-l-ete-spa.ics'],
  ['東京駅前ホテル', 'stay-lx7-4kq9.ics'],
])('the file of %s is called %s', (name, fileName) =>
  expect(calendarFileName(sampleRecap({ hotel: { name } }))).toBe(fileName),
)
