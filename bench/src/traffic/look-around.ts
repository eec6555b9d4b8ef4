import { request } from 'undici'

import { isConfirmed, newest, standing } from './booking.ts'
import type { Self } from './guest.ts'
import { askFor, joinLine, lookUp, notAmongTrips, papers, preview } from './questions.ts'

const crowdSize = 64

/** What guests do that leaves their bookings as they are. */
export const lookAround = ({ graph, bookings, count, account, one, begin, ask, pursue, headersOf }: Self) => ({
  again: async () => {
    const booking = one(({ told }) => told.length > 0)
    if (booking) await ask(booking)
  },
  otherInput: async () => {
    const booking = one((some) => newest(some)?.reference !== undefined && !some.unknown)
    const headers = booking && (await headersOf(booking))
    if (!headers) return
    const told = await askFor(graph, 'bookRoom', { ...booking.input, requests: 'A quiet room' }, headers)
    if (told && told.answer !== 'IdempotencyConflict')
      booking.broken.push(`other input under the key ${booking.input.idempotencyKey} was answered ${told.answer}`)
  },
  lookUp: async () => {
    const booking = one(({ told }) => told.some(({ reference }) => reference !== undefined))
    const { reference } = (booking && newest(booking)) ?? {}
    if (!booking || reference === undefined) return
    const told = await lookUp(graph, reference, booking.input.guest.familyName)
    if (told === null) booking.broken.push(`${reference} was told, and is not found`)
  },
  /** Signed in, one sees all the trips that one booked signed in. */
  trips: async () => {
    const headers = await account?.headers()
    if (!headers) return
    const booked = bookings.filter((booking) => booking.account === account).slice(-30)
    const told = booked.flatMap((booking) => {
      const { reference, status = '' } = newest(booking) ?? {}
      return reference !== undefined && standing.includes(status) ? [{ booking, reference }] : []
    })
    const missing = await notAmongTrips(
      graph,
      headers,
      told.map(({ reference }) => reference),
    )
    if (missing === undefined) return
    count('looked at their trips')
    for (const { booking, reference } of told)
      if (missing.includes(reference))
        booking.broken.push(`${reference} was booked signed in, and is not among the trips of its customer`)
  },
  /** Signed in, one sees nothing of others: knowing an id is no right. */
  pry: async () => {
    const headers = await account?.headers()
    const foreign = bookings.findLast((booking) => booking.account !== account && isConfirmed(booking))
    const { id } = (foreign && newest(foreign)) ?? {}
    if (!headers || !foreign || id === undefined) return
    const shown = await preview(graph, { id }, null, headers)
    if (typeof shown === 'number') foreign.broken.push(`another customer was shown what cancelling ${id} gives back`)
  },
  crowd: async () => {
    const booking = await begin()
    if (!booking) return
    const { told } = booking
    await Promise.all(Array.from({ length: crowdSize }, () => ask(booking)))
    const named = new Set(told.flatMap(({ reference, status }) => (status === 'CONFIRMED' ? [reference] : [])))
    if (named.size > 1) booking.broken.push(`${crowdSize} equal requests were told ${[...named].join(', ')}`)
    await pursue(booking)
  },
  line: async () => {
    const booking = one((some) => newest(some)?.answer === 'RoomTaken' && some.offer.source === 'OWN')
    const headers = booking && (await headersOf(booking))
    if (!headers) return
    const { offerId, guest, idempotencyKey } = booking.input
    const told = await joinLine(graph, { offerId, guest, idempotencyKey: `line-${idempotencyKey}` }, headers)
    if (!told) return
    count(`the line told ${told.answer}`)
    if (booking.line !== undefined && told.since !== undefined && told.since !== booking.line)
      booking.broken.push(`one key joined the line twice (line-${idempotencyKey})`)
    if (told.since !== undefined) booking.line = told.since
  },
  papers: async () => {
    const booking = one(isConfirmed)
    const { reference } = (booking && newest(booking)) ?? {}
    if (!booking || reference === undefined) return
    const [url] = (await papers(graph, reference, booking.input.guest.familyName)) ?? []
    if (url === undefined) return
    await request(url, { signal: AbortSignal.timeout(10_000) })
      .then(async ({ statusCode, body }) => {
        await body.dump()
        count(`a paper: ${statusCode}`)
      })
      .catch(() => count('a paper: no answer'))
  },
})
