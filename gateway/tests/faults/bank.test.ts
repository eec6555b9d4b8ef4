import { expect, test } from 'vitest'

import { book, readReservation } from '../journeys/booking.ts'
import { befallen, during, everyoneLives, goesWrong, invariantsHold, kill, well } from './faults.ts'
import {
  atBank,
  behave,
  bookingWorks,
  chargedOnce,
  comesTo,
  intentsInAll,
  leftAloneBy,
  misbehave,
  ownBooking,
  timed,
} from './scenes.ts'

everyoneLives()
const toBank = ['payments', 'bank'] as const
const taking = { when: 'POST /v1/payment_intents' }

test('bank, slow: the payment is pending, then confirmed by the first request’s answer; one charge', async () => {
  const input = await ownBooking()
  await goesWrong(toBank, { kind: 'latency', ms: 60_000, ...taking })
  const [answer, ms] = await timed(() => book(input))
  expect(ms).toBeLessThan(8_000)
  expect(answer).toMatchObject({ __typename: 'Reservation', status: 'AWAITING_PAYMENT' })
  await invariantsHold(['I2'])
  const again = await book(input)
  expect(again, 'whoever asks again hears of the same booking').toMatchObject({ id: answer.id })
  await well()
  await comesTo('CONFIRMED', answer)
  expect(await atBank(answer.id!)).toEqual(chargedOnce)
})

test('bank, down: try again later, with nothing charged; it is left alone; the same key books later', async () => {
  const input = await ownBooking()
  const before = await intentsInAll()
  await during(toBank, { kind: 'refuse' }, async () => {
    for (let n = 0; n < 9; n += 1) {
      const [answer, ms] = await timed(() => book(input))
      expect(answer).toMatchObject({ __typename: 'TryAgainLater' })
      expect(ms).toBeLessThan(3_000)
    }
    expect(await leftAloneBy('payments')).toContain('bank')
  })
  expect(await intentsInAll()).toBe(before)
  await invariantsHold(['I10', 'I1'])
  await expect.poll(async () => (await book(input)).status, { timeout: 15_000, interval: 500 }).toBe('CONFIRMED')
  expect(await atBank((await book(input)).id!)).toEqual(chargedOnce)
})

test('bank, dies: killed with the charge in its books and its reply unsent: looked up, charged once', async () => {
  const input = await ownBooking()
  const before = await intentsInAll()
  await goesWrong(toBank, { kind: 'latency', ms: 60_000, ...taking, times: 1 })
  const booking = book(input)
  await expect.poll(intentsInAll).toBe(before + 1)
  await kill('bank')
  const answer = await booking
  expect(answer.__typename).toBe('Reservation')
  await comesTo('CONFIRMED', answer)
  expect(await atBank(answer.id!)).toEqual(chargedOnce)
  await invariantsHold(['I4'])
})

test('bank, dies: a reply that is lost twice is asked for under the same key, then looked up', async () => {
  const input = await ownBooking()
  const answer = await during(toBank, { kind: 'drop reply', ...taking, times: 2 }, () => book(input))
  expect(await befallen(toBank)).toBeGreaterThan(1)
  expect(answer.__typename).toBe('Reservation')
  await comesTo('CONFIRMED', answer)
  expect(await atBank(answer.id!)).toEqual(chargedOnce)
})

test('bank, garbage: what it says is not believed: pending, never confirmed, then looked up', async () => {
  const input = await ownBooking()
  const nonsense = { body: JSON.stringify({ id: 'pi_1', object: 'payment_intent', status: 'succeeded', amount: 1 }) }
  const answer = await during(toBank, { kind: 'garbage', reached: true, http: nonsense }, async () => {
    const said = await book(input)
    expect(said).toMatchObject({ __typename: 'Reservation', status: 'AWAITING_PAYMENT' })
    expect((await readReservation(said.reference!))?.payment?.status).not.toBe('CAPTURED')
    await invariantsHold(['I2'])
    return said
  })
  await comesTo('CONFIRMED', answer)
  expect(await atBank(answer.id!)).toEqual(chargedOnce)
})

test('bank, twice: requests that arrive twice and events told twice, shuffled: one charge each', async () => {
  await misbehave('bank', { webhooks: 'doubled' })
  await goesWrong(toBank, { kind: 'duplicate' })
  await goesWrong(['bank', 'payments'], { kind: 'duplicate' })
  const inputs = await Promise.all([
    ownBooking(),
    ownBooking('pm_card_mastercard'),
    ownBooking('pm_card_chargeDeclined'),
  ])
  const answers = await Promise.all(inputs.map((input) => book(input)))
  expect(answers.map(({ __typename, status }) => status ?? __typename)).toEqual([
    'CONFIRMED',
    'CONFIRMED',
    'PaymentDeclined',
  ])
  for (const { id } of answers.slice(0, 2)) expect(await atBank(id!)).toEqual(chargedOnce)
  await expect.poll(() => befallen(['bank', 'payments']), { timeout: 10_000 }).toBeGreaterThan(0)
  await behave('bank')
  await well()
  await invariantsHold(['I4', 'I5', 'I14'])
})

test('when the bank is well again every invariant holds', async () => {
  expect(await bookingWorks()).toMatchObject({ status: 'CONFIRMED' })
  await invariantsHold()
})
