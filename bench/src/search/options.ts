import path from 'node:path'
import { parseArgs } from 'node:util'

import { CannotStart } from '@staygraph/local/embedded/cannot-start'

export interface SearchOptions {
  /** Hotels of each catalogue that is searched, the smallest first. */
  hotels: number[]
  /** Of the world, the most populous. All, if not said. */
  places?: number | undefined
  rounds: number
  /** Of each slice of a round. */
  seconds: number
  clients: number
  /** Changes of the rooms left that are told meanwhile, a second. */
  events: number
  /** Where the catalogues are kept from one run to the next: a million hotels take minutes to make. */
  data: string
  /** Whether the figures are held against what must be shown. */
  judged: boolean
}

const kept = path.resolve(import.meta.dirname, '../../../.data/bench-search')
const standard = { hotels: '10000,100000,1000000', rounds: '5', seconds: '4', clients: '8', events: '100', data: kept }
const quick = { ...standard, hotels: '300', rounds: '1', seconds: '1' }

export const readOptions = (args: string[]): SearchOptions => {
  try {
    const { values } = parseArgs({
      args,
      options: {
        quick: { type: 'boolean' },
        ...Object.fromEntries(Object.keys(standard).map((name) => [name, { type: 'string' as const }])),
      },
    })
    const given = { ...(values.quick ? quick : standard), ...(values as Partial<typeof standard>) }
    return {
      places: values.quick ? 5_000 : undefined,
      hotels: given.hotels.split(',').map((count) => figure('hotels', count)),
      rounds: figure('rounds', given.rounds),
      seconds: figure('seconds', given.seconds),
      clients: figure('clients', given.clients),
      events: figure('events', given.events),
      data: path.resolve(given.data),
      judged: !values.quick,
    }
  } catch (error) {
    const known = Object.entries(standard).map(([name, usual]) => `--${name}=${usual}`)
    throw new CannotStart(
      error instanceof Error ? error.message : String(error),
      `There are: --quick ${known.join(' ')}`,
    )
  }
}

const figure = (name: string, given: string): number => {
  const read = Number(given)
  if (!Number.isFinite(read) || read <= 0) throw new RangeError(`--${name}=${given} is not a number`)
  return read
}
