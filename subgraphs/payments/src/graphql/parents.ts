import type { DocumentLink } from '@staygraph/payments/contract/document-link'
import type { Money } from '@staygraph/subgraph-kit/money'

import type { RefundRow } from '../database/tables.ts'

/** What the resolvers of a type get as their parent, where it is not a row. */
export type Sum = Money
export type RefundOfPayment = RefundRow & { currency: string }
export type NumberedDocument = { kind: DocumentLink['kind']; id: string; number: string; issuedAt: Date }
