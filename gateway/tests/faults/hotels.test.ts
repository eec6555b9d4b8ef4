import { expect, test } from 'vitest'

import { findCity, readReservation } from '../journeys/booking.ts'
import { ask } from '../journeys/graph.ts'
import { befallen, during, everyoneLives, invariantsHold, kill, ready } from './faults.ts'
import { bookingWorks, bookUntilConfirmed, ownBooking, searchAndSee, timed } from './scenes.ts'

everyoneLives()
const toHotels = ['gateway', 'hotels'] as const
const tryAgain = 'SUBGRAPH_UNAVAILABLE hotels again'

test('hotels, slow: search gives up in time and says to try again; bookings and trips are not slower for it', async () => {
  const input = await ownBooking()
  await during(['*', 'hotels'], { kind: 'latency', ms: 60_000 }, async () => {
    const searching = timed(searchAndSee)
    const booked = await bookUntilConfirmed(input)
    expect(await readReservation(booked.reference!)).toMatchObject({ status: 'CONFIRMED' })
    const [seen, ms] = await searching
    expect(seen).toBe(tryAgain)
    expect(ms).toBeLessThan(10_000)
  })
})

test('hotels, down: search says to try again; an offer in hand is booked, and trips are read', async () => {
  const input = await ownBooking()
  await during(['*', 'hotels'], { kind: 'refuse' }, async () => {
    expect(await searchAndSee()).toBe(tryAgain)
    const booked = await bookUntilConfirmed(input)
    expect(await readReservation(booked.reference!)).toMatchObject({ status: 'CONFIRMED' })
  })
})

test('hotels, dies: killed under searches: they are asked again and found, and its offers still hold', async () => {
  const input = await ownBooking()
  const [seen] = await Promise.all([Promise.all(Array.from({ length: 6 }, searchAndSee)), kill('hotels')])
  for (const one of seen) expect(['FOUND', tryAgain]).toContain(one)
  await ready('hotels')
  await expect.poll(searchAndSee, { timeout: 20_000 }).toBe('FOUND')
  await bookUntilConfirmed(input)
})

test('hotels, garbage: a typed error without its words, and the rest of the answer', async () => {
  const { reference } = await bookingWorks()
  const nonsense = { type: 'text/html', body: '<h1>secret</h1>' }
  await during(toHotels, { kind: 'garbage', http: nonsense }, async () => {
    const { data, errors } = await ask<{ reservation: { status: string }; city: null }>(
      'query ($r: String!) { reservation(reference: $r, surname: "Lovelace") { status } city(id: "c2867714") { name } }',
      { r: reference },
    )
    expect(data?.reservation).toEqual({ status: 'CONFIRMED' })
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', service: 'hotels' })
    expect(JSON.stringify(errors)).not.toContain('secret')
  })
})

test('hotels, twice: a question that arrives twice has one answer and changes nothing', async () => {
  const before = await findCity('Munich')
  await during(toHotels, { kind: 'duplicate' }, async () => {
    expect(await findCity('Munich')).toEqual(before)
    expect(await searchAndSee()).toBe('FOUND')
    expect(await befallen(toHotels)).toBeGreaterThan(0)
  })
})

test('when hotels is well again every invariant holds', async () => {
  expect(await bookingWorks()).toMatchObject({ status: 'CONFIRMED' })
  await invariantsHold()
})
