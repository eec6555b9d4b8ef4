import type { PaymentGrant } from '@staygraph/payments/contract/payment-grant'
import type { Signer, Trust } from '@staygraph/subgraph-kit/claim'
import type { Database } from '@staygraph/subgraph-kit/database'
import type { Follower } from '@staygraph/subgraph-kit/follow-log'
import type { Viewer } from '@staygraph/subgraph-kit/identity'
import type { Live } from '@staygraph/subgraph-kit/live'
import type { Logger } from '@staygraph/subgraph-kit/log'
import type { Sql } from 'postgres'

import type { GroupCommit } from './database/group-commit.ts'
import type { EqualRequests } from './memory/equal-requests.ts'
import type { LookUpLimiter } from './memory/look-up-limiter.ts'
import type { TakenRooms } from './memory/taken-rooms.ts'
import type { OfferKeys } from './offers/offer-keys.ts'
import type { CustomerOf } from './sisters/customers.ts'
import type { FactsOf } from './sisters/hotels.ts'
import type { Payments } from './sisters/payments.ts'
import type { Supplier } from './suppliers/supplier.ts'

/** What the environment decides. */
export type Settings = {
  /** Of the site, without a slash at its end: links in mails and documents begin with it. */
  publicSiteUrl: string
  /** How long an unpaid hold keeps the nights. */
  holdMinutes: number
  /** How long freed rooms are held for who waited for them; less when check-in is near. */
  waitingOfferMinutes: number
  /** Where the bank may send a browser back to, besides the site: `https://partner.example`. */
  returnOrigins: readonly string[]
}

/** What a process reaches for, whoever asks: the saga runs with it. Built in main.ts, and by hand in tests. */
export type Services = {
  db: Database
  /** For the SQL functions of database/transactions.ts. */
  sql: Sql
  now: () => Date
  /** Waits, by the same clock. */
  pause: (milliseconds: number) => Promise<void>
  /** In [0, 1): spreads what would otherwise come at once. */
  random: () => number
  logger: Logger
  /** Signs links. */
  signer: Signer
  /** A word to payments, which its guest's request carries there. */
  grantPayment: (claim: PaymentGrant, seconds: number) => string
  /** Whose signatures count: our own on the links of the waiting list. */
  trust: Trust
  customerOf: CustomerOf
  factsOf: FactsOf
  payments: Payments
  offers: Pick<OfferKeys, 'verify'>
  suppliers: ReadonlyMap<string, Supplier>
  lookUps: LookUpLimiter
  takenRooms: TakenRooms
  equalRequests: EqualRequests
  inGroups: GroupCommit
  /** One for all who follow reservations over this process. */
  steps: Follower
  settings: Settings
}

/**
 * Pools of connections, so that no kind of work uses up another's: the guests' bookings and changes, their look-ups,
 * the hotels' staff, and what goes on behind them (sweepers, relay).
 */
export type Lane = 'changes' | 'reads' | 'staff' | 'behind'
export type Pools = Record<Lane, Pick<Services, 'db' | 'sql'>>

/** A request's dependencies: the services, and on whose behalf it is made. */
export type Context = Services & {
  viewer: Viewer
  /** The address it came from as the gateway saw it; undefined within our own house. */
  client: string | undefined
  /** Of a subscription. */
  live?: Live | undefined
}

export type { PaymentOutcome, PaymentRequest, Payments } from './sisters/payments.ts'
export type { Supplier, SupplierBooking } from './suppliers/supplier.ts'
