import { findCreditNote } from '@staygraph/payments/contract/receipt-document'
import { beforeEach, expect, test } from 'vitest'

import { sampleCreditNote, sampleRecap } from '../testing/samples.ts'
import { readPdf, testSetting } from '../testing/setting.ts'
import { handleSendRefund } from './handle.ts'

const { context, mailbox, payments, clock } = await testSetting()
const promisedAt = clock.now

beforeEach(async () => {
  await mailbox.clear()
  payments.answer(findCreditNote, () => sampleCreditNote())
})

const given = (reservationId: string, changes: object = {}) => ({
  recap: sampleRecap({ reservationId }),
  refund: {
    refundId: 'refund-1',
    amount: 24_750,
    reason: 'The shower was cold <b>for two</b> days',
    at: '2026-06-01T09:58:00Z',
    waits: false,
    ...changes,
  },
})

test('the guest gets one mail that says how much and why, with the credit note, however often the job runs', async () => {
  await handleSendRefund(given('given-back'), context, { promisedAt })
  await handleSendRefund(given('given-back'), context, { promisedAt })
  expect(await mailbox.list()).toHaveLength(1)
  const mail = await mailbox.latest()
  expect(mail.Subject).toBe('€247.50 goes back to you: Casa do Tejo, 12–15 June (LX7-4KQ9)')
  expect(mail.Attachments.map(({ FileName }) => FileName)).toEqual(['credit-note-2026-C00017.pdf'])
  expect((await readPdf(await mailbox.file(mail, 'application/pdf'))).text).toContain('Total given back €247.50')
  expect(mail.Text).toContain('The shower was cold <b>for two</b> days')
  expect(mail.HTML).not.toContain('<b>for two</b>')
})

test('the credit note of another refund of the same sum is not taken for this one’s: the mail waits', async () => {
  payments.answer(findCreditNote, () => sampleCreditNote({ refundId: 'another' }))
  await expect(handleSendRefund(given('waiting'), context, { promisedAt })).rejects.toMatchObject({ name: 'NotYet' })
  expect(await mailbox.list()).toHaveLength(0)
})

test('while a dispute is open there is no credit note to wait for, and the mail says who will pay', async () => {
  payments.answer(findCreditNote, () => null)
  await handleSendRefund(given('disputed', { waits: true }), context, { promisedAt })
  const { Attachments, Text } = await mailbox.latest()
  expect(Attachments).toEqual([])
  expect(Text).toContain('by your bank or by us, not by both')
})
