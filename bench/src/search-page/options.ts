import path from 'node:path'
import { parseArgs } from 'node:util'

import { kinds, type Kind } from './slices.ts'

export interface SearchPageOptions {
  /** Hotels of the catalogue that is searched. */
  hotels: number
  /** Of the world, the most populous. All, if not said. */
  places?: number | undefined
  rounds: number
  /** Of each slice of a round. */
  seconds: number
  clients: number
  /** Searches that guests come back to, each asked once before anything is timed. */
  searches: number
  /** Of these, how many answers of all gateways are compared. */
  compared: number
  /** Where the catalogue is kept from one run to the next. */
  data: string
  /** Where CPU profiles of all processes are left, which slows them. */
  profile?: string | undefined
  /** Searches that were asked before, new ones, or both. */
  kinds: Kind[]
  rivals: boolean
  judged: boolean
}

const kept = path.resolve(import.meta.dirname, '../../../.data/bench-search')
const standard = { hotels: 100_000, rounds: 5, seconds: 4, clients: 16, searches: 600, compared: 120 }
const quick = { hotels: 300, places: 5_000, rounds: 1, seconds: 0.5, clients: 4, searches: 30, compared: 10 }

export const readOptions = (args: string[]): SearchPageOptions => {
  const text = { type: 'string' as const }
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean' },
      'without-rivals': { type: 'boolean' },
      hotels: text,
      rounds: text,
      seconds: text,
      clients: text,
      data: text,
      profile: text,
      only: text,
    },
  })
  const base = values.quick ? quick : standard
  return {
    ...base,
    hotels: Number(values.hotels ?? base.hotels),
    rounds: Number(values.rounds ?? base.rounds),
    seconds: Number(values.seconds ?? base.seconds),
    clients: Number(values.clients ?? base.clients),
    data: path.resolve(values.data ?? kept),
    profile: values.profile,
    kinds: kinds.filter((kind) => values.only === undefined || kind === values.only),
    rivals: !values.quick && !values['without-rivals'],
    judged: !values.quick,
  }
}
