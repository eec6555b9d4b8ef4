import type { Database } from '@staygraph/subgraph-kit/database'
import { outgoingTrace } from '@staygraph/subgraph-kit/telemetry'
import { eq, sql as raw } from 'drizzle-orm'
import type postgres from 'postgres'

import type { BankNews } from '../domain/bank-news.ts'
import type { PaymentState } from '../domain/payment-state.ts'
import { payments, type PaymentRow } from './tables.ts'

export type NewPayment = Pick<
  PaymentRow,
  | 'key'
  | 'reservationId'
  | 'reference'
  | 'customerId'
  | 'legalEntity'
  | 'amount'
  | 'currency'
  | 'paymentMethodId'
  | 'capture'
  | 'returnUrl'
  | 'receiptDetails'
>
export type Begun = {
  /** NEW and RESUME: this call holds the lease and asks the bank. */
  verdict: 'NEW' | 'RESUME' | 'BUSY' | 'SETTLED' | 'CONFLICT'
  id: string
  bankCustomer: string | null
  /** The bank is known not to have been asked before. */
  neverAsked: boolean
}

// Over a client that drizzle uses, postgres.js passes dates and JSON as they are: both are written as text here.

/** The intent is on disk before the bank is asked: a process that dies in between leaves something to resume from. */
export async function beginPayment(sql: postgres.Sql, p: NewPayment, leaseMs: number): Promise<Begun> {
  const [row] = await sql<Begun[]>`
    select verdict, payment_id as id, customer as "bankCustomer", never_asked as "neverAsked" from begin_payment(
      ${p.key}, ${p.reservationId}, ${p.reference}, ${p.customerId}, ${p.legalEntity}, ${p.amount}, ${p.currency},
      ${p.paymentMethodId}, ${p.capture}, ${p.returnUrl}, ${JSON.stringify(p.receiptDetails)},
      ${JSON.stringify(outgoingTrace())}, ${leaseMs})`
  if (!row) throw new Error('begin_payment answered nothing')
  return row
}

/** Write what the bank said: state, ledger and event together. `tell`: reservations does not hear it from this call. */
export async function settlePayment(
  sql: postgres.Sql,
  id: string,
  said: BankNews,
  { tell, now }: { tell: boolean; now: Date },
): Promise<PaymentState> {
  const [row] = await sql<{ status: PaymentState }[]>`
    select settle_payment(
      ${id}, ${said.status}, ${said.intent}, ${said.charge}, ${said.card?.brand ?? null}, ${said.card?.last4 ?? null},
      ${said.declineCode}, ${said.redirectUrl}, ${said.until?.toISOString() ?? null}, ${tell}, ${now.toISOString()}) as status`
  if (!row) throw new Error('settle_payment answered nothing')
  return row.status
}

const one = (db: Database) =>
  db
    .select()
    .from(payments)
    .where(eq(payments.id, raw.placeholder('id')))
    .prepare('payment_by_id')
const prepared = new WeakMap<Database, ReturnType<typeof one>>()

export async function readPayment(db: Database, id: string): Promise<PaymentRow> {
  const row = await findPaymentRow(db, id)
  if (!row) throw new Error(`there is no payment ${id}`)
  return row
}

export async function findPaymentRow(db: Database, id: string): Promise<PaymentRow | undefined> {
  if (!isUuid(id)) return undefined
  const statement = prepared.get(db) ?? one(db)
  prepared.set(db, statement)
  const [row] = await statement.execute({ id })
  return row
}

export async function findPaymentByKey(db: Database, key: string): Promise<PaymentRow | undefined> {
  const [row] = await db.select().from(payments).where(eq(payments.key, key))
  return row
}

/** Open payments whose time has come, leased to this process. Each goes to one process; a dead one's lease runs out. */
export async function claimOpenPayments(
  sql: postgres.Sql,
  limit: number,
  leaseMs: number,
  now: Date,
): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    update payments set
      leased_until = clock_timestamp() + ${leaseMs} * interval '1 millisecond',
      attempts = attempts + 1,
      settle_after = ${now.toISOString()}::timestamptz + case status
        when 'REQUIRES_ACTION' then least(15 * 2 ^ attempts, 300) * interval '1 second'
        else least(2 ^ attempts, 60) * interval '1 second' end
    where id in (
      select id from payments
      where (status in ('INTENT', 'PENDING', 'REQUIRES_ACTION')
          or (status = 'AUTHORIZED' and (capture_requested_at is not null or void_requested_at is not null)))
        and settle_after <= ${now.toISOString()} and leased_until <= clock_timestamp()
      order by settle_after limit ${limit} for update skip locked)
    returning id`
  return rows.map(({ id }) => id)
}

export async function requestCapture(sql: postgres.Sql, id: string, now: Date) {
  await sql`
    update payments set capture_requested_at = coalesce(capture_requested_at, ${now.toISOString()})
    where id = ${id} and status = 'AUTHORIZED' and void_requested_at is null`
}

/** The bank is known not to have heard the request: it was not made. */
export async function withdrawCapture(sql: postgres.Sql, id: string) {
  await sql`update payments set capture_requested_at = null, leased_until = 'epoch' where id = ${id}`
}

export async function requestVoid(sql: postgres.Sql, id: string, now: Date) {
  await sql`select request_void(${id}, ${now.toISOString()})`
}

export async function freeLease(sql: postgres.Sql, id: string) {
  await sql`update payments set leased_until = 'epoch' where id = ${id}`
}

/** Ask for the lease of one open payment; false when somebody else holds it. */
export async function takeLease(sql: postgres.Sql, id: string, leaseMs: number): Promise<boolean> {
  const rows = await sql`
    update payments set leased_until = clock_timestamp() + ${leaseMs} * interval '1 millisecond'
    where id = ${id} and leased_until <= clock_timestamp() returning 1`
  return rows.length > 0
}

export const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
