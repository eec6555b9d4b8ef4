import type { Posting } from '../bank.ts'
import type { RefundRecord } from '../books/records.ts'
import { tell } from '../events/tell.ts'
import { newId } from '../wire/ids.ts'
import { drawRefund } from '../wire/objects/refund.ts'

/** What is still to happen to a refund of this sandbox's two awkward cards, after the API has answered. */
export function nextOf({ tx }: Pick<Posting, 'tx'>, refund: RefundRecord): 'succeed' | 'fail' | null {
  const charge = tx.get('charge', refund.charge)
  const outcome = charge && tx.get('payment_method', charge.paymentMethod)?.outcome
  if (outcome === 'refund_pending' && refund.status === 'pending') return 'succeed'
  return outcome === 'refund_fails' && refund.status === 'succeeded' ? 'fail' : null
}

/** The other bank says what became of a refund: it arrived, or it came back. */
export function settleRefund(posting: Posting, id: string) {
  const { tx, now } = posting
  const refund = tx.get('refund', id)
  const next = refund && nextOf(posting, refund)
  if (!refund || !next) return
  if (next === 'succeed') {
    tell(posting, 'refund.updated', drawRefund(tx.put('refund', { ...refund, status: 'succeeded' })))
    return
  }
  const back = tx.put('balance', {
    id: newId('txn'),
    created: now,
    type: 'refund_failure',
    amount: refund.amount,
    fee: 0,
    currency: refund.currency,
    source: refund.id,
  })
  const charge = tx.get('charge', refund.charge)
  if (charge) tx.put('charge', { ...charge, amountRefunded: charge.amountRefunded - refund.amount })
  const failed = tx.put('refund', {
    ...refund,
    status: 'failed',
    failureReason: 'lost_or_stolen_card',
    failureBalance: back.id,
  })
  tell(posting, 'refund.updated', drawRefund(failed))
  tell(posting, 'refund.failed', drawRefund(failed))
}
