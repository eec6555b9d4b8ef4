import type { Services } from '../../context.ts'
import { forgetKeys } from '../../database/idempotency.ts'

const DAY_MS = 86_400_000
const AT_ONCE = 1_000

/**
 * How long an answer is given again to the same key. Whoever repeats a request does so within minutes; a program whose own
 * queue stood still over a holiday, within days: thirty are kept.
 *
 * After that the request is judged anew, and for these three it cannot take effect twice: a booking and a change need an
 * offer, which has long expired, and what is cancelled is refused. A refund of the desk could be made once more while
 * something is left of the payment, and so can what else the desk does: those keys are kept for as long as a bank
 * takes disputes about a payment, and then some.
 */
const KEPT = [
  { operations: ['bookRoom', 'cancelReservation', 'changeStay'], but: false, ms: 30 * DAY_MS },
  { operations: ['bookRoom', 'cancelReservation', 'changeStay'], but: true, ms: 400 * DAY_MS },
]

/** Forgets idempotency keys that are too old, a batch at a time. Any number of replicas may run it. Answers whether there may be more. */
export async function forgetOldKeys({ sql, now }: Pick<Services, 'sql' | 'now'>): Promise<boolean> {
  let more = false
  for (const { operations, but, ms } of KEPT) {
    const forgotten = await forgetKeys(sql, operations, but, new Date(now().getTime() - ms), AT_ONCE)
    more ||= forgotten === AT_ONCE
  }
  return more
}
