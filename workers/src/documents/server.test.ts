import { readCreditNote, readReceipt } from '@staygraph/payments/contract/receipt-document'
import { readRecap } from '@staygraph/reservations/contract/reservation-recap'
import { signClaim, type Signer } from '@staygraph/subgraph-kit/claim'
import { createService } from '@staygraph/subgraph-kit/serve'
import { afterAll, expect, test } from 'vitest'

import { documents } from '../database/tables.ts'
import { sampleCreditNote, sampleReceipt, sampleRecap } from '../testing/samples.ts'
import { readPdf, testSetting } from '../testing/setting.ts'
import { startSister } from '../testing/sister.ts'
import { serveDocuments } from './server.ts'

const { context, keys, logger, payments } = await testSetting()
const reservations = await startSister(keys.pairs.reservations)
const app = createService({ name: 'documents', logger, ready: async () => ({ ready: true }) })
serveDocuments(app, { ...context, logger, trust: keys.trust, reservations: reservations.sister })
afterAll(async () => {
  await app.close()
  await reservations.stop()
})

payments.answer(readReceipt, ({ receiptId }) => (receiptId === 'unknown' ? null : sampleReceipt({ receiptId })))
payments.answer(readCreditNote, ({ creditNoteId }) => sampleCreditNote({ creditNoteId }))
reservations.answer(readRecap, () => sampleRecap())

type Link = { kind: string; id: string }
const open = async (
  link: Link,
  { by = keys.signers.payments, to = 'documents', seconds = 60 }: { by?: Signer; to?: string; seconds?: number } = {},
) => app.inject({ url: `/documents/${await signClaim(by, to, link, seconds)}` })

test('a receipt that no job rendered yet is rendered when it is asked for, kept, and the same for ever', async () => {
  const first = await open({ kind: 'RECEIPT', id: 'receipt-7' })
  expect(first.statusCode).toBe(200)
  expect(first.headers).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': 'inline; filename="receipt-2026-000482.pdf"',
  })
  expect((await readPdf(first.rawPayload)).text).toContain('Total paid €495.00')
  payments.answer(readReceipt) // payments is down: what was rendered is still there
  const second = await open({ kind: 'RECEIPT', id: 'receipt-7' })
  expect(second.rawPayload.equals(first.rawPayload)).toBe(true)
  payments.answer(readReceipt, ({ receiptId }) => (receiptId === 'unknown' ? null : sampleReceipt({ receiptId })))
})

test('two that ask at once for a receipt keep one', async () => {
  const answers = await Promise.all([1, 2, 3, 4].map(() => open({ kind: 'RECEIPT', id: 'receipt-at-once' })))
  expect(new Set(answers.map(({ headers }) => headers.etag)).size).toBe(1)
  const rows = await context.db.select({ key: documents.key }).from(documents)
  expect(rows.filter(({ key }) => key === 'RECEIPT:receipt-at-once')).toHaveLength(1)
})

test('a credit note and a calendar file are served by links of their own', async () => {
  const note = await open({ kind: 'CREDIT_NOTE', id: 'note-1' })
  expect((await readPdf(note.rawPayload)).text).toContain('Total given back €247.50')
  const calendar = await open({ kind: 'CALENDAR', id: 'reservation-1' }, { by: keys.signers.reservations })
  expect(calendar.headers).toMatchObject({
    'content-type': 'text/calendar; charset=utf-8',
    'content-disposition': 'attachment; filename="casa-do-tejo.ics"',
  })
  expect(calendar.body).toContain('DTSTART;TZID=Europe/Lisbon:20260612T150000')
})

test('only payments vouches for receipts and only reservations for calendar files', async () => {
  expect((await open({ kind: 'RECEIPT', id: 'receipt-7' }, { by: keys.signers.reservations })).statusCode).toBe(404)
  expect((await open({ kind: 'CALENDAR', id: 'reservation-1' }, { by: keys.signers.payments })).statusCode).toBe(404)
  expect((await open({ kind: 'RECEIPT', id: 'receipt-7' }, { by: keys.signers.hotels })).statusCode).toBe(404)
})

test('a link for another service, a changed one and nonsense open nothing', async () => {
  expect((await open({ kind: 'RECEIPT', id: 'receipt-7' }, { to: 'payments' })).statusCode).toBe(404)
  const token = await signClaim(keys.signers.payments, 'documents', { kind: 'RECEIPT', id: 'receipt-7' }, 60)
  const [head, , signature] = token.split('.')
  const claims = Buffer.from(
    JSON.stringify({ kind: 'RECEIPT', id: 'receipt-8', iss: 'payments', aud: 'staygraph:documents' }),
  ).toString('base64url')
  for (const forged of [
    `${head}.${claims}.${signature}`,
    'nonsense',
    'a.b.c',
    '%00',
    `${token}x`,
    '..%2f..%2fetc%2fpasswd',
  ]) {
    const answer = await app.inject({ url: `/documents/${forged}` })
    expect(answer.statusCode).toBe(404)
    expect(answer.body).not.toContain(forged)
  }
})

test('each problem is a small page that says what to do, and a status that says what it was', async () => {
  const expired = await open({ kind: 'RECEIPT', id: 'receipt-7' }, { seconds: -60 })
  expect(expired).toMatchObject({
    statusCode: 410,
    headers: { 'x-staygraph-problem': 'LINK_EXPIRED', 'content-type': 'text/html; charset=utf-8' },
  })
  expect(expired.body).toContain('This link has expired')
  const missing = await open({ kind: 'RECEIPT', id: 'unknown' })
  expect(missing).toMatchObject({ statusCode: 404, headers: { 'x-staygraph-problem': 'NOT_READY' } })
  payments.answer(readCreditNote)
  const down = await open({ kind: 'CREDIT_NOTE', id: 'note-2' })
  expect(down).toMatchObject({ statusCode: 503, headers: { 'x-staygraph-problem': 'TRY_AGAIN' } })
  for (const { body, headers } of [expired, missing, down]) {
    expect(body).toMatch(/<html lang="en">.*<h1>.*<a href="\/trips">/s)
    expect(headers['content-security-policy']).toContain("default-src 'none'")
  }
})

test('a browser that has the document is not sent it again', async () => {
  const token = await signClaim(keys.signers.payments, 'documents', { kind: 'RECEIPT', id: 'receipt-7' }, 60)
  const first = await app.inject({ url: `/documents/${token}` })
  const again = await app.inject({
    url: `/documents/${token}`,
    headers: { 'if-none-match': String(first.headers.etag) },
  })
  expect(again).toMatchObject({ statusCode: 304, body: '' })
})
