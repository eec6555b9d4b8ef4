import type { Services } from '../context.ts'
import { restNow } from '../database/reservations.ts'
import type { ReservationRow } from '../database/tables.ts'
import type { Status } from '../domain/status.ts'
import { askPartner, askPartnerAgain, bookWithPartner } from './book-with-partner.ts'
import { finishCancellation } from './finish-cancellation.ts'
import { finishChange } from './finish-change.ts'
import { pay } from './pay.ts'
import { currently, type Run, type Step } from './progress.ts'
import { giveBack, settleWithBank } from './settle-debts.ts'

/** What is to be done for a reservation of each status. A status that is not here waits for nobody. */
const steps: Partial<Record<Status, Step>> = {
  AWAITING_PAYMENT: pay,
  REQUIRES_ACTION: pay,
  AUTHORIZED: askPartner,
  CONFIRMING: bookWithPartner,
  PARTNER_UNKNOWN: askPartnerAgain,
  CANCELLING: finishCancellation,
  MODIFYING: finishChange,
}

function stepOf({ status, owed }: ReservationRow): Step | undefined {
  if (owed === 'SETTLE') return settleWithBank
  if (owed === 'REFUND') return giveBack
  return steps[status]
}

/** A booking that confirms makes two moves; the longest way there is, a partner's booking paid too late, some ten. */
const mostMoves = 30

/**
 * Moves a reservation on from its persisted step, as far as it goes now. The one way a saga runs, whoever runs it: the
 * guest's request, the sweeper after a crash, the event of a payment. Two runs at once are safe: every effect has a key
 * of its own, and every move says from where it moves. `known`: the row as the caller has just written it.
 */
export async function advance(
  id: string,
  services: Services,
  { fresh = false, known }: { fresh?: boolean; known?: ReservationRow | null } = {},
): Promise<ReservationRow> {
  const run: Run = { fresh, askedAgain: false }
  let reservation = known ?? (await currently(services, id))
  for (let moves = 0; moves < mostMoves; moves += 1) {
    const step = stepOf(reservation)
    if (!step) return atRest(reservation, services)
    const came = await step(reservation, services, run)
    if (came === 'WAITS') return currently(services, id)
    reservation = came === 'MOVED' ? await currently(services, id) : came
  }
  throw new Error(`reservation ${id} moves and moves`)
}

/** Nothing is to be done: a lease that was taken all the same (the answer of the last step was lost) must not bring it back for ever. */
async function atRest(reservation: ReservationRow, { db }: Services): Promise<ReservationRow> {
  if (reservation.dueAt === null) return reservation
  await restNow(db, reservation)
  return { ...reservation, dueAt: null, tries: 0 }
}
