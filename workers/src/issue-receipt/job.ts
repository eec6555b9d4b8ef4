import { receiptDocument } from '@staygraph/payments/contract/receipt-document'
import { defineJob } from '@staygraph/subgraph-kit/job'

/** Promised by payments right after a capture got its number: render the PDF and keep it. */
export const issueReceipt = defineJob({ name: 'issue-receipt', payload: receiptDocument })
