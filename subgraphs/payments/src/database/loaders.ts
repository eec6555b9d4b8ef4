import type { Database } from '@staygraph/subgraph-kit/database'
import DataLoader from 'dataloader'
import { asc, inArray } from 'drizzle-orm'

import { disputes, type DisputeRow } from './dispute-tables.ts'
import {
  creditNotes,
  payments,
  receipts,
  refunds,
  type CreditNoteRow,
  type PaymentRow,
  type ReceiptRow,
  type RefundRow,
} from './tables.ts'

/** One query for what many entities of one request ask. */
export type Loaders = {
  payment: DataLoader<string, PaymentRow | undefined>
  receiptOfPayment: DataLoader<string, ReceiptRow | undefined>
  refundsOfPayment: DataLoader<string, RefundRow[]>
  creditNoteOfRefund: DataLoader<string, CreditNoteRow | undefined>
  disputesOfPayment: DataLoader<string, DisputeRow[]>
}

export const createLoaders = (db: Database): Loaders => ({
  payment: one(
    (ids) => db.select().from(payments).where(inArray(payments.id, ids)),
    (row) => row.id,
  ),
  receiptOfPayment: one(
    (ids) => db.select().from(receipts).where(inArray(receipts.paymentId, ids)),
    (row) => row.paymentId,
  ),
  refundsOfPayment: many(
    (ids) => db.select().from(refunds).where(inArray(refunds.paymentId, ids)).orderBy(asc(refunds.id)),
    (row) => row.paymentId,
  ),
  creditNoteOfRefund: one(
    (ids) => db.select().from(creditNotes).where(inArray(creditNotes.refundId, ids)),
    (row) => row.refundId,
  ),
  disputesOfPayment: many(
    (ids) =>
      db
        .select()
        .from(disputes)
        .where(inArray(disputes.paymentId, ids))
        .orderBy(asc(disputes.openedAt), asc(disputes.id)),
    (row) => row.paymentId,
  ),
})

type Query<Row> = (ids: string[]) => PromiseLike<Row[]>

const one = <Row>(query: Query<Row>, keyOf: (row: Row) => string) =>
  new DataLoader<string, Row | undefined>(async (ids) => {
    const rows = new Map((await query([...ids])).map((row) => [keyOf(row), row]))
    return ids.map((id) => rows.get(id))
  })

const many = <Row>(query: Query<Row>, keyOf: (row: Row) => string) =>
  new DataLoader<string, Row[]>(async (ids) => {
    const rows = Map.groupBy(await query([...ids]), keyOf)
    return ids.map((id) => rows.get(id) ?? [])
  })
