/** Where a dispute stands. It moves only by `settle_dispute`. */
export const DISPUTE_STATES = [
  /** The cardholder's bank only asks: no money has moved. */
  'INQUIRY',
  /** The sum was taken from us; the bank waits for evidence. */
  'OPEN',
  /** Evidence is handed in; the cardholder's bank decides. */
  'UNDER_REVIEW',
  /** Decided for us: the sum came back. */
  'WON',
  /** Decided for the guest, who keeps the sum. */
  'LOST',
  /** Ended without a decision about money. */
  'CLOSED',
] as const
export type DisputeState = (typeof DISPUTE_STATES)[number]

export const isDisputeOpen = (status: DisputeState) =>
  status === 'INQUIRY' || status === 'OPEN' || status === 'UNDER_REVIEW'

/** What the bank says of a dispute, in our words and counting. */
export type DisputeNews = {
  bankDispute: string
  bankIntent: string
  /** Minor units. */
  amount: number
  currency: string
  reason: string
  status: DisputeState
  withdrawn: boolean
  reinstated: boolean
  evidenceDueAt: Date | null
  openedAt: Date
}
