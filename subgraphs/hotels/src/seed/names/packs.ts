import * as asia from './asia.ts'
import * as easternEurope from './eastern-europe.ts'
import * as elsewhere from './elsewhere.ts'
import type { Pack } from './pack.ts'
import * as southernEurope from './southern-europe.ts'
import * as westernEurope from './western-europe.ts'

type Lists = {
  grand: string[]
  middle: string[]
  small: string[]
  streets: string[]
  words: Record<string, string[]>
  line: string
}

const split = (list: string) => list.split('|')

/** Every pack by its name in `countries.ts`, its lists taken apart. */
export const packs: ReadonlyMap<string, Lists> = new Map(
  Object.entries<Pack>({ ...southernEurope, ...westernEurope, ...easternEurope, ...asia, ...elsewhere }).map(
    ([name, pack]) => [
      name,
      {
        grand: split(pack.grand),
        middle: split(pack.middle),
        small: split(pack.small),
        streets: split(pack.streets),
        words: Object.fromEntries(Object.entries(pack.words).map(([slot, words]) => [slot, split(words)])),
        line: pack.line,
      },
    ],
  ),
)
