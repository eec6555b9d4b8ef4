import type { Sql } from 'postgres'

import { bankAmount } from '../../../subgraphs/payments/src/domain/bank-amount.ts'
import type { BankDispute, BankLedger } from './companies.ts'
import { endedWithout, isOld, type Payment } from './i04-payment.ts'
import type { Violation } from './invariant.ts'

interface Dispute {
  id: string
  bankDispute: string
  status: string
  amount: number
  currency: string
  /** In our books the sum is out of our account at the bank. */
  isOut: boolean
}

export const readDisputes = (sql: Sql) => sql<Dispute[]>`
  select id::text, bank_dispute as "bankDispute", status, amount::float8 as amount, currency,
    withdrawn_at is not null and reinstated_at is null as "isOut" from disputes`

const ended: Record<string, string> = { won: 'WON', lost: 'LOST' }

/** Every dispute that the bank has about a payment of ours, one to one: its sum, whose it is now, and how it ended. */
export const compareDisputes = (
  { intents, disputes: atBank }: BankLedger,
  payments: Payment[],
  disputes: Dispute[],
  settled: Date,
): Violation[] => {
  const byPayment = new Map(payments.map((payment) => [payment.id, payment]))
  const paymentOf = new Map(intents.map((intent) => [intent.id, byPayment.get(intent.metadata['payment_id'] ?? '')]))
  const ours = new Map(disputes.map((dispute) => [dispute.bankDispute, dispute]))
  const theirs = new Set(atBank.map(({ id }) => id))
  return [
    ...atBank.flatMap((dispute) => {
      const payment = paymentOf.get(dispute.intent)
      // Money of nobody is missed by the comparison of payments.
      if (!payment || endedWithout(payment)) return []
      const what = wrongWith(dispute, ours.get(dispute.id), isOld(dispute, settled))
      return what === null ? [] : [{ id: dispute.id, what }]
    }),
    ...disputes.flatMap(({ id, bankDispute }) =>
      theirs.has(bankDispute) ? [] : [{ id, what: `a dispute that the bank does not know (${bankDispute})` }],
    ),
  ]
}

const wrongWith = (
  { amount, currency, status, withdrawn }: BankDispute,
  ours: Dispute | undefined,
  isSettled: boolean,
): string | null => {
  if (!isSettled) return null
  if (!ours) return `the bank has a dispute about ${amount} ${currency}, and our books none`
  if (bankAmount(ours) !== amount) return `the dispute is about ${amount} ${currency}, our books say ${ours.amount}`
  if (withdrawn > 0 !== ours.isOut)
    return `the bank ${withdrawn > 0 ? 'keeps' : 'does not keep'} the disputed ${amount} ${currency}, our books say the opposite`
  const expected = ended[status]
  return expected === undefined || expected === ours.status ? null : `the bank says ${status}, our books ${ours.status}`
}
