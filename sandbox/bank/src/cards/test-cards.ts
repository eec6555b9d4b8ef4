/** What happens when a card is charged. `approve` and the declines are the network's; the rest are this sandbox's. */
export type OutcomeName =
  | 'approve'
  | 'authenticate'
  | DeclineName
  | 'slow'
  | 'fault'
  | 'drop_reply'
  | 'refund_pending'
  | 'refund_fails'
  | DisputeOutcome
export type DisputeOutcome = 'dispute_fraudulent' | 'dispute_not_received' | 'dispute_inquiry'
export type DeclineName = 'declined' | 'insufficient_funds' | 'expired' | 'incorrect_cvc' | 'processing_error' | 'lost'

export type TestCard = {
  /** The id to charge it by, e.g. `pm_card_visa`. */
  id: string
  /** The number to type on the card page. Test numbers are published; none belongs to anyone. */
  number: string
  brand: 'visa' | 'mastercard' | 'amex' | 'discover' | 'diners' | 'jcb' | 'unionpay'
  outcome: OutcomeName
  /** For the table on the front page. */
  meaning: string
}

const card = (
  id: string,
  number: string,
  outcome: OutcomeName,
  meaning: string,
  brand: TestCard['brand'] = 'visa',
): TestCard => ({
  id: `pm_card_${id}`,
  number,
  brand,
  outcome,
  meaning,
})

export const testCards: readonly TestCard[] = [
  card('visa', '4242424242424242', 'approve', 'Approved'),
  card('mastercard', '5555555555554444', 'approve', 'Approved', 'mastercard'),
  card('amex', '378282246310005', 'approve', 'Approved (four-digit CVC)', 'amex'),
  card('visa_debit', '4000056655665556', 'approve', 'Approved'),
  card('discover', '6011111111111117', 'approve', 'Approved', 'discover'),
  card('diners', '3056930009020004', 'approve', 'Approved', 'diners'),
  card('jcb', '3566002020360505', 'approve', 'Approved', 'jcb'),
  card('unionpay', '6200000000000005', 'approve', 'Approved', 'unionpay'),
  card('chargeDeclined', '4000000000000002', 'declined', 'Declined: card_declined'),
  card('chargeDeclinedInsufficientFunds', '4000000000009995', 'insufficient_funds', 'Declined: insufficient_funds'),
  card('chargeDeclinedExpiredCard', '4000000000000069', 'expired', 'Declined: expired_card'),
  card('chargeDeclinedIncorrectCvc', '4000000000000127', 'incorrect_cvc', 'Declined: incorrect_cvc'),
  card('chargeDeclinedProcessingError', '4000000000000119', 'processing_error', 'Declined: processing_error'),
  card('visa_chargeDeclinedLostCard', '4000000000009987', 'lost', 'Declined: lost_card'),
  card('authenticationRequired', '4000002760003184', 'authenticate', '3-D Secure, then approved'),
  card('threeDSecure2Required', '4000000000003220', 'authenticate', '3-D Secure, then approved'),
  card('authenticationRequiredOnSetup', '4000002500003155', 'authenticate', '3-D Secure, then approved'),
  card('pendingRefund', '4000000000007726', 'refund_pending', 'Approved; its refunds stay pending for a while'),
  card('refundFail', '4000000000005126', 'refund_fails', 'Approved; its refunds fail after they seemed to succeed'),
  card('createDispute', '4000000000000259', 'dispute_fraudulent', 'Approved, then disputed as fraudulent'),
  card(
    'createDisputeProductNotReceived',
    '4000000000002685',
    'dispute_not_received',
    'Approved, then disputed as not received',
  ),
  card('createDisputeInquiry', '4000000000001976', 'dispute_inquiry', 'Approved, then asked about: no money moves'),
  card('slow', '4000000000005001', 'slow', 'Approved, but the issuer takes long to say so'),
  card(
    'fault',
    '4000000000006009',
    'fault',
    'Charged, and then this bank answers 500, again and again for the same key',
  ),
  card('dropReply', '4000000000007007', 'drop_reply', 'Charged, and then the connection is cut before the answer'),
]

const byId = new Map(
  testCards.flatMap((it) => [[it.id, it] as const, [it.id.replace('pm_card_', 'tok_'), it] as const]),
)
const byNumber = new Map(testCards.map((it) => [it.number, it]))

/** The test card of an id (`pm_card_visa`) or token (`tok_visa`). */
export const testCard = (id: string) => byId.get(id)
export const testCardByNumber = (number: string) => byNumber.get(number)

export type Decline = { code: string; declineCode: string; message: string }

const declines: Record<DeclineName, Decline> = {
  declined: { code: 'card_declined', declineCode: 'generic_decline', message: 'Your card was declined.' },
  insufficient_funds: {
    code: 'card_declined',
    declineCode: 'insufficient_funds',
    message: 'Your card has insufficient funds.',
  },
  expired: { code: 'expired_card', declineCode: 'expired_card', message: 'Your card has expired.' },
  incorrect_cvc: {
    code: 'incorrect_cvc',
    declineCode: 'incorrect_cvc',
    message: "Your card's security code is incorrect.",
  },
  processing_error: {
    code: 'processing_error',
    declineCode: 'processing_error',
    message: 'An error occurred while processing your card. Try again in a little bit.',
  },
  lost: { code: 'card_declined', declineCode: 'lost_card', message: 'Your card was declined.' },
}

/** The network's words for this outcome, or null when it is not a decline. */
export const declineOf = (outcome: OutcomeName): Decline | null =>
  Object.hasOwn(declines, outcome) ? declines[outcome as DeclineName] : null
