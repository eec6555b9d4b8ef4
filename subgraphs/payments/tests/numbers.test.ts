import { receiptDocument, creditNoteDocument } from '@staygraph/payments/contract/receipt-document'
import { expect, test } from 'vitest'

import { issueNumbers } from '../src/use-cases/issue-numbers.ts'
import { findCreditNote, findReceipt, readCreditNote, readReceipt } from '../src/use-cases/read-documents.ts'
import { refundPayment } from '../src/use-cases/refund-payment.ts'
import { openDesk, order } from './desk.ts'

const desk = await openDesk({ connections: 24 })
const { service, sql, take } = desk
const YEAR_MS = 366 * 24 * 3_600_000

test('captures and refunds in any number of processes: receipts and credit notes are numbered without a gap', async () => {
  const replicas = [service, desk.replica(), desk.replica()]
  let numbering = true
  const numberers = replicas.map(async (replica) => {
    while (numbering) {
      await issueNumbers(replica)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  })
  await Promise.all(
    Array.from({ length: 60 }, async (_, n) => {
      const paymentMethodId = n % 5 === 0 ? 'pm_card_chargeDeclined' : 'pm_card_visa'
      const answer = await take({ paymentMethodId }, replicas[n % 3])
      if (answer.status !== 'CAPTURED' || n % 2) return
      const { paymentId } = answer
      await refundPayment(
        { key: `${paymentId}:1`, paymentId, amount: 700, currency: 'EUR', reason: 'Cancelled' },
        service,
      )
    }),
  )
  await expect.poll(async () => (await sql`select 1 from receipts`).length).toBe(48)
  await expect.poll(async () => (await sql`select 1 from credit_notes`).length).toBe(24)
  numbering = false
  await Promise.all(numberers)
  for (const table of ['receipts', 'credit_notes']) {
    const [row] = await sql.unsafe(
      `select min(sequence) as first, max(sequence) as last, count(distinct sequence)::int as n, count(*)::int as rows from ${table}`,
    )
    expect(row).toEqual({ first: 1, last: row?.['n'], n: row?.['rows'], rows: row?.['rows'] })
  }
  const [payments] = await sql`select count(*)::int as n from payments where status = 'CAPTURED' and receipt_id is null`
  expect(payments?.['n']).toBe(0)
})

test('a new year begins with 1 again, in the time zone of the legal entity', async () => {
  const { paymentId } = (await take()) as { paymentId: string }
  desk.wait(YEAR_MS)
  await desk.number()
  desk.wait(-YEAR_MS)
  const [receipt] = await sql`select number, year, sequence from receipts where payment_id = ${paymentId}`
  const year = new Date(Date.now() + YEAR_MS).getUTCFullYear()
  expect(receipt).toMatchObject({ number: expect.stringMatching(new RegExp(`^20\\d\\d-000001$`)), sequence: 1 })
  expect(Math.abs((receipt?.['year'] as number) - year)).toBeLessThanOrEqual(1)
})

test('what is promised to the printer is the document itself, complete, and the same when read again', async () => {
  const mine = order()
  const { paymentId } = (await take(mine)) as { paymentId: string }
  await refundPayment(
    { key: `${paymentId}:1`, paymentId, amount: 47_700, currency: 'EUR', reason: 'Cancelled by the guest' },
    service,
  )
  expect(await findReceipt(mine, service)).toBeNull()
  await desk.number()

  const receipt = await findReceipt(mine, service)
  expect(receiptDocument.parse(receipt)).toMatchObject({
    reservationId: mine.reservationId,
    reference: 'LX7-4KQ9',
    amount: 47_700,
    currency: 'EUR',
    card: { brand: 'visa', last4: '4242' },
    bankReference: expect.stringMatching(/^ch_/),
    details: mine.receipt,
  })
  const note = await findCreditNote(mine, service)
  expect(creditNoteDocument.parse(note)).toMatchObject({ amount: 47_700, reason: 'Cancelled by the guest', receipt })
  expect(note?.number).toMatch(/^C20\d\d-\d{6}$/)
  expect(await readReceipt({ receiptId: receipt?.receiptId ?? '' }, service)).toEqual(receipt)
  expect(await readCreditNote({ creditNoteId: note?.creditNoteId ?? '' }, service)).toEqual(note)
  expect(await readReceipt({ receiptId: 'guess' }, service)).toBeNull()

  const promised =
    await sql`select job, payload from outbox where payload ->> 'reservationId' = ${mine.reservationId} or payload -> 'receipt' ->> 'reservationId' = ${mine.reservationId} order by id`
  expect(
    promised.map(({ job, payload }) => [job, typeof payload === 'string' ? JSON.parse(payload) : payload]),
  ).toEqual([
    ['issue-receipt', receipt],
    ['issue-credit-note', note],
  ])
})
