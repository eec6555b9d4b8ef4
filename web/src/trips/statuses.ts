import { dateIn } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { refundSteps, stepAt } from '../offer/terms.ts'
import type { IconName } from '../ui/icon.tsx'
import type { Tone } from '../ui/note.tsx'
import type { Reservation, ReservationStatus } from './reservation-query.ts'

/** `waiting`: it may still become a stay, and changes by itself. `over`: there is no stay. */
type Phase = 'waiting' | 'booked' | 'over'
type Status = { words: string; tone: Tone; icon?: IconName; phase: Phase }

const STATUSES: Record<ReservationStatus, Status> = {
  HELD: { words: 'Waiting for the payment', tone: 'info', icon: 'clock', phase: 'waiting' },
  AWAITING_PAYMENT: { words: 'Waiting for your bank', tone: 'info', icon: 'clock', phase: 'waiting' },
  REQUIRES_ACTION: { words: 'Your bank waits for your approval', tone: 'sun', icon: 'clock', phase: 'waiting' },
  AUTHORIZED: { words: 'Being confirmed', tone: 'info', icon: 'clock', phase: 'waiting' },
  CONFIRMING: { words: 'Being confirmed', tone: 'info', icon: 'clock', phase: 'waiting' },
  PARTNER_UNKNOWN: { words: 'Being confirmed', tone: 'info', icon: 'clock', phase: 'waiting' },
  CONFIRMED: { words: 'Confirmed and paid', tone: 'ok', icon: 'check', phase: 'booked' },
  MODIFYING: { words: 'Being changed', tone: 'info', icon: 'clock', phase: 'waiting' },
  CANCELLING: { words: 'Being cancelled', tone: 'info', icon: 'clock', phase: 'waiting' },
  CANCELLED: { words: 'Cancelled', tone: 'plain', phase: 'over' },
  CANCELLED_WITH_FEE: { words: 'Cancelled, a fee was kept', tone: 'plain', phase: 'over' },
  CHECKED_IN: { words: 'Checked in', tone: 'ok', icon: 'check', phase: 'booked' },
  CHECKED_OUT: { words: 'Stayed', tone: 'plain', icon: 'check', phase: 'booked' },
  NO_SHOW: { words: 'Not used', tone: 'plain', phase: 'booked' },
  EXPIRED: { words: 'Not paid in time', tone: 'plain', phase: 'over' },
  FAILED: { words: 'Not booked', tone: 'danger', phase: 'over' },
}

export const statusOf = (status: ReservationStatus): Status => {
  const found = STATUSES[status]
  return { ...found, words: t(found.words) }
}

/** Its rooms are kept only until `holdExpiresAt`: the payment is not through yet. */
export const isHeld = (status: ReservationStatus): boolean =>
  status === 'HELD' || status === 'AWAITING_PAYMENT' || status === 'REQUIRES_ACTION'

/**
 * Whether the graph would take another stay instead now: a confirmed stay that has not begun, and whose terms would give all of
 * it back. The graph decides; this only keeps a button away that could not work.
 */
export function canChange({ status, hotel, cancellation, payNow, stay, snapshot }: Reservation, now: Date): boolean {
  const steps = refundSteps(cancellation, payNow)
  const isFree = steps[stepAt(steps, now.getTime())]?.kind === 'FULL'
  return status === 'CONFIRMED' && hotel !== null && isFree && stay.checkIn > dateIn(snapshot.timeZone, now)
}
