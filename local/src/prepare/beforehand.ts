import type { DatabaseName } from '../service.ts'
import type { Build } from './builds.ts'

// What is made before any process starts: the structure of the databases, the catalogue, what browsers get.

/** Where each domain's migrations lie, seen from the project's root. */
export const migrations: Record<DatabaseName, string> = {
  hotels: 'subgraphs/hotels/migrations',
  customers: 'subgraphs/customers/migrations',
  payments: 'subgraphs/payments/migrations',
  reservations: 'subgraphs/reservations/migrations',
  workers: 'workers/migrations',
}

/** What fills an empty database: a program, seen from the project's root, and its arguments. */
export interface SeedProgram {
  database: DatabaseName
  entry: string
  args: string[]
  /** What it fills: whoever was filled with less is filled again. */
  with: string
}

/** `places`: only so many of the world's places, the most populous, which takes a tenth of the time of all. */
export const seedsFor = (hotels: string, places?: number): SeedProgram[] => [
  {
    database: 'hotels',
    entry: 'subgraphs/hotels/src/seed/main.ts',
    args: ['--hotels', hotels, ...(places === undefined ? [] : ['--places', String(places)])],
    with: 'cities, airports, names, hotels',
  },
]

/** What browsers get is built beforehand. */
export const builds: Build[] = [
  {
    what: 'the site',
    package: '@staygraph/web',
    into: 'web/dist',
    sources: ['web', 'packages/illustration/src', 'gateway/schema.graphql'],
  },
  { what: 'GraphiQL', package: '@staygraph/gateway', into: 'gateway/dist/explorer', sources: ['gateway/explorer'] },
]
