import path from 'node:path'

import type { Service } from '../src/service.ts'
import type { StartOptions } from '../src/start.ts'

const echo = (name: 'hotels' | 'customers', moves: string, usual: number, asks: string[]): Service => ({
  name,
  does: `counts visits in the database "${name}"`,
  folder: 'local/tests/echo',
  entry: 'main.ts',
  ports: [{ moves, usual, as: 'PORT' }],
  identity: name,
  database: name,
  queue: true,
  asks,
  pages: { [`Visits of ${name}`]: '/visit' },
})

/** Two services that stand for all: one asks the other. */
export const smallPlatform: Service[] = [
  echo('hotels', 'HOTELS_PORT', 4001, []),
  echo('customers', 'CUSTOMERS_PORT', 4002, ['hotels']),
]

export const smallPlatformOptions = (dataFolder: string, environment: NodeJS.ProcessEnv) =>
  ({
    root: path.resolve(import.meta.dirname, '../..'),
    dataFolder,
    environment,
    services: smallPlatform,
    migrations: { hotels: 'local/tests/echo/migrations', customers: 'local/tests/echo/migrations' },
    seeds: [],
    builds: [],
  }) satisfies Partial<StartOptions>
