/** What the bank told us of a refund, in our own words. */
export type RefundNews = {
  status: 'PENDING' | 'SUCCEEDED' | 'FAILED'
  bankRefund: string
  failureReason: string | null
}
