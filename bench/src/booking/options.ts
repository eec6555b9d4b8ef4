import { parseArgs } from 'node:util'

import { CannotStart } from '@staygraph/local/embedded/cannot-start'

export interface BookingOptions {
  clients: number
  rounds: number
  /** Of a slice of bookings. */
  seconds: number
  /** Rounds with every flush of the log slowed to 1.5 ms. */
  slowRounds: number
  roomTypes: number
  warmUp: number
  /** A folder for a CPU profile of each process. */
  profile: string | undefined
  /** Whether the figures are held against what must be shown. */
  judged: boolean
}

const standard = { clients: 48, rounds: 6, seconds: 6, slowRounds: 3, roomTypes: 300, warmUp: 8_000 }
const quick = { clients: 16, rounds: 1, seconds: 1, slowRounds: 0, roomTypes: 20, warmUp: 60 }

export const readOptions = (args: string[]): BookingOptions => {
  try {
    const { values } = parseArgs({
      args,
      options: {
        quick: { type: 'boolean' },
        profile: { type: 'string' },
        ...Object.fromEntries(Object.keys(standard).map((name) => [name, { type: 'string' as const }])),
      },
    })
    const base = values.quick ? quick : standard
    const given = values as Partial<Record<string, string>>
    const figures = Object.entries(base).map(([name, usual]) => [name, figure(name, given[name], usual)])
    return {
      ...(Object.fromEntries(figures) as typeof standard),
      profile: values.profile,
      judged: !values.quick,
    }
  } catch (error) {
    const known = [
      '--quick',
      '--profile=<folder>',
      ...Object.entries(standard).map(([name, usual]) => `--${name}=${usual}`),
    ]
    throw new CannotStart(error instanceof Error ? error.message : String(error), `There are: ${known.join(' ')}`)
  }
}

const figure = (name: string, given: string | undefined, usual: number): number => {
  const read = given === undefined ? usual : Number(given)
  if (!Number.isFinite(read) || read < 0) throw new RangeError(`--${name}=${given} is not a number`)
  return read
}
