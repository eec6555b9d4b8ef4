import { TZDate, tzOffset, tzScan } from '@date-fns/tz'
import type { ReservationRecap } from '@staygraph/reservations/contract/reservation-recap'
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'

import { isolated } from '../wording/isolated.ts'
import { boardInWords, partyInWords } from '../wording/stay.ts'

/**
 * The stay as an iCalendar file (RFC 5545), in the hotel's time: from the hour of check-in to that of check-out. The UID
 * is the reservation's and the SEQUENCE grows with its changes, so that opening a newer file moves or cancels the entry
 * instead of adding another.
 */
export function stayCalendar(recap: ReservationRecap): string {
  const { hotel, stay } = recap
  const calendar = ical({
    prodId: { company: 'Staygraph', product: 'Stays', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
  })
  // No zone for the whole file: its DTSTAMP would be written in it, and must be in UTC. The event names its own.
  calendar.timezone({ name: null, generator: (zone) => zoneRules(zone, Number(stay.checkIn.slice(0, 4))) })
  calendar.createEvent({
    id: `${recap.reservationId}@staygraph`,
    sequence: recap.revision,
    stamp: new Date(recap.cancelled?.at ?? recap.bookedAt),
    start: atHotel(stay.checkIn, hotel.checkInFrom, hotel.timeZone),
    end: atHotel(stay.checkOut, hotel.checkOutUntil, hotel.timeZone),
    timezone: hotel.timeZone,
    status: recap.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    summary: `${isolated(hotel.name)} (${recap.reference})`,
    location: {
      title: hotel.name,
      address: hotel.addressLines.join('\n'),
      geo: { lat: hotel.latitude, lon: hotel.longitude },
    },
    description: [
      `Reservation ${recap.reference}`,
      `${recap.roomName}, ${partyInWords(recap.rooms)}`,
      boardInWords(recap.board),
      `Arrive from ${hotel.checkInFrom}, leave by ${hotel.checkOutUntil}`,
      ...(hotel.phone ? [`Telephone ${hotel.phone}`] : []),
      recap.url,
    ].join('\n'),
    url: recap.url,
  })
  return calendar.toString()
}

/** The hotel's wall clock on a date; what cannot be read as a clock is noon. */
function atHotel(date: string, clock: string, timeZone: string) {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})/.exec(clock) ?? ['', '12', '00']
  return new TZDate(year, month - 1, day, Number(hours), Number(minutes), timeZone)
}

/** Minutes as RFC 5545 writes an offset: +0530. */
const offset = (minutes: number) =>
  `${minutes < 0 ? '-' : '+'}${String(Math.floor(Math.abs(minutes) / 60)).padStart(2, '0')}${String(Math.abs(minutes) % 60).padStart(2, '0')}`

const localStamp = (instant: Date, offsetMinutes: number) =>
  new Date(instant.getTime() + offsetMinutes * 60_000).toISOString().replaceAll(/[-:]|\.\d+Z$/g, '')

/** The VTIMEZONE of a zone: its clock changes from the year before the stay to the year after. */
function zoneRules(zone: string, year: number) {
  const from = new Date(Date.UTC(year - 1, 0, 1))
  const before = tzOffset(zone, from)
  const changes = tzScan(zone, { start: from, end: new Date(Date.UTC(year + 2, 0, 1)) })
  const observance = (kind: string, start: string, offsetFrom: number, offsetTo: number) => [
    `BEGIN:${kind}`,
    `DTSTART:${start}`,
    `TZOFFSETFROM:${offset(offsetFrom)}`,
    `TZOFFSETTO:${offset(offsetTo)}`,
    `END:${kind}`,
  ]
  const rules = changes.flatMap(({ date, change, offset: after }) =>
    observance(change > 0 ? 'DAYLIGHT' : 'STANDARD', localStamp(date, after - change), after - change, after),
  )
  const first = observance('STANDARD', localStamp(from, before), before, before)
  return ['BEGIN:VTIMEZONE', `TZID:${zone}`, ...first, ...rules, 'END:VTIMEZONE'].join('\r\n')
}

/** "casa-do-tejo.ics", or by the reference where the hotel's name has no Latin letters. */
export function calendarFileName({ hotel, reference }: Pick<ReservationRecap, 'hotel' | 'reference'>) {
  const plain = hotel.name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const name = plain
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60)
  return `${name || `stay-${reference.toLowerCase()}`}.ics`
}
