import { findReceipt } from '@staygraph/payments/contract/receipt-document'
import { NotYet } from '@staygraph/subgraph-kit/job'
import { UnrecoverableError } from 'bullmq'
import { beforeEach, expect, test } from 'vitest'

import { deliveries } from '../database/tables.ts'
import { sampleReceipt, sampleRecap } from '../testing/samples.ts'
import { testSetting } from '../testing/setting.ts'
import { handleTellGuestAndHotel } from './handle.ts'

const { context, mailbox, payments, clock } = await testSetting()
const promisedAt = clock.now
const [guest, hotel] = ['alex@example.com', 'desk@casadotejo.example']

let reservation = 0
beforeEach(async () => {
  reservation += 1
  clock.now = promisedAt
  await mailbox.clear()
  await mailbox.scenario({ scenario: 'none' })
  await context.db.delete(deliveries)
  payments.answer(findReceipt, () => sampleReceipt())
})

const recap = (changes: Parameters<typeof sampleRecap>[0] = {}) =>
  sampleRecap({ reservationId: `both-${reservation}`, ...changes })
const tell = (told = recap(), what: 'CONFIRMED' | 'CANCELLED' = 'CONFIRMED') =>
  handleTellGuestAndHotel({ what, recap: told }, context, { promisedAt })
const mailsTo = async () => (await mailbox.list()).map(({ To }) => To[0]?.Address ?? '').toSorted()
const effects = async () => (await context.db.select().from(deliveries)).map(({ effectKey }) => effectKey).toSorted()

test('a confirmation is one mail to the guest and one to the hotel, however often the job runs', async () => {
  await tell()
  await tell()
  expect(await mailsTo()).toEqual([guest, hotel])
  const id = `both-${reservation}`
  expect(await effects()).toEqual([
    `notify-hotel:CONFIRMED:${id}:${recap().revision}`,
    `send-recap:${id}:${recap().revision}`,
  ])
})

test('so is a cancellation', async () => {
  const cancelled = { at: '2026-06-01T09:58:00Z', refund: 0, fee: 0 }
  await tell(recap({ cancelled }), 'CANCELLED')
  await tell(recap({ cancelled }), 'CANCELLED')
  expect(await mailsTo()).toEqual([guest, hotel])
})

test('a mail that fails is tried again, and the other one is not repeated', async () => {
  await mailbox.scenario({ scenario: 'refuse', times: 1 })
  await expect(tell()).rejects.toThrow(/451/)
  expect(await mailsTo()).toHaveLength(1)
  await tell()
  expect(await mailsTo()).toEqual([guest, hotel])
})

test('while the guest’s mail waits for its receipt, the hotel’s leaves; then the guest’s, once', async () => {
  payments.answer(findReceipt, () => null)
  await expect(tell()).rejects.toBeInstanceOf(NotYet)
  expect(await mailsTo()).toEqual([hotel])
  payments.answer(findReceipt, () => sampleReceipt())
  await tell()
  expect(await mailsTo()).toEqual([guest, hotel])
})

test('an address that is none costs the other its mail neither at once nor later, and ends as a dead letter', async () => {
  payments.answer(findReceipt, () => null)
  const told = recap()
  const badHotel = { ...told, hotel: { ...told.hotel, email: 'no address' } }
  await expect(tell(badHotel)).rejects.toBeInstanceOf(NotYet)
  payments.answer(findReceipt, () => sampleReceipt())
  await expect(tell(badHotel)).rejects.toBeInstanceOf(UnrecoverableError)
  expect(await mailsTo()).toEqual([guest])
})

test('a mail refused for good ends as a dead letter even when the other took longer', async () => {
  payments.answer(findReceipt, () => null)
  await mailbox.scenario({ scenario: 'refuse-permanently', times: 1 })
  await expect(tell()).rejects.toBeInstanceOf(NotYet)
  payments.answer(findReceipt, () => sampleReceipt())
  await expect(tell()).rejects.toBeInstanceOf(UnrecoverableError)
  await expect(tell()).rejects.toBeInstanceOf(UnrecoverableError)
  expect(await mailsTo()).toEqual([guest])
})
