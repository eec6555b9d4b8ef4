import type { PaymentState } from './payment-state.ts'

/** What the bank told us of a payment, in our own words. */
export type BankNews = {
  status: PaymentState
  intent: string | null
  charge: string | null
  card: { brand: string; last4: string } | null
  /** The bank's own word for its no. */
  declineCode: string | null
  redirectUrl: string | null
  /** Until when the sum is set aside. */
  until: Date | null
}

export const news = (status: PaymentState, more: Partial<BankNews> = {}): BankNews => ({
  status,
  intent: null,
  charge: null,
  card: null,
  declineCode: null,
  redirectUrl: null,
  until: null,
  ...more,
})
