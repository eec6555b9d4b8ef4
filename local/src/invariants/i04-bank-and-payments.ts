import { bankAmount } from '../../../subgraphs/payments/src/domain/bank-amount.ts'
import type { BankIntent, BankLedger, BankRefund } from './companies.ts'
import { compareDisputes, readDisputes } from './i04-disputes.ts'
import { endedWithout, isOld, type Payment } from './i04-payment.ts'
import type { Invariant, Violation } from './invariant.ts'
import { wrongPostings } from './postings.ts'

interface Refund {
  id: string
  paymentId: string
  status: string
  /** Without what a lost dispute stands for. */
  amount: number
  bankRefund: string | null
}

export const bankAndPayments: Invariant = {
  name: 'I4',
  says: "the bank's own ledger and payments match one to one: every capture, every refund, every dispute, every sum set aside, and each is posted once",
  look: async ({ sources: { databases, bankLedger }, overdue }) => {
    const sql = databases.payments
    const unposted = await wrongPostings(sql)
    const [ours] = await sql<{ captures: number }[]>`
      select count(*)::int as captures from payments where status = 'CAPTURED'`
    const checked = { checked: ours?.captures ?? 0, things: 'captures and refunds' }
    if (!bankLedger)
      return { ...checked, violations: unposted, notLookedAt: 'a bank that is not the sandbox shows no ledger' }
    const [ledger, payments, refunds, disputes] = await Promise.all([
      bankLedger(),
      sql<Payment[]>`
        select id::text, status, amount::float8 as amount, currency, bank_intent as "bankIntent", updated_at as "updatedAt" from payments`,
      sql<Refund[]>`
        select id::text, payment_id::text as "paymentId", status, (amount - by_dispute)::float8 as amount, bank_refund as "bankRefund" from refunds`,
      readDisputes(sql),
    ])
    const settled = overdue('heard')
    return {
      ...checked,
      checked: checked.checked + ledger.refunds.length + ledger.disputes.length,
      violations: [
        ...comparePayments(ledger, payments, settled),
        ...compareRefunds(ledger, payments, refunds, settled),
        ...compareDisputes(ledger, payments, disputes, settled),
        ...unposted,
      ],
    }
  },
}

const comparePayments = ({ intents }: BankLedger, payments: Payment[], settled: Date): Violation[] => {
  const byId = new Map(payments.map((payment) => [payment.id, payment]))
  const atBank = new Map(intents.map((intent) => [intent.id, intent]))
  return [
    ...intents.flatMap((intent) => {
      const what = wrongAtBank(intent, byId.get(intent.metadata['payment_id'] ?? ''), isOld(intent, settled))
      return what === null ? [] : [{ id: intent.id, what }]
    }),
    ...payments.flatMap(({ id, status, bankIntent, updatedAt }) => {
      const intent = atBank.get(bankIntent ?? '')
      if (status === 'CAPTURED' && !(intent && intent.captured > 0))
        return [{ id, what: `captured in our books, and the bank took nothing (${bankIntent ?? 'no intent'})` }]
      if (status === 'AUTHORIZED' && intent?.status !== 'requires_capture' && updatedAt <= settled)
        return [{ id, what: `set aside in our books, and the bank says ${intent?.status ?? 'nothing'}` }]
      return []
    }),
  ]
}

/** What is wrong with a sum that the bank took or set aside, seen from our books. */
const wrongAtBank = (intent: BankIntent, payment: Payment | undefined, isSettled: boolean): string | null => {
  const { id, captured, refunded, currency, status } = intent
  const sum = `${captured || intent.amount} ${currency}`
  if (captured === 0 && status !== 'requires_capture') return null
  if (!payment) return `the bank ${captured ? 'took' : 'set aside'} ${sum} for a payment that we do not know`
  if (captured === 0)
    return payment.status === 'AUTHORIZED' || !isSettled
      ? null
      : `the bank keeps ${sum} aside for payment ${payment.id}, which is ${payment.status}`
  if (endedWithout(payment) && refunded === captured) return null
  if (payment.status !== 'CAPTURED')
    return isSettled ? `the bank took ${sum} for payment ${payment.id}, which is ${payment.status}` : null
  if (payment.bankIntent !== id) return `the bank took ${sum} a second time for payment ${payment.id}`
  if (captured === bankAmount(payment) && currency === payment.currency.toLowerCase()) return null
  return `the bank took ${sum} for payment ${payment.id}, our books say ${payment.amount} ${payment.currency}`
}

const stands = ({ status }: BankRefund) => status !== 'failed' && status !== 'canceled'

const compareRefunds = (
  { intents, refunds: atBank }: BankLedger,
  payments: Payment[],
  refunds: Refund[],
  settled: Date,
): Violation[] => {
  const byPayment = new Map(payments.map((payment) => [payment.id, payment]))
  const paymentOf = new Map(intents.map((intent) => [intent.id, byPayment.get(intent.metadata['payment_id'] ?? '')]))
  const byId = new Map(refunds.map((refund) => [refund.id, refund]))
  const standing = new Map(atBank.filter(stands).map((refund) => [refund.id, refund]))
  const known = (refund: BankRefund): string | null => {
    const ours = byId.get(refund.metadata['refund_id'] ?? '')
    const payment = paymentOf.get(refund.intent)
    if (!ours) return payment && endedWithout(payment) ? null : 'the bank gave back what we did not ask for'
    const accepted = ours.bankRefund === refund.id && (ours.status === 'PENDING' || ours.status === 'SUCCEEDED')
    if (!accepted)
      return isOld(refund, settled) ? `the bank gave it back, our refund ${ours.id} is ${ours.status}` : null
    const sum = payment && bankAmount({ amount: ours.amount, currency: payment.currency })
    return sum === refund.amount
      ? null
      : `the bank gave back ${refund.amount}, our refund ${ours.id} says ${ours.amount}`
  }
  return [
    ...[...standing.values()].flatMap((refund) => {
      const what = known(refund)
      return what === null ? [] : [{ id: refund.id, what }]
    }),
    ...refunds.flatMap(({ id, status, bankRefund }) =>
      bankRefund !== null && (status === 'PENDING' || status === 'SUCCEEDED') && !standing.has(bankRefund)
        ? [{ id, what: `given back in our books, and not by the bank (${bankRefund})` }]
        : [],
    ),
  ]
}
