import type { ReceiptDocument } from '@staygraph/payments/contract/receipt-document'

import type { DocumentContext } from '../context.ts'
import { keepDocument } from '../documents/keep-document.ts'
import { receiptPage } from './page.ts'

/** Renders a receipt once and keeps it; again, it answers what was kept. */
export const keepReceipt = (receipt: ReceiptDocument, context: DocumentContext) =>
  keepDocument(
    {
      key: `RECEIPT:${receipt.receiptId}`,
      number: receipt.number,
      reservationId: receipt.reservationId,
      fileName: `receipt-${receipt.number}.pdf`,
      page: () => receiptPage(receipt, context.site),
    },
    context,
  )

export async function handleIssueReceipt(receipt: ReceiptDocument, context: DocumentContext) {
  await keepReceipt(receipt, context)
}
