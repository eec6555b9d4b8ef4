import { expect, test } from 'vitest'

import { book } from '../journeys/booking.ts'
import { ask } from '../journeys/graph.ts'
import { mailsTo, oneMailTo } from '../journeys/mail.ts'
import { during, everyoneLives, goesWrong, invariantsHold, well } from './faults.ts'
import { behave, bookUntilConfirmed, chargedOnce, atBank, intentsInAll, misbehave, ownBooking } from './scenes.ts'

// What went wrong for others, on the whole platform. README.md says which, and where the rest is tested.
everyoneLives()
const mutation = 'mutation ($input: BookRoomInput!) { bookRoom(input: $input) { __typename } }'

// DeathStarBench hotelReservation reserves whatever the check of the password said.
test('a credential that proves nothing books no room and asks no bank', async () => {
  const input = await ownBooking()
  const before = await intentsInAll()
  const forged: Record<string, string>[] = [
    { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.' },
    { authorization: 'Bearer sg_test_nobody_0000' },
    { 'x-api-key': 'sg_test_nobody_0000' },
  ]
  for (const headers of forged) {
    const { data, errors } = await ask<{ bookRoom: unknown }>(mutation, { input }, headers)
    expect(data?.bookRoom).toBeUndefined()
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' })
  }
  expect(await intentsInAll()).toBe(before)
  await expect(bookUntilConfirmed(input), 'the room was not taken').resolves.toMatchObject({ status: 'CONFIRMED' })
})

// saleor 12652, 14648, 19220; medusa 13301, 4798: the webhook and the checkout completed the same payment, or neither did.
test('the bank’s event before, beside and instead of its answer: one capture, one booking', async () => {
  const taking = { when: 'POST /v1/payment_intents' } as const
  const before = await ownBooking()
  await goesWrong(['payments', 'bank'], { kind: 'latency', ms: 60_000, ...taking }) // the event comes first
  const [answer] = await Promise.all([book(before), misbehave('bank', { webhooks: 'doubled' })])
  const instead = await ownBooking()
  await well()
  const lost = await during(['payments', 'bank'], { kind: 'drop reply', ...taking }, () => book(instead)) // only the event comes
  await behave('bank')
  for (const [input, { id }] of [
    [before, answer],
    [instead, lost],
  ] as const) {
    await bookUntilConfirmed(input)
    expect(await atBank(id!)).toEqual(chargedOnce)
  }
  await invariantsHold(['I2', 'I4', 'I14'])
})

// dokan 2994: one order, three mails.
test('a booking asked for by eight tabs at once, each twice on the wire, is told to the guest in one mail', async () => {
  const input = await ownBooking()
  await goesWrong(['gateway', 'reservations'], { kind: 'duplicate', when: 'bookRoom' })
  const answers = await Promise.all(Array.from({ length: 8 }, () => book(input)))
  expect(new Set(answers.map(({ reference }) => reference)).size).toBe(1)
  await well()
  await oneMailTo(input.guest.email)
  await invariantsHold(['I8'])
  expect(await mailsTo(input.guest.email)).toHaveLength(1)
})
