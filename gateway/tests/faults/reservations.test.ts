import { setTimeout as sleep } from 'node:timers/promises'

import { expect, test } from 'vitest'

import { book, type Booking } from '../journeys/booking.ts'
import { ask, site } from '../journeys/graph.ts'
import { overApollo, type Heard } from '../live-clients.ts'
import { befallen, during, everyoneLives, goesWrong, invariantsHold, kill, ready, well } from './faults.ts'
import {
  atBank,
  bookAndSee,
  bookUntilConfirmed,
  chargedOnce,
  intentsInAll,
  ownBooking,
  searchAndSee,
  timed,
} from './scenes.ts'

everyoneLives()
const toReservations = ['gateway', 'reservations'] as const
const leftBehind: Booking[] = []

test('reservations, dies: killed with the nights held and the bank asked: the key asked again books it once', async () => {
  const input = await ownBooking()
  const before = await intentsInAll()
  await goesWrong(['reservations', 'payments'], { kind: 'latency', ms: 60_000, when: 'take-payment', times: 1 })
  const booking = bookAndSee(input)
  await expect.poll(intentsInAll, { timeout: 10_000 }).toBe(before + 1)
  await kill('reservations')
  expect((await booking).seen).toBe('SUBGRAPH_UNAVAILABLE reservations')
  await well()
  await ready('reservations')
  leftBehind.push(input)
})

test('reservations, slow: an error that says to ask again with the same key, which then has the answer', async () => {
  const input = await ownBooking()
  await goesWrong(toReservations, { kind: 'latency', ms: 60_000 })
  const [{ seen }, ms] = await timed(() => bookAndSee(input))
  expect(seen).toBe('SUBGRAPH_UNAVAILABLE reservations')
  expect(ms).toBeLessThan(10_500)
  await well()
  const booked = await bookUntilConfirmed(input)
  expect(await atBank(booked.id!)).toEqual(chargedOnce)
})

test('reservations, down: try again later; nobody is asked to pay, and search works', async () => {
  const input = await ownBooking()
  const before = await intentsInAll()
  await during(['*', 'reservations'], { kind: 'refuse' }, async () => {
    expect((await bookAndSee(input)).seen).toBe('SUBGRAPH_UNAVAILABLE reservations again')
    expect(await searchAndSee()).toBe('FOUND')
  })
  expect(await intentsInAll()).toBe(before)
  await bookUntilConfirmed(input)
})

test('reservations, garbage: an error without its words, never a booking; the key has the truth', async () => {
  const input = await ownBooking()
  const lies = { body: JSON.stringify({ bookRoom: { __typename: 'Reservation', status: 'CONFIRMED' } }) }
  await during(toReservations, { kind: 'garbage', reached: true, http: lies }, async () => {
    expect((await bookAndSee(input)).seen).toBe('SUBGRAPH_UNAVAILABLE reservations')
  })
  const booked = await bookUntilConfirmed(input)
  expect(await atBank(booked.id!)).toEqual(chargedOnce)
})

test('reservations, twice: a booking that arrives twice is one booking', async () => {
  const input = await ownBooking()
  await goesWrong(toReservations, { kind: 'duplicate', when: 'bookRoom' })
  const booked = await book(input)
  expect(booked).toMatchObject({ status: 'CONFIRMED' })
  expect(await befallen(toReservations)).toBeGreaterThan(0)
  expect(await atBank(booked.id!)).toEqual(chargedOnce)
  await invariantsHold(['I1', 'I11'])
})

test('whoever follows a reservation while reservations is killed, twice, is told of everything that happens to it once', async () => {
  const { reference } = await bookUntilConfirmed(await ownBooking())
  const reservation = { reference, surname: 'Lovelace' }
  // As the trip page does, through the site.
  const followed = overApollo(site, {
    query: `subscription ($reservation: ReservationRefInput!) {
      reservationChanged(reservation: $reservation) { steps { text } reservation { status timeline { text } } } }`,
    variables: { reservation },
  })
  type Step = { text: string }
  type Change = { steps: Step[]; reservation: { status: string; timeline: Step[] } }
  const next = async () => {
    const late = sleep(25_000).then(() => ({ value: { errors: [{ message: 'nothing was told', extensions: {} }] } }))
    const { data, errors } = (await Promise.race([followed.next(), late])).value as Heard
    if (!data) throw new Error(JSON.stringify(errors))
    return data['reservationChanged'] as Change
  }
  const { reservation: before } = await next()
  await kill('reservations')
  const cancelled = () =>
    ask<{ cancelReservation: { __typename: string } }>(
      `mutation ($input: CancelReservationInput!) { cancelReservation(input: $input) { __typename } }`,
      { input: { reservation, idempotencyKey: `cancel-${reference}` } },
    )
  await expect
    .poll(async () => (await cancelled()).data?.cancelReservation?.__typename, { timeout: 30_000, interval: 200 })
    .toBe('Reservation')
  await kill('reservations') // what is told of the cancellation may be on its way just now
  // How it stands is read after what is told of, and may be ahead of it: what it has more is told next.
  const texts = (steps: Step[]) => steps.map(({ text }) => text)
  const told = texts(before.timeline)
  for (let isOver = false; !isOver;) {
    const { steps, reservation: now } = await next()
    told.push(...texts(steps))
    const timeline = texts(now.timeline)
    expect(told).toEqual(timeline.slice(0, told.length))
    isOver = now.status.startsWith('CANCELLED') && told.length === timeline.length
  }
  expect(told.length).toBeGreaterThan(before.timeline.length)
  await followed.return(undefined)
  await ready('reservations')
})

test('when reservations is well again what was left behind is confirmed, and every invariant holds', async () => {
  for (const input of leftBehind) {
    const booked = await bookUntilConfirmed(input, 60_000)
    expect(await atBank(booked.id!)).toEqual(chargedOnce)
  }
  await invariantsHold()
}, 90_000)
