import { expect, test } from 'vitest'

import { book, type Booked, readReservation } from '../journeys/booking.ts'
import { ask } from '../journeys/graph.ts'
import { befallen, during, everyoneLives, goesWrong, invariantsHold, kill, ready, well } from './faults.ts'
import {
  atBank,
  bookAndSee,
  bookingWorks,
  bookUntilConfirmed,
  chargedOnce,
  comesTo,
  intentsInAll,
  ownBooking,
  searchAndSee,
  timed,
} from './scenes.ts'

everyoneLives()
const toPayments = ['reservations', 'payments'] as const
const taking = { when: 'POST /commands/take-payment' }
/** Bookings that a dead process left behind: they come to their end while the other tests run. */
const leftBehind: Booked[] = []

test('payments, dies: killed between the bank’s charge and its own record: pending, then confirmed; one charge', async () => {
  const before = await intentsInAll()
  await goesWrong(['payments', 'bank'], { kind: 'latency', ms: 60_000, when: 'POST /v1/payment_intents', times: 1 })
  const booking = book(await ownBooking())
  await expect.poll(intentsInAll, { timeout: 10_000 }).toBe(before + 1)
  await kill('payments')
  const answer = await booking
  expect(answer).toMatchObject({ __typename: 'Reservation', status: 'AWAITING_PAYMENT' })
  leftBehind.push(answer)
  await well()
  await ready('payments')
})

test('payments, slow: the payment is pending, and nobody is charged again', async () => {
  const input = await ownBooking()
  await goesWrong(toPayments, { kind: 'latency', ms: 60_000, ...taking })
  const [{ seen, booked }, ms] = await timed(() => bookAndSee(input))
  expect(seen).toBe('AWAITING_PAYMENT')
  expect(ms).toBeLessThan(10_500)
  await well()
  await comesTo('CONFIRMED', booked!)
  expect(await atBank(booked!.id!)).toEqual(chargedOnce)
})

test('payments, down: nothing is paid or kept, and everything else works', async () => {
  const booked = await bookingWorks()
  const input = await ownBooking()
  const before = await intentsInAll()
  await during(['*', 'payments'], { kind: 'refuse' }, async () => {
    expect((await bookAndSee(input)).seen).toBe('TryAgainLater')
    expect(await searchAndSee()).toBe('FOUND')
    const { data, errors } = await ask<{ reservation: { status: string; payment: null } }>(
      'query ($r: String!) { reservation(reference: $r, surname: "Lovelace") { status payment { status } } }',
      { r: booked.reference },
    )
    expect(data?.reservation, 'a trip is read without its payment').toEqual({ status: 'CONFIRMED', payment: null })
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', service: 'payments' })
  })
  expect(await intentsInAll()).toBe(before)
  const later = await bookUntilConfirmed(input)
  expect(await atBank(later.id!)).toEqual(chargedOnce)
})

test('payments, garbage: what it says is not believed: never confirmed by it, then looked up', async () => {
  const input = await ownBooking()
  const lies = { body: JSON.stringify({ status: 'CAPTURED', paymentId: null, hello: 1 }) }
  const { seen, booked } = await during(toPayments, { kind: 'garbage', reached: true, http: lies }, async () => {
    const said = await bookAndSee(input)
    expect((await readReservation(said.booked!.reference!))?.status).not.toBe('CONFIRMED')
    return said
  })
  expect(seen).toBe('AWAITING_PAYMENT')
  await comesTo('CONFIRMED', booked!)
  expect(await atBank(booked!.id!)).toEqual(chargedOnce)
})

test('payments, twice: every command arrives twice: one payment, one charge', async () => {
  const input = await ownBooking()
  const booked = await during(toPayments, { kind: 'duplicate' }, async () => {
    const answer = await bookUntilConfirmed(input)
    expect(await befallen(toPayments)).toBeGreaterThan(0)
    return answer
  })
  expect(await atBank(booked.id!)).toEqual(chargedOnce)
  await invariantsHold(['I4', 'I11'])
})

test('when payments is well again what was left behind is confirmed, and every invariant holds', async () => {
  for (const booked of leftBehind) {
    await comesTo('CONFIRMED', booked, 60_000)
    expect(await atBank(booked.id!)).toEqual(chargedOnce)
  }
  await invariantsHold()
}, 90_000)
