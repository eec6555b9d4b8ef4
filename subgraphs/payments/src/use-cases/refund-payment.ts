import { refundPayment as command } from '@staygraph/payments/contract/settle-payment'
import type { z } from 'zod'

import { askForRefund, findRefund } from '../bank/refunds.ts'
import type { Service } from '../context.ts'
import { refundMeetsDispute } from '../database/disputes.ts'
import { isUuid, readPayment } from '../database/payments.ts'
import { beginRefund, claimOpenRefunds, readRefund, settleRefund } from '../database/refunds.ts'
import type { RefundRow } from '../database/tables.ts'
import type { RefundNews } from '../domain/refund-news.ts'
import type { Telling } from './ask-bank.ts'
import { takeUpDisputesOf } from './hear-dispute.ts'
import { sweep } from './sweep.ts'
import { waitForOthers, waitWithPatience } from './wait-for-bank.ts'

type Input = z.output<(typeof command)['input']>
type Output = z.input<(typeof command)['output']>

/** Gives back. Once promised it is owed: when the bank is away, the sweeper goes on asking it with the same key. */
export async function refundPayment(input: Input, service: Service): Promise<Output> {
  if (!isUuid(input.paymentId)) return { status: 'NOT_CAPTURED' }
  const begun = await beginRefund(service.sql, input, service.leaseMs)
  if (begun.verdict === 'EXCEEDS' || begun.verdict === 'CONFLICT' || begun.verdict === 'NOT_CAPTURED') {
    return { status: begun.verdict }
  }
  if (begun.verdict === 'MINE') {
    const refund = await readRefund(service.db, begun.id)
    await waitWithPatience(service, begun.id, (telling) => askAboutRefund(service, refund, begun.neverAsked, telling))
  } else if (begun.verdict === 'BUSY') {
    await waitForOthers(service, begun.id, readRefund)
  }
  const { status, id: refundId } = await readRefund(service.db, begun.id)
  return { status: status === 'INTENT' ? 'PENDING' : status, refundId }
}

/** Ask the bank for a refund, or where it stands, and write down what it says. */
async function askAboutRefund(service: Service, refund: RefundRow, neverAsked: boolean, telling: Telling) {
  const { bank, db, sql, now, logger } = service
  const payment = await readPayment(db, refund.paymentId)
  const settle = (said: Parameters<typeof settleRefund>[2], tell = telling.tell) =>
    settleRefund(sql, refund.id, said, { tell, now: now() })
  const answer = refund.bankRefund ? await findRefund(bank, refund, payment) : await askForRefund(bank, refund, payment)
  if (answer.kind === 'ANSWERED' && answer.value) return settle(answer.value)
  if (answer.kind === 'UNREACHABLE') return settle(unheard(neverAsked ? 'NOT_ATTEMPTED' : 'PENDING'), false)

  // Refused, or unclear: perhaps an earlier request did arrive. The bank's own list says.
  const found = await findRefund(bank, refund, payment)
  if (found.kind === 'ANSWERED' && found.value) return settle(found.value)
  const refused = answer.kind === 'REFUSED' || answer.kind === 'DECLINED'
  if (!refused || found.kind !== 'ANSWERED') return settle(unheard('PENDING'), false)
  // The guest may have the money (or be about to) by a dispute that nobody told us of.
  const known = await takeUpDisputesOf(payment, service)
  const met = await refundMeetsDispute(sql, refund.id, now())
  if (met !== 'UNMET') return met
  const byDispute = answer.kind === 'REFUSED' && answer.code === 'charge_disputed'
  if (byDispute || !known) return settle(unheard('PENDING'), false)
  const reason = answer.kind === 'REFUSED' ? answer.message : answer.declineCode
  logger.error(
    { refund: refund.id, payment: payment.id, reason },
    'the bank refused a refund: somebody must look at it',
  )
  return settle({ status: 'FAILED', bankRefund: null, failureReason: reason })
}

const unheard = (status: 'PENDING' | 'NOT_ATTEMPTED') => ({ status, bankRefund: null, failureReason: null })

/** The sweeper of refunds: what was promised is asked for until the bank answers. */
export const settleOpenRefunds = (service: Service): Promise<boolean> =>
  sweep(service, claimOpenRefunds, async (id) =>
    askAboutRefund(service, await readRefund(service.db, id), false, { tell: true }),
  )

/** The bank says what became of a refund of ours. False: tell it again later, this process is asking about it now. */
export async function hearOfRefund(service: Service, id: string, said: RefundNews): Promise<boolean> {
  if (service.underWay.of(id)) return false
  await settleRefund(service.sql, id, said, { tell: true, now: service.now() })
  return true
}
