import { setTimeout as pause } from 'node:timers/promises'

import { request } from 'undici'

import { bookingOf, newGuest } from '../load/bookings.ts'
import type { OfferInHand } from '../load/offers.ts'
import type { Platform } from '../platform.ts'
import { withSettings } from '../superuser.ts'

/** A statement as Postgres was sent it: `$1` and so on stand for the parameters. */
export interface Statement {
  database: string
  text: string
  parameters: (string | null)[]
}

/** What is another one with each booking, as it was in the recorded one. */
export interface Marks {
  email: string
  idempotencyKey: string
  roomTypeId: string
  reference: string
  customerId: string
  reservationId: string
  paymentId: string
}

export interface RecordedBooking {
  statements: Statement[]
  marks: Marks
}

const start = /^@@(\w*)\|/

/**
 * Makes one booking through the gateway while Postgres logs every statement, and answers those that are the booking's
 * own, in their order: whoever carries its key, its address or its ids. What merely reads back what was just written is
 * left out, so that the limit is what a booking must do at least. Recorded, not written down here, because the domains
 * change their statements and this must stay the same as theirs.
 */
export const recordBooking = async (
  platform: Platform,
  superuser: string,
  offer: OfferInHand,
): Promise<RecordedBooking> => {
  const lines: string[] = []
  const guest = newGuest()
  const stop = platform.runnerOf('postgres').log.follow((line) => void lines.push(line))
  try {
    await withSettings(superuser, { log_line_prefix: '@@%d|', log_statement: 'all' }, async () => {
      await pause(1_500) // until every backend has heard of it
      lines.length = 0
      const { body, address } = bookingOf(offer, guest)
      const answer = await request(`${platform.urls['gateway']}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
        body,
      })
      const booked = await answer.body.text()
      if (!booked.includes('"status":"CONFIRMED"')) throw new Error(`the recorded booking was not made: ${booked}`)
      await pause(300) // the log comes through a pipe
    })
  } finally {
    stop()
  }
  const statements = readLog(lines).filter(({ database }) => domains.has(database))
  const marks = { ...guest, roomTypeId: offer.roomTypeId, ...idsIn(statements, guest.idempotencyKey) }
  const own = statements.filter((statement) => isOf(statement, marks) && !besides.test(statement.text))
  // The webhook may settle the payment once more: what is sent twice counts once.
  return { statements: [...new Map(own.map((one) => [one.text, one])).values()], marks }
}

/** The log's entries, whole: an entry begins with our prefix, what follows without it belongs to it. */
export const readLog = (lines: string[]): Statement[] => {
  const entries: string[] = []
  for (const line of lines) {
    if (start.test(line)) entries.push(line)
    else entries.push(`${entries.pop() ?? ''}\n${line}`)
  }
  return entries.flatMap((entry, at): Statement[] => {
    const found = /^@@(\w*)\|LOG: {2}(?:execute [^:]+|statement): ([^]*)$/.exec(entry)
    if (!found) return []
    const detail = /^@@\w*\|DETAIL: {2}Parameters: ([^]*)$/.exec(entries[at + 1] ?? '')?.[1] ?? ''
    const parameters = [...detail.matchAll(/\$\d+ = (?:'((?:[^']|'')*)'|NULL)/g)].map(([, text]) =>
      text === undefined ? null : text.replaceAll("''", "'"),
    )
    return [{ database: found[1] ?? '', text: (found[2] ?? '').trim(), parameters }]
  })
}

/** A plain look at a row by its id, which reads back what was written; and the bank's webhook, which comes meanwhile. */
const besides =
  /^select [^]* from "(reservations|payments)" where "\1"\."id" = \$1\s*$|^update payments set leased_until/i
const domains = new Set(['customers', 'reservations', 'payments'])

/** The ids a booking was given, read where one statement hands them to the next. */
const idsIn = (statements: Statement[], idempotencyKey: string) => {
  const called = (name: string, holding: string) => {
    const found = statements.find(({ text, parameters }) => text.includes(name) && parameters.join().includes(holding))
    if (!found) throw new Error(`the recorded booking did not call ${name}`)
    return found.parameters.join(' ')
  }
  const read = (text: string, pattern: RegExp) => {
    const found = pattern.exec(text)?.[1]
    if (!found) throw new Error(`nothing like ${pattern} in a statement of the recorded booking`)
    return found
  }
  const held = called('hold_room', idempotencyKey)
  const reference = read(held, /"reference": ?"([^"]+)"/)
  const customerId = read(held, /"customerId": ?"([^"]+)"/)
  const reservationId = read(called('begin_payment', reference), /([0-9a-f-]{36}):pay:/)
  const paymentId = read(called('confirm_reservation', reservationId), new RegExp(`${reservationId} ([0-9a-f-]{36})`))
  return { reference, customerId, reservationId, paymentId }
}

const isOf = ({ parameters }: Statement, { email, idempotencyKey, reservationId, paymentId }: Marks) =>
  parameters.some((parameter) =>
    [email, idempotencyKey, reservationId, paymentId].some((mark) => parameter?.includes(mark)),
  )
