import type { Booking } from './booking.ts'
import type { Heard } from './desk-questions.ts'

/** Nights of a room type that a hotel's staff decided about, all of them in one way. */
export interface Nights {
  hotelId: string
  roomTypeId: string
  /** Half-open. */
  from: string
  to: string
  /** As they were told to be; undefined: nothing was decided. */
  closed?: boolean
  planned?: number
  /** What became of the newest question is not known. */
  unknown: boolean
  /** When nothing was on sale: from an answer until the next question (ms since 1970). */
  shut: { from: number; until: number }[]
  /** Somebody asks just now. */
  asking: boolean
  /** Asks again what was asked last. */
  again?: () => Promise<void>
  broken: string[]
}

export type Decision = { what: 'closeNights' | 'openNights' } | { what: 'setAllotment'; rooms: number }

const spell = ({ roomTypeId, from, to }: Nights) => `${roomTypeId} of ${from}/${to}`

/** Keeps an answer about nights, and says of it whether it is not what was asked for. */
export const hearNights = (nights: Nights, decision: Decision, told: Heard): void => {
  const say = (what: string) => void nights.broken.push(`${what} (${decision.what} ${spell(nights)})`)
  const shown = told.nights ?? []
  if (told.answer === 'TryAgainLater') return // as unknown as before
  nights.unknown = false
  if (told.answer === 'ReservationsInTheWay' && decision.what === 'setAllotment') {
    if (!shown.some(({ held, sold, outOfOrder }) => held + sold > decision.rooms - outOfOrder))
      say('told that reservations are in the way, and none is')
    return
  }
  if (told.answer !== 'DeskNights') return say(`told ${told.answer}`)
  if (decision.what === 'setAllotment') {
    nights.planned = decision.rooms
    if (shown.some(({ planned }) => planned !== decision.rooms)) say('told another number of rooms')
  } else {
    const closed = decision.what === 'closeNights'
    if (closed && !nights.closed) nights.shut.push({ from: told.heardAt, until: Number.POSITIVE_INFINITY })
    nights.closed = closed
    if (shown.some((night) => night.closed !== closed)) say(`told that they are ${closed ? 'open' : 'closed'}`)
    if (closed && shown.some(({ left }) => left > 0)) say('told that closed nights have rooms left')
  }
}

/** From the moment on in which it is asked for, they may be on sale again. */
export const openFrom = (nights: Nights, askedAt: number): void => {
  const last = nights.shut.at(-1)
  if (last && last.until > askedAt) last.until = askedAt
}

/** What was booked, from its first question to its answer, while none of its nights was on sale. */
export const soldWhileShut = (bookings: Booking[], all: Nights[]): string[] =>
  bookings.flatMap((booking) => {
    const confirmed = booking.told.find(({ status }) => status === 'CONFIRMED')
    const asked = booking.askedAt
    if (!confirmed || asked === undefined) return []
    const [checkIn = '', checkOut = ''] = confirmed.stay?.split('/') ?? []
    return all
      .filter(
        (nights) =>
          nights.hotelId === booking.offer.hotelId &&
          confirmed.rooms?.includes(`${nights.roomTypeId} for`) === true &&
          checkIn < nights.to &&
          nights.from < checkOut &&
          nights.shut.some(({ from, until }) => asked > from && confirmed.heardAt < until),
      )
      .map((nights) => `${confirmed.reference} was sold while ${spell(nights)} were closed`)
  })

export interface WrittenNight {
  roomTypeId: string
  night: string
  closed: boolean
  planned: number | null
}

/** Nights that are not as their staff was told. */
export const brokenNights = (all: Nights[], written: WrittenNight[]): string[] => {
  const rows = new Map(written.map((row) => [`${row.roomTypeId} ${row.night}`, row]))
  return all.flatMap((nights) => {
    const broken = [...nights.broken]
    if (nights.unknown) return broken
    for (let at = Date.parse(nights.from); at < Date.parse(nights.to); at += 86_400_000) {
      const night = new Date(at).toISOString().slice(0, 10)
      const { closed = false, planned = null } = rows.get(`${nights.roomTypeId} ${night}`) ?? {}
      if (nights.closed !== undefined && closed !== nights.closed)
        broken.push(`told that ${spell(nights)} are ${nights.closed ? 'closed' : 'open'}, and ${night} is not`)
      if (nights.planned !== undefined && planned !== nights.planned)
        broken.push(`told ${nights.planned} rooms for ${spell(nights)}, and ${night} has ${planned ?? 'none planned'}`)
    }
    return broken
  })
}
