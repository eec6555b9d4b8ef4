import type { CreditNoteDocument } from '@staygraph/payments/contract/receipt-document'

import type { DocumentContext } from '../context.ts'
import { keepDocument } from '../documents/keep-document.ts'
import { creditNotePage } from '../issue-receipt/page.ts'

/** Renders a credit note once and keeps it; again, it answers what was kept. */
export const keepCreditNote = (note: CreditNoteDocument, context: DocumentContext) =>
  keepDocument(
    {
      key: `CREDIT_NOTE:${note.creditNoteId}`,
      number: note.number,
      reservationId: note.receipt.reservationId,
      fileName: `credit-note-${note.number}.pdf`,
      page: () => creditNotePage(note, context.site),
    },
    context,
  )

export async function handleIssueCreditNote(note: CreditNoteDocument, context: DocumentContext) {
  await keepCreditNote(note, context)
}
