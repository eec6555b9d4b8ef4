import type { Posting } from '../bank.ts'
import type { ChargeRecord, DisputeRecord } from '../books/records.ts'
import { tell } from '../events/tell.ts'
import { newId } from '../wire/ids.ts'
import { drawDispute } from '../wire/objects/dispute.ts'

const EVIDENCE_DAYS = 21
/** What the bank keeps for a dispute, in the smallest unit of whatever currency. It does not come back. */
const DISPUTE_FEE = 1500

export const DISPUTE_REASONS = [
  'credit_not_processed',
  'duplicate',
  'fraudulent',
  'general',
  'product_not_received',
  'product_unacceptable',
  'subscription_canceled',
  'unrecognized',
] as const
export type DisputeReason = (typeof DISPUTE_REASONS)[number]

export type Complaint = {
  reason?: DisputeReason
  /** Less than what is left of the charge. */
  amount?: number
  /** The cardholder's bank only asks: no money moves. */
  inquiry?: boolean
}

/** Whether the cardholder's bank has something to decide about this charge now. */
export const isOpen = ({ status }: Pick<DisputeRecord, 'status'>) =>
  status !== 'won' && status !== 'lost' && status !== 'warning_closed'

/** The dispute of a charge that stands: open, or lost. One that was won or withdrawn is as if it had not been. */
export function standingDispute({ tx }: Pick<Posting, 'tx'>, { disputes = [] }: ChargeRecord): DisputeRecord | null {
  const newest = tx.get('dispute', disputes.at(-1) ?? '')
  return newest && (isOpen(newest) || newest.status === 'lost') ? newest : null
}

/** The cardholder does not recognise a charge: their bank takes the money back until it has decided. Null: nothing is left to dispute, or it is disputed. */
export function openDispute(posting: Posting, charge: ChargeRecord, complaint: Complaint = {}): DisputeRecord | null {
  const { tx, now, view } = posting
  const left = charge.amountCaptured - charge.amountRefunded
  const amount = complaint.amount ?? left
  if (!charge.captured || amount < 1 || amount > left || standingDispute(posting, charge)) return null
  const opened = tx.put('dispute', {
    id: newId('du'),
    created: now,
    charge: charge.id,
    intent: charge.intent,
    amount,
    currency: charge.currency,
    reason: complaint.reason ?? 'fraudulent',
    status: complaint.inquiry ? 'warning_needs_response' : 'needs_response',
    evidence: {},
    submissions: 0,
    dueBy: now + EVIDENCE_DAYS * 24 * 3600,
    balances: [],
    metadata: {},
  })
  tx.put('charge', { ...charge, disputes: [...(charge.disputes ?? []), opened.id] })
  tell(posting, 'charge.dispute.created', drawDispute(opened, view))
  return complaint.inquiry ? opened : withdraw(posting, opened)
}

/** The sum leaves the merchant's balance while the dispute is open. */
function withdraw(posting: Posting, dispute: DisputeRecord): DisputeRecord {
  const line = post(posting, dispute, 'dispute', -dispute.amount, DISPUTE_FEE)
  const withdrawn = posting.tx.put('dispute', { ...dispute, balances: [...dispute.balances, line] })
  tell(posting, 'charge.dispute.funds_withdrawn', drawDispute(withdrawn, posting.view))
  return withdrawn
}

/** The cardholder's bank has decided. Won: the sum comes back to the merchant. An inquiry closes without money. */
export function endDispute(posting: Posting, dispute: DisputeRecord, outcome: 'won' | 'lost'): DisputeRecord {
  const { tx, view } = posting
  const status = dispute.balances.length === 0 ? 'warning_closed' : outcome
  let ended = tx.put('dispute', { ...dispute, status })
  if (status === 'won') {
    const line = post(posting, ended, 'dispute_reversal', dispute.amount, 0)
    ended = tx.put('dispute', { ...ended, balances: [...ended.balances, line] })
  }
  tell(posting, 'charge.dispute.closed', drawDispute(ended, view))
  if (status === 'won') tell(posting, 'charge.dispute.funds_reinstated', drawDispute(ended, view))
  return ended
}

function post(
  { tx, now }: Posting,
  { id, currency }: DisputeRecord,
  type: 'dispute' | 'dispute_reversal',
  amount: number,
  fee: number,
): string {
  return tx.put('balance', { id: newId('txn'), created: now, type, amount, fee, currency, source: id }).id
}
