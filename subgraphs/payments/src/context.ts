import type { PaymentGrant } from '@staygraph/payments/contract/payment-grant'
import type { Signer } from '@staygraph/subgraph-kit/claim'
import type { Database } from '@staygraph/subgraph-kit/database'
import type { Viewer } from '@staygraph/subgraph-kit/identity'
import type { Logger } from '@staygraph/subgraph-kit/log'
import type postgres from 'postgres'

import type { Bank } from './bank/bank.ts'
import type { Loaders } from './database/loaders.ts'
import type { UnderWay } from './use-cases/under-way.ts'

/** What every use case needs, whoever asks. */
export type Service = {
  db: Database
  /** For the SQL functions of migrations/0001: prepared by name, one round trip. */
  sql: postgres.Sql
  bank: Bank
  underWay: UnderWay
  now: () => Date
  logger: Logger
  /** Signs the links to our documents. */
  signer: Signer
  /** What reservations lets somebody read; throws what it never made. */
  readGrant: (grant: string) => PaymentGrant
  siteUrl: string
  /** Origins the bank may send a browser back to. */
  returnOrigins: string[]
  /** Who issues the receipts: a row of legal_entities. */
  legalEntity: string
  /** How long a caller waits for the bank before it hears PENDING. */
  patienceMs: number
  /** Longer than the longest question: while a lease holds nobody else asks; when its process died, the sweeper takes over. */
  leaseMs: number
}

/** One request to the graph. */
export type Context = Service & { viewer: Viewer; loaders: Loaders }
