import { findCreditNote } from '@staygraph/payments/contract/receipt-document'
import { beforeEach, expect, test } from 'vitest'

import { sampleCreditNote, sampleRecap } from '../testing/samples.ts'
import { readPdf, testSetting } from '../testing/setting.ts'
import { handleSendCancellation } from './handle.ts'

const { context, mailbox, payments, clock } = await testSetting()
const promisedAt = clock.now

beforeEach(async () => {
  await mailbox.clear()
  payments.answer(findCreditNote, () => sampleCreditNote())
})

const cancelled = (reservationId: string, refund: number) =>
  sampleRecap({ reservationId, revision: 2, cancelled: { at: '2026-06-01T09:58:00Z', refund, fee: 49_500 - refund } })

test('the guest gets one mail with the credit note and a calendar file that takes the stay back, however often the job runs', async () => {
  const recap = cancelled('with-refund', 24_750)
  await handleSendCancellation(recap, context, { promisedAt })
  await handleSendCancellation(recap, context, { promisedAt })
  expect(await mailbox.list()).toHaveLength(1)
  const mail = await mailbox.latest()
  expect(mail.Subject).toBe('Cancelled: Casa do Tejo, 12–15 June (LX7-4KQ9)')
  expect(mail.Attachments.map(({ FileName }) => FileName)).toEqual(['credit-note-2026-C00017.pdf', 'casa-do-tejo.ics'])
  expect((await readPdf(await mailbox.file(mail, 'application/pdf'))).text).toContain('Total given back €247.50')
  expect((await mailbox.file(mail, 'text/calendar')).toString()).toContain('STATUS:CANCELLED')
  for (const body of [mail.Text, mail.HTML]) {
    expect(body).toContain('€247.50 goes back to the card you paid with')
    expect(body).toContain('Cancellation fee')
  }
})

test('the credit note of another refund is not taken for this one’s: the mail waits', async () => {
  payments.answer(findCreditNote, () => sampleCreditNote({ amount: 100 }))
  await expect(handleSendCancellation(cancelled('waiting', 24_750), context, { promisedAt })).rejects.toMatchObject({
    name: 'NotYet',
  })
  expect(await mailbox.list()).toHaveLength(0)
})

test('without a refund there is no credit note, and the mail says so plainly', async () => {
  await handleSendCancellation(cancelled('no-refund', 0), context, { promisedAt })
  const { Attachments, Text } = await mailbox.latest()
  expect(Attachments.map(({ FileName }) => FileName)).toEqual(['casa-do-tejo.ics'])
  expect(Text).toContain('By the terms of this rate nothing goes back to your card.')
})

test('a reservation that is not cancelled is never told to be', async () => {
  await expect(handleSendCancellation(sampleRecap(), context, { promisedAt })).rejects.toMatchObject({
    name: 'UnrecoverableError',
  })
  expect(await mailbox.list()).toHaveLength(0)
})
