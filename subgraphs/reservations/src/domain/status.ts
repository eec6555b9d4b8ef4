/** Where a reservation stands; `schema.graphql` says what each means to the guest. */
export const statuses = [
  'HELD',
  'AWAITING_PAYMENT',
  'REQUIRES_ACTION',
  'AUTHORIZED',
  'CONFIRMING',
  'PARTNER_UNKNOWN',
  'CONFIRMED',
  'MODIFYING',
  'CANCELLING',
  'CANCELLED',
  'CANCELLED_WITH_FEE',
  'CHECKED_IN',
  'CHECKED_OUT',
  'NO_SHOW',
  'EXPIRED',
  'FAILED',
] as const
export type Status = (typeof statuses)[number]

/**
 * The one table of what may follow what. The database holds the same table as a trigger (a test compares them pair by
 * pair), so that no code, old or new, can move a reservation outside of it.
 */
export const transitions: Record<Status, readonly Status[]> = {
  HELD: ['AWAITING_PAYMENT', 'EXPIRED', 'FAILED'],
  AWAITING_PAYMENT: ['REQUIRES_ACTION', 'AUTHORIZED', 'CONFIRMED', 'EXPIRED', 'FAILED'],
  REQUIRES_ACTION: ['AWAITING_PAYMENT', 'AUTHORIZED', 'CONFIRMED', 'EXPIRED', 'FAILED'],
  AUTHORIZED: ['CONFIRMING', 'FAILED'],
  CONFIRMING: ['PARTNER_UNKNOWN', 'CONFIRMED', 'FAILED'],
  PARTNER_UNKNOWN: ['CONFIRMING', 'CONFIRMED', 'FAILED'],
  CONFIRMED: ['MODIFYING', 'CANCELLING', 'CHECKED_IN', 'NO_SHOW'],
  MODIFYING: ['CONFIRMED'],
  // Back to CONFIRMED when the partner refuses to cancel.
  CANCELLING: ['CANCELLED', 'CANCELLED_WITH_FEE', 'CONFIRMED'],
  CANCELLED: [],
  CANCELLED_WITH_FEE: [],
  CHECKED_IN: ['CHECKED_OUT'],
  CHECKED_OUT: [],
  NO_SHOW: [],
  // Paid after the hold ended: the nights are taken again, or the money goes back.
  EXPIRED: ['CONFIRMED', 'FAILED'],
  FAILED: [],
}

export const mayBecome = (from: Status, to: Status) => transitions[from].includes(to)

/** Its nights count as held: taken from everybody else, not yet sold. */
export const holdsNights: readonly Status[] = ['HELD', 'AWAITING_PAYMENT', 'REQUIRES_ACTION']

/** Its nights count as sold. A cancellation gives them back at its end, a change of dates swaps them. */
export const soldNights: readonly Status[] = [
  'CONFIRMED',
  'MODIFYING',
  'CANCELLING',
  'CHECKED_IN',
  'CHECKED_OUT',
  'NO_SHOW',
]

/** The booking is still being made: the guest waits for an answer. */
export const unsettled: readonly Status[] = [
  'HELD',
  'AWAITING_PAYMENT',
  'REQUIRES_ACTION',
  'AUTHORIZED',
  'CONFIRMING',
  'PARTNER_UNKNOWN',
]

/** The table as a Mermaid state diagram, drawn into the README by `draw-statuses.ts`. */
export function drawStatuses(): string {
  const arrows = statuses.flatMap((from) => transitions[from].map((to) => `  ${from} --> ${to}`))
  const ends = statuses.filter((status) => transitions[status].length === 0).map((status) => `  ${status} --> [*]`)
  return ['stateDiagram-v2', '  [*] --> HELD', ...arrows, ...ends].join('\n')
}
