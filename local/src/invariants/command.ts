import { parseArgs } from 'node:util'

import { CannotStart } from '../embedded/cannot-start.ts'
import { checkInvariants } from './check-invariants.ts'
import { usualWindows, type Windows } from './invariant.ts'
import { findPlaces } from './places.ts'
import { holds, report } from './report.ts'
import { openSources } from './sources.ts'

export interface CommandOptions {
  dataFolder: string
  environment: NodeJS.ProcessEnv
  args: string[]
  say: (text: string) => void
}

const windowNames = Object.keys(usualWindows) as (keyof Windows)[]

/**
 * `npm run check:invariants`: reads the running system and says of each invariant whether it holds. Answers 1 when one
 * does not, or could not be read.
 * `-- --healed-at=<ISO 8601>` when the last fault ended, `--erased=<name or address>` (again and again) what an erased
 * customer was known by, `--captured=<seconds>` and so on for each window, `--json` for programs.
 */
export const checkRunningSystem = async ({ dataFolder, environment, args, say }: CommandOptions): Promise<number> => {
  const { windows, healedAt, erased, json } = read(args)
  const sources = openSources(await findPlaces(dataFolder, environment))
  try {
    const checked = await checkInvariants(sources, {
      now: () => new Date(),
      windows,
      erased,
      ...(healedAt && { healedAt }),
    })
    const told = checked.map(({ invariant: { name, says }, ...found }) => ({ name, says, ...found }))
    say(json ? JSON.stringify(told, null, 2) : report(checked))
    return checked.every(holds) ? 0 : 1
  } finally {
    await sources.close()
  }
}

const read = (args: string[]) => {
  try {
    const { values } = parseArgs({
      args,
      options: {
        ...Object.fromEntries(windowNames.map((name) => [name, { type: 'string' as const }])),
        'healed-at': { type: 'string' },
        erased: { type: 'string', multiple: true },
        json: { type: 'boolean' },
      },
    })
    const given = values as Partial<Record<keyof Windows, string>>
    const windows = windowNames.flatMap((name) => (given[name] === undefined ? [] : [[name, seconds(given[name])]]))
    const healedAt = values['healed-at'] === undefined ? undefined : new Date(values['healed-at'])
    if (healedAt && Number.isNaN(healedAt.getTime())) throw new RangeError('--healed-at is not an instant of ISO 8601')
    return {
      windows: Object.fromEntries(windows) as Partial<Windows>,
      healedAt,
      erased: values.erased ?? [],
      json: values.json === true,
    }
  } catch (error) {
    const options = ['--healed-at=', '--erased=', '--json', ...windowNames.map((name) => `--${name}=`)].join(' ')
    throw new CannotStart(error instanceof Error ? error.message : String(error), `There are: ${options}`)
  }
}

const seconds = (text: string): number => {
  const number = Number(text)
  if (Number.isFinite(number) && number >= 0) return number
  throw new RangeError(`${text} is not a number of seconds`)
}
