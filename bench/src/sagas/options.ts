import { parseArgs } from 'node:util'

import { CannotStart } from '@staygraph/local/embedded/cannot-start'

export interface SagaOptions {
  /** Sagas to begin, on the database in memory: bookings, changes, cancellations, refunds. */
  sagas: number
  /** Sagas to begin on Postgres and in memory at once. */
  lockstep: number
  /** Processes that live beside each other. */
  workers: number
  seed: number
  /** A protection switched off must be found within so many sagas. */
  foundWithin: number
  /** Nobody lives longer; then fewer were begun. */
  minutes: number
  /** Few sagas need not see every transition. */
  judged: boolean
}

const standard = { sagas: 1_000_000, lockstep: 2_000, workers: 2, seed: 1, foundWithin: 5_000, minutes: 60 }
const quick = { sagas: 1_000, lockstep: 40, workers: 2, seed: 1, foundWithin: 5_000, minutes: 1 }

export const readOptions = (args: string[]): SagaOptions => {
  try {
    const { values } = parseArgs({
      args,
      options: {
        quick: { type: 'boolean' },
        ...Object.fromEntries(Object.keys(standard).map((name) => [name, { type: 'string' as const }])),
      },
    })
    const given = values as Partial<Record<string, string>>
    const figures = Object.entries(values.quick ? quick : standard).map(([name, usual]) => {
      const read = given[name] === undefined ? usual : Number(given[name])
      if (!Number.isInteger(read) || read < 0) throw new RangeError(`--${name}=${given[name]} is not a whole number`)
      return [name, read]
    })
    const read = Object.fromEntries(figures) as typeof standard
    return { ...read, judged: read.sagas >= 20_000 }
  } catch (error) {
    const known = ['--quick', ...Object.entries(standard).map(([name, usual]) => `--${name}=${usual}`)]
    throw new CannotStart(error instanceof Error ? error.message : String(error), `There are: ${known.join(' ')}`)
  }
}
