import type { CreditNoteDocument, ReceiptDocument } from '@staygraph/payments/contract/receipt-document'
import { and, desc, eq } from 'drizzle-orm'

import type { Service } from '../context.ts'
import { isUuid } from '../database/payments.ts'
import { creditNotes, receipts } from '../database/tables.ts'

type Reader = Pick<Service, 'db'>

/** A receipt as printed, or null when there is none of this id. */
export async function readReceipt(
  { receiptId }: { receiptId: string },
  { db }: Reader,
): Promise<ReceiptDocument | null> {
  if (!isUuid(receiptId)) return null
  const [row] = await db.select({ document: receipts.document }).from(receipts).where(eq(receipts.id, receiptId))
  return row?.document ?? null
}

export async function readCreditNote(
  { creditNoteId }: { creditNoteId: string },
  { db }: Reader,
): Promise<CreditNoteDocument | null> {
  if (!isUuid(creditNoteId)) return null
  const [row] = await db
    .select({ document: creditNotes.document })
    .from(creditNotes)
    .where(eq(creditNotes.id, creditNoteId))
  return row?.document ?? null
}

/** The newest receipt of a reservation; null until it is numbered, a moment after the capture. */
export async function findReceipt(
  { reservationId }: { reservationId: string },
  { db }: Reader,
): Promise<ReceiptDocument | null> {
  const [row] = await db
    .select({ document: receipts.document })
    .from(receipts)
    .where(eq(receipts.reservationId, reservationId))
    .orderBy(desc(receipts.issuedAt), desc(receipts.sequence))
    .limit(1)
  return row?.document ?? null
}

export async function findCreditNote(
  { reservationId, refundId }: { reservationId: string; refundId?: string | undefined },
  { db }: Reader,
): Promise<CreditNoteDocument | null> {
  if (refundId !== undefined && !isUuid(refundId)) return null
  const [row] = await db
    .select({ document: creditNotes.document })
    .from(creditNotes)
    .where(
      and(
        eq(creditNotes.reservationId, reservationId),
        refundId === undefined ? undefined : eq(creditNotes.refundId, refundId),
      ),
    )
    .orderBy(desc(creditNotes.issuedAt), desc(creditNotes.sequence))
    .limit(1)
  return row?.document ?? null
}
