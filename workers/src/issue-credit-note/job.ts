import { creditNoteDocument } from '@staygraph/payments/contract/receipt-document'
import { defineJob } from '@staygraph/subgraph-kit/job'

/** Promised by payments right after a refund got its number: render the PDF and keep it. */
export const issueCreditNote = defineJob({ name: 'issue-credit-note', payload: creditNoteDocument })
