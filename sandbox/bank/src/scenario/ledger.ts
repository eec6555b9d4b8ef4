import type { Books } from '../books/books.ts'

/** What the bank's own books say, for checkers that compare: amounts are in the wire's smallest unit, currencies lower case. */
export function ledger(books: Books) {
  const intents = [...books.all('intent')].map((it) => ({
    id: it.id,
    created: it.created,
    status: it.status,
    amount: it.amount,
    currency: it.currency,
    captured: it.amountReceived,
    refunded: it.refunds.reduce((sum, id) => sum + refundedBy(books, id), 0),
    metadata: it.metadata,
    idempotencyKey: it.createdWith,
    charges: it.charges,
    refunds: it.refunds,
  }))
  const lines = [...books.all('balance')]
  const totals: Record<string, { charged: number; refunded: number; disputed: number; fees: number; balance: number }> =
    {}
  for (const line of lines) {
    const total = (totals[line.currency] ??= { charged: 0, refunded: 0, disputed: 0, fees: 0, balance: 0 })
    if (line.type === 'charge') total.charged += line.amount
    else if (line.type === 'dispute' || line.type === 'dispute_reversal') total.disputed -= line.amount
    else total.refunded -= line.amount
    total.fees += line.fee
    total.balance += line.amount - line.fee
  }
  const charges = [...books.all('charge')].map(
    ({ id, intent, amount, amountCaptured, captured, failure, released }) => ({
      id,
      intent,
      amount,
      amountCaptured,
      captured,
      failed: failure !== null,
      released,
    }),
  )
  const disputes = [...books.all('dispute')].map((it) => ({
    id: it.id,
    created: it.created,
    charge: it.charge,
    intent: it.intent,
    amount: it.amount,
    currency: it.currency,
    status: it.status,
    /** What is out of the merchant's balance now. */
    withdrawn: -it.balances.reduce((sum, line) => sum + (books.get('balance', line)?.amount ?? 0), 0),
  }))
  return { intents, charges, refunds: [...books.all('refund')], disputes, balanceTransactions: lines, totals }
}

function refundedBy(books: Books, id: string) {
  const refund = books.get('refund', id)
  return refund && refund.status !== 'failed' ? refund.amount : 0
}
