import { takePayment as command } from '@staygraph/payments/contract/take-payment'
import type { z } from 'zod'

import type { Service } from '../context.ts'
import { beginPayment, readPayment } from '../database/payments.ts'
import type { PaymentRow } from '../database/tables.ts'
import { outcomeOf } from '../domain/outcome.ts'
import { askWithPatience, waitForOthers } from './wait-for-bank.ts'

type Input = z.output<(typeof command)['input']>
type Output = z.input<(typeof command)['output']>

/**
 * Takes a sum, or sets it aside. The intent is written before the bank is asked; the same key never asks for a second
 * charge, however often and from wherever it comes.
 */
export async function takePayment(input: Input, service: Service): Promise<Output> {
  const { receipt, ...wanted } = input
  const payment = { ...wanted, receiptDetails: receipt, legalEntity: service.legalEntity }
  const begun = await beginPayment(service.sql, payment, service.leaseMs)
  if (begun.verdict === 'CONFLICT') return { status: 'CONFLICT' }
  if (begun.verdict === 'BUSY') await waitForOthers(service, begun.id)
  if (begun.verdict !== 'NEW' && begun.verdict !== 'RESUME') return outcomeOf(await readPayment(service.db, begun.id))

  const row =
    begun.verdict === 'NEW'
      ? newRow(payment, begun.id, begun.bankCustomer, service.now())
      : await readPayment(service.db, begun.id)
  const asked = await askWithPatience(service, row, begun.neverAsked)
  if (!asked) return { status: 'PENDING', paymentId: begun.id }
  if (!asked.news) return outcomeOf(await readPayment(service.db, begun.id))
  const { redirectUrl, until, declineCode } = asked.news
  return outcomeOf({ ...row, status: asked.state, redirectUrl, authorizedUntil: until, declineCode })
}

type New = Omit<Input, 'receipt'> & Pick<PaymentRow, 'receiptDetails' | 'legalEntity'>

/** The row as it was just written, without reading it back. */
const newRow = (payment: New, id: string, bankCustomer: string | null, now: Date): PaymentRow => ({
  ...payment,
  id,
  bankCustomer,
  refunded: 0,
  trace: {},
  status: 'INTENT',
  bankIntent: null,
  bankCharge: null,
  cardBrand: null,
  cardLast4: null,
  declineCode: null,
  redirectUrl: null,
  authorizedUntil: null,
  capturedAt: null,
  captureRequestedAt: null,
  voidRequestedAt: null,
  receiptId: null,
  createdAt: now,
  updatedAt: now,
  leasedUntil: now,
  settleAfter: now,
  attempts: 0,
})
