import type { DocumentLink } from '@staygraph/payments/contract/document-link'
import { signClaim } from '@staygraph/subgraph-kit/claim'
import { moneyResolvers } from '@staygraph/subgraph-kit/money'
import { scalars } from '@staygraph/subgraph-kit/scalars'

import type { CreditNoteRow, ReceiptRow } from '../database/tables.ts'
import { statusOf } from '../domain/payment-status.ts'
import { openCardPage, readCardPage } from '../use-cases/card-pages.ts'
import { showPayment } from '../use-cases/show-payment.ts'
import type { NumberedDocument } from './parents.ts'
import type { Resolvers } from './types.generated.ts'

const LINK_LIVES_SECONDS = 3600

const documentOf = (kind: DocumentLink['kind'], row: ReceiptRow | CreditNoteRow | undefined): NumberedDocument | null =>
  row ? { kind, id: row.id, number: row.number, issuedAt: row.issuedAt } : null

const card = (row: { cardBrand: string | null; cardLast4: string | null }) =>
  row.cardBrand && row.cardLast4 ? { brand: row.cardBrand, last4: row.cardLast4 } : null

export const resolvers: Resolvers = {
  ...scalars,
  ...moneyResolvers,
  Query: {
    cardPage: (_, { id }, context) => readCardPage(id, context),
  },
  Mutation: {
    openCardPage: (_, { input }, context) => openCardPage(input, context),
  },
  CardPage: { card },
  Payment: {
    __resolveReference: (reference, context) => showPayment(reference, context),
    status: statusOf,
    amount: ({ amount, currency }) => ({ amount, currency }),
    refunded: ({ refunded, currency }) => ({ amount: refunded, currency }),
    card,
    receipt: async ({ id }, _, { loaders }) => documentOf('RECEIPT', await loaders.receiptOfPayment.load(id)),
    refunds: async ({ id, currency }, _, { loaders }) =>
      (await loaders.refundsOfPayment.load(id)).map((refund) => ({ ...refund, currency })),
    disputes: ({ id }, _, { loaders }) => loaders.disputesOfPayment.load(id),
    // Only a key: nobody reads it back.
    grant: () => null,
  },
  Refund: {
    amount: ({ amount, currency }) => ({ amount, currency }),
    status: ({ status }) =>
      status === 'SUCCEEDED' || status === 'FAILED' || status === 'WAITING' ? status : 'PENDING',
    byDispute: ({ byDispute, currency }) => ({ amount: byDispute, currency }),
    creditNote: async ({ id }, _, { loaders }) => documentOf('CREDIT_NOTE', await loaders.creditNoteOfRefund.load(id)),
  },
  Dispute: {
    amount: ({ amount, currency }) => ({ amount, currency }),
  },
  Receipt: {
    url: async ({ kind, id }, _, { signer, siteUrl }) =>
      `${siteUrl}/documents/${await signClaim(signer, 'documents', { kind, id } satisfies DocumentLink, LINK_LIVES_SECONDS)}`,
  },
}
