import { parseArgs } from 'node:util'

import { CannotStart } from '@staygraph/local/embedded/cannot-start'

export interface LastRoomsOptions {
  clients: number
  /** The rush: so many attempts on so many rooms. */
  attempts: number
  rooms: number
  /** The races: so many rounds, each of so many attempts on so many rooms. */
  races: number
  raceAttempts: number
  raceRooms: number
  /** Guests at once for stays that overlap in every order. */
  overlaps: number
  warmUp: number
  judged: boolean
}

const standard = {
  clients: 256,
  attempts: 10_000,
  rooms: 500,
  races: 5,
  raceAttempts: 10_000,
  raceRooms: 200,
  overlaps: 1_500,
  warmUp: 1_500,
}
const quick = {
  clients: 32,
  attempts: 120,
  rooms: 20,
  races: 1,
  raceAttempts: 120,
  raceRooms: 10,
  overlaps: 60,
  warmUp: 40,
}

export const readOptions = (args: string[]): LastRoomsOptions => {
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
    return { ...(Object.fromEntries(figures) as typeof standard), judged: !values.quick }
  } catch (error) {
    const known = ['--quick', ...Object.entries(standard).map(([name, usual]) => `--${name}=${usual}`)]
    throw new CannotStart(error instanceof Error ? error.message : String(error), `There are: ${known.join(' ')}`)
  }
}
