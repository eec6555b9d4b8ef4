import type { CacheTags } from '@staygraph/subgraph-kit/cache-tags'
import type { Database } from '@staygraph/subgraph-kit/database'
import type { Follower } from '@staygraph/subgraph-kit/follow-log'
import type { Viewer } from '@staygraph/subgraph-kit/identity'
import type { Live } from '@staygraph/subgraph-kit/live'
import type { Logger } from '@staygraph/subgraph-kit/log'
import type postgres from 'postgres'

import type { KeptNames } from './database/kept-names.ts'
import { createLoaders, type Loaders } from './database/loaders.ts'
import type { Shelves } from './database/shelves.ts'
import type { PartnerSupply } from './partners/partner-supply.ts'
import type { PhotoTaking } from './photos/photo-store.ts'
import type { KeptSearches } from './use-cases/kept-searches.ts'
import type { Issues } from './use-cases/offer-in-hand.ts'
import type { OfferSigner } from './use-cases/offer-signer.ts'

/** What lives as long as the process. */
export type Surroundings = {
  db: Database
  /** The same pool, for the reads that are hot: each is one prepared statement. */
  sql: postgres.Sql
  shelves: Shelves
  names: KeptNames
  kept: KeptSearches
  /** One for all who follow hotels over this process. */
  availability: Follower
  /** What the gateway keeps of our answers. */
  cacheTags: CacheTags
  signer: OfferSigner
  partners: readonly PartnerSupply[]
  /** Of our own, in the towns of one search: a larger area is refused, because its prices would take seconds. */
  mostHotels: number
  /** How long a search waits for partners at most, milliseconds: each has a time of its own. */
  partnersWithinMs: number
  /** Undefined: no photographs are taken here. */
  photos: PhotoTaking | undefined
  logger: Logger
}

/** The one parameter that carries dependencies: one a request. */
export type Context = Surroundings & {
  viewer: Viewer
  now: Date
  loaders: Loaders
  /** Offers that were told in this answer with their ids, or until when they hold. */
  issues: Issues
  /** Of a subscription. */
  live?: Live | undefined
}

export const createContext = (surroundings: Surroundings, viewer: Viewer, now: Date, live?: Live): Context => ({
  ...surroundings,
  viewer,
  now,
  live,
  issues: new Map(),
  loaders: createLoaders(surroundings.sql, surroundings.shelves, now),
})
