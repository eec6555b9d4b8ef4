import { findReceipt } from '@staygraph/payments/contract/receipt-document'
import { beforeEach, expect, test } from 'vitest'

import { documents } from '../database/tables.ts'
import { sampleReceipt, sampleRecap } from '../testing/samples.ts'
import { readPdf, testSetting } from '../testing/setting.ts'
import { handleSendRecap, patienceMs } from './handle.ts'

const { context, mailbox, payments, clock } = await testSetting()
const promisedAt = clock.now

beforeEach(async () => {
  clock.now = promisedAt
  await mailbox.clear()
  await context.db.delete(documents)
  payments.answer(findReceipt, () => sampleReceipt())
})

let reservation = 0
const recap = (changes: Parameters<typeof sampleRecap>[0] = {}) => {
  reservation += 1
  return sampleRecap({ reservationId: `reservation-${reservation}`, ...changes })
}

test('the guest gets one mail with the receipt and a calendar file, however often the job runs', async () => {
  const confirmed = recap()
  await handleSendRecap(confirmed, context, { promisedAt })
  await handleSendRecap(confirmed, context, { promisedAt })
  expect(await mailbox.list()).toHaveLength(1)
  const mail = await mailbox.latest()
  expect(mail).toMatchObject({
    From: { Name: 'Staygraph', Address: 'stay@staygraph.example' },
    To: [{ Name: 'Alex Sample', Address: 'alex@example.com' }],
    Subject: 'Booked: Casa do Tejo, 12–15 June (LX7-4KQ9)',
  })
  expect(mail.Attachments.map(({ FileName }) => FileName)).toEqual(['receipt-2026-000482.pdf', 'casa-do-tejo.ics'])
  expect((await readPdf(await mailbox.file(mail, 'application/pdf'))).text).toContain('Total paid €495.00')
  expect((await mailbox.file(mail, 'text/calendar')).toString()).toContain('DTSTART;TZID=Europe/Lisbon:20260612T150000')
})

test('the mail says the same in HTML and in text, and brings every picture it shows', async () => {
  await handleSendRecap(recap(), context, { promisedAt })
  const { Text, HTML, Inline } = await mailbox.latest()
  for (const words of [
    'LX7-4KQ9',
    'Double room, river view',
    '2 adults, 1 child (6), breakfast included',
    '3 nights',
    '€450.00',
    'VAT 6 %',
    '€27.00',
    '€495.00',
    'Nothing to pay at the desk.',
    'Cancel by Wed 10 June, 18:00 (Lisbon time) for a full refund.',
    'https://staygraph.example/trips/LX7-4KQ9',
  ]) {
    expect(Text).toContain(words)
    expect(HTML).toContain(words)
  }
  const shown = new Set([...HTML.matchAll(/src="([^"]*)"/g)].map(([, source]) => source))
  expect(shown).toEqual(new Set(Inline.map(({ ContentID }) => `cid:${ContentID}`)))
  expect(HTML).toContain('prefers-color-scheme:dark')
  expect(HTML).not.toMatch(/<script|https?:\/\/(?!staygraph\.example|www\.w3\.org)/)
})

test('what guests and hotels call themselves is text in the mail, in any script', async () => {
  await handleSendRecap(
    recap({ hotel: { name: '<img src=x onerror=alert(1)> فندق' }, roomName: '<script>1</script>' }),
    context,
    { promisedAt },
  )
  const { HTML, Subject } = await mailbox.latest()
  expect(HTML).not.toMatch(/<script>|<img src=x/)
  expect(HTML).toContain('&lt;img src=x onerror=alert(1)&gt; فندق')
  expect(Subject).toBe('Booked: \u2068<img src=x onerror=alert(1)> فندق\u2069, 12–15 June (LX7-4KQ9)') // set apart from the dates
})

test('the receipt in the mail is the one kept, byte for byte', async () => {
  await handleSendRecap(recap(), context, { promisedAt })
  const attached = await mailbox.file(await mailbox.latest(), 'application/pdf')
  const [kept] = await context.db.select().from(documents)
  expect(kept?.bytes.equals(attached)).toBe(true)
})

test('while the receipt has no number the mail waits, and leaves with it as soon as it has', async () => {
  const confirmed = recap()
  payments.answer(findReceipt, () => null)
  await expect(handleSendRecap(confirmed, context, { promisedAt })).rejects.toMatchObject({
    name: 'NotYet',
    afterMs: 1_000,
  })
  expect(await mailbox.list()).toHaveLength(0)
  payments.answer(findReceipt, () => sampleReceipt())
  await handleSendRecap(confirmed, context, { promisedAt })
  expect((await mailbox.latest()).Attachments).toHaveLength(2)
})

test('a receipt that does not come keeps no guest waiting for ever: the mail leaves without it and says where it will be', async () => {
  payments.answer(findReceipt, () => null)
  clock.now = new Date(promisedAt.getTime() + patienceMs)
  await handleSendRecap(recap(), context, { promisedAt })
  const { Attachments, Text } = await mailbox.latest()
  expect(Attachments.map(({ FileName }) => FileName)).toEqual(['casa-do-tejo.ics'])
  expect(Text).toContain('the receipt is on the page of your reservation')
})

test('with payments down the job fails and is tried again; the mail is then sent once', async () => {
  const confirmed = recap()
  payments.answer(findReceipt)
  await expect(handleSendRecap(confirmed, context, { promisedAt })).rejects.toMatchObject({ name: 'CommandFailed' })
  payments.answer(findReceipt, () => sampleReceipt())
  await handleSendRecap(confirmed, context, { promisedAt })
  await handleSendRecap(confirmed, context, { promisedAt })
  expect(await mailbox.list()).toHaveLength(1)
})

test('a stay that was changed is told by a mail of its own, without the lines of the first receipt', async () => {
  const confirmed = recap()
  await handleSendRecap(confirmed, context, { promisedAt })
  await handleSendRecap(
    { ...confirmed, revision: 2, stay: { checkIn: '2026-06-13', checkOut: '2026-06-16' } },
    context,
    { promisedAt },
  )
  expect((await mailbox.list()).map(({ Subject }) => Subject)).toEqual([
    'Changed: Casa do Tejo, 13–16 June (LX7-4KQ9)',
    'Booked: Casa do Tejo, 12–15 June (LX7-4KQ9)',
  ])
  const { Text } = await mailbox.latest()
  expect(Text).toContain('Your reservation was changed.')
  expect(Text).not.toContain('You are booked')
  expect(Text).toContain('Price of the stay as it is now: €495.00')
  expect(Text).not.toContain('VAT 6 %')
})

test.each(['a@example.com,evil@example.com', 'not an address'])(
  'no mail leaves for the address %j, and no retry would mend it',
  async (email) => {
    await expect(handleSendRecap(recap({ guest: { email } }), context, { promisedAt })).rejects.toMatchObject({
      name: 'UnrecoverableError',
    })
    expect(await mailbox.list()).toHaveLength(0)
  },
)
