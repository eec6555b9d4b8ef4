/** Where one attempt to take a sum stands. It moves only by the functions of migrations/0001. */
export const PAYMENT_STATES = [
  /** Written before the bank is asked: it may have been asked, or not yet. */
  'INTENT',
  /** The bank is known not to have been asked. */
  'NOT_ATTEMPTED',
  /** The bank was asked, and its answer is not known. */
  'PENDING',
  'REQUIRES_ACTION',
  'AUTHORIZED',
  'CAPTURED',
  'DECLINED',
  'VOIDED',
] as const
export type PaymentState = (typeof PAYMENT_STATES)[number]
