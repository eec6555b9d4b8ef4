import type { paymentDisputed } from '@staygraph/payments/contract/payment-disputed'
import type { PayloadOf } from '@staygraph/subgraph-kit/job'

import type { Services } from '../../context.ts'
import { tellDispute } from '../../database/money.ts'
import { reservationById } from '../../database/reservations.ts'
import type { StepName } from '../../domain/timeline.ts'

type Disputed = PayloadOf<typeof paymentDisputed>

/** What the timeline must have told once a dispute stands there: also what a lost or late event would have told. */
const told: Record<Disputed['status'], StepName[]> = {
  INQUIRY: ['DISPUTE_ASKED'],
  OPEN: ['DISPUTE_OPENED'],
  UNDER_REVIEW: ['DISPUTE_OPENED'],
  WON: ['DISPUTE_OPENED', 'DISPUTE_WON'],
  LOST: ['DISPUTE_OPENED', 'DISPUTE_LOST'],
  CLOSED: ['DISPUTE_CLOSED'],
}
const ends = ['WON', 'LOST', 'CLOSED']

/**
 * A dispute about a payment moved. It changes nothing of the stay: who keeps the money is decided at the bank, who keeps
 * the room by the hotel. The event may come twice and in any order; each step is told once, and none after the end.
 */
export async function hearDispute(event: Disputed, { db, sql, now, logger }: Services): Promise<void> {
  const { reservationId, disputeId, status, amount, currency, covered } = event
  if (!(await reservationById(db, reservationId))) {
    logger.warn({ reservation: reservationId }, 'a dispute about a reservation that is not ours')
    return
  }
  const detail = { amount, currency, ...(covered > 0 ? { covered } : {}) }
  await tellDispute(
    sql,
    reservationId,
    { id: disputeId, steps: told[status], ends: ends.includes(status), detail },
    now(),
  )
}
