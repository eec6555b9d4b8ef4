import type { BankIntent } from './companies.ts'
import type { Invariant, Violation } from './invariant.ts'

interface Payment {
  id: string
  status: string
  bankIntent: string
}

/** Where a payment may stand when the bank says this of it. Money that was taken or set aside is I4's. */
const mayStand: Record<string, readonly string[]> = {
  requires_payment_method: ['DECLINED', 'VOIDED'],
  requires_action: ['REQUIRES_ACTION', 'PENDING'],
  canceled: ['VOIDED', 'DECLINED'],
}

export const events: Invariant = {
  name: 'I14',
  says: "events of the bank, shuffled and doubled, end in the same state: each payment stands where the bank's own record stands, each event was acted upon once",
  look: async ({ sources: { databases, bankLedger }, overdue }) => {
    const sql = databases.payments
    const [heard] = await sql<{ events: number }[]>`select count(*)::int as events from bank_events`
    const twice = await sql<Violation[]>`
      select id, 'the event was acted upon ' || count(*) || ' times' as what from bank_events group by id having count(*) > 1
      union all
      select subject::text, kind || ' was posted ' || count(*) || ' times' from ledger_transactions group by kind, subject having count(*) > 1`
    const payments = await sql<Payment[]>`
      select id::text, status, bank_intent as "bankIntent" from payments
        where bank_intent is not null and greatest(updated_at, created_at) <= ${overdue('heard')}`
    const { intents } = bankLedger ? await bankLedger() : { intents: [] }
    const atBank = new Map(intents.map((intent) => [intent.id, intent]))
    return {
      checked: payments.length + (heard?.events ?? 0),
      things: 'payments at the bank, and events',
      violations: [...twice, ...payments.flatMap((payment) => elsewhere(payment, atBank.get(payment.bankIntent)))],
      ...(bankLedger ? {} : { notLookedAt: 'a bank that is not the sandbox does not show where its payments stand' }),
    }
  },
}

const elsewhere = ({ id, status }: Payment, intent: BankIntent | undefined): Violation[] => {
  const allowed = intent && mayStand[intent.status]
  if (!intent || !allowed || allowed.includes(status)) return []
  return [{ id, what: `it is ${status}, and the bank says ${intent.status} (${intent.id})` }]
}
