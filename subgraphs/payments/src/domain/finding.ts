/** The bank's lists that are compared with our books. */
export const READINGS = ['INTENTS', 'REFUNDS', 'DISPUTES'] as const
export type Reading = (typeof READINGS)[number]

/** How the bank's books and ours can contradict each other. */
export const FINDING_KINDS = [
  /** The bank has money under our name that belongs to no payment of ours. */
  'PAYMENT_OF_NOBODY',
  /** The bank gave back what we did not ask for. */
  'REFUND_OF_NOBODY',
  /** A dispute about a payment that is not ours. */
  'DISPUTE_OF_NOBODY',
  /** Taken twice for one payment. */
  'TAKEN_TWICE',
  /** The bank took, gave back or withdrew another sum than our books say. */
  'AMOUNT_DIFFERS',
  /** The bank and we say different ends, and neither can still move. */
  'STATE_DIFFERS',
] as const
export type FindingKind = (typeof FINDING_KINDS)[number]

export type Finding = {
  kind: FindingKind
  /** The bank's id of what it is about. */
  subject: string
  detail: Record<string, string | number | null>
}
