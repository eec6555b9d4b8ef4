import { distanceKm } from './distance.ts'
import { foldName } from './place-name.ts'

/** What two companies say of a house, as far as it tells whether they mean the same one. */
export type HouseFacts = {
  readonly name: string
  /** The town in its address: part of many a name in one list, missing in the other. */
  readonly town: string
  readonly latitude: number
  readonly longitude: number
  readonly phone: string | null
}

/** `SAME` and `DIFFERENT` are certain enough to act upon; `UNSURE` is for a person. `score` is 0 to 100. */
export type Likeness = { readonly verdict: 'SAME' | 'UNSURE' | 'DIFFERENT'; readonly score: number }

/** No two lists put one house farther apart: an address looked up wrongly is seldom off by more. */
export const farthestM = 500
/** Nearer than this, two equal names are one house. */
export const nextDoorM = 150

/** What any hotel may call itself, in the languages that lists are written in: tells nothing. */
const plainWords = new Set(
  'hotel hotels hotell hotelli otel the a an and et und y e de del della di da do du des la le les el los las der die das at by in of am im zum zur'.split(
    ' ',
  ),
)
/** What tells two houses of one name and street apart: where one says it and the other says another. */
const kinds = new Set(
  'suites suite residence residences apartments apartment apartamentos aparthotel hostel hostal lodge inn house villa villas annex annexe annexo resort guesthouse pension bungalows palace garden gardens tower airport station centre center north south east west beach i ii iii iv'.split(
    ' ',
  ),
)

type Words = {
  readonly telling: readonly string[]
  readonly kinds: ReadonlySet<string>
  readonly numbers: ReadonlySet<string>
}

/** A name as words that tell something: folded, in no order, without the town and what every hotel is called. */
function readWords({ name, town }: Pick<HouseFacts, 'name' | 'town'>): Words {
  const words = foldName(name)
    .split(' ')
    .filter((word) => word !== '')
  const ofTown = new Set(foldName(town).split(' '))
  const left = words.filter((word) => !plainWords.has(word) && !ofTown.has(word))
  // A house that is called by nothing but its town is called by that.
  const telling = left.length > 0 ? left : words.filter((word) => !plainWords.has(word))
  return {
    telling: [...new Set(telling)].toSorted(),
    kinds: new Set(telling.filter((word) => kinds.has(word))),
    numbers: new Set(telling.filter((word) => /^\d+$/.test(word))),
  }
}

const known = new WeakMap<HouseFacts, Words>()

function wordsOf(house: HouseFacts): Words {
  const words = known.get(house) ?? readWords(house)
  known.set(house, words)
  return words
}

/** Whether it is one word, at most a letter apart where it is long. */
function isOneWord(one: string, other: string): boolean {
  if (one === other) return true
  if (Math.min(one.length, other.length) < 5 || /\d/.test(one + other)) return false
  const [long, short] = one.length >= other.length ? [one, other] : [other, one]
  if (long.length - short.length > 1) return false
  let at = 0
  while (at < short.length && long[at] === short[at]) at += 1
  return long.slice(at + 1) === short.slice(long.length === short.length ? at + 1 : at)
}

/** The share of the words of both that both have: 0 to 1, the same from either side. */
function sharedWords(one: readonly string[], other: readonly string[]): number {
  if (one.join() > other.join()) return sharedWords(other, one)
  const left = [...other]
  let shared = 0
  for (const word of one) {
    const found = left.findIndex((candidate) => isOneWord(word, candidate))
    if (found < 0) continue
    left.splice(found, 1)
    shared += 1
  }
  const all = one.length + other.length - shared
  return all === 0 ? 0 : shared / all
}

const equalSets = (one: ReadonlySet<string>, other: ReadonlySet<string>) =>
  one.size === other.size && [...one].every((word) => other.has(word))

/** The last eight digits: the country's code and zeros are written by some and not by others. Null: no number. */
function numberOf(phone: string | null): string | null {
  const digits = (phone ?? '').replaceAll(/\D/g, '')
  return digits.length < 7 ? null : digits.slice(-8)
}

/**
 * Whether two companies mean the same house, by its name, place and telephone. The same whichever is asked first. Certain are
 * only: almost the same name next door, or half the name and the same number; two that call themselves by different kinds or
 * numbers ("... Suites", "... 2") never are, because chains build side by side and answer one telephone.
 */
export function likenessOf(one: HouseFacts, other: HouseFacts): Likeness {
  const metres = distanceKm(one, other) * 1_000
  if (!(metres <= farthestM)) return { verdict: 'DIFFERENT', score: 0 }
  const [words, others] = [wordsOf(one), wordsOf(other)]
  const name = sharedWords(words.telling, others.telling)
  const [phone, otherPhone] = [numberOf(one.phone), numberOf(other.phone)]
  const phones = phone === null || otherPhone === null ? 'UNKNOWN' : phone === otherPhone ? 'EQUAL' : 'OTHER'
  const near = 1 - metres / farthestM
  const byPhone = { EQUAL: 1, UNKNOWN: 0.5, OTHER: 0 }[phones]
  const score = Math.round(100 * (0.55 * name + 0.25 * near + 0.2 * byPhone))
  const apart = !equalSets(words.kinds, others.kinds) || !equalSets(words.numbers, others.numbers)
  const alike = name >= 0.99 || (name >= 0.6 && phones === 'EQUAL')
  if (!apart && phones !== 'OTHER' && alike && (metres <= nextDoorM || phones === 'EQUAL'))
    return { verdict: 'SAME', score }
  const worthALook = name >= 0.99 || (name >= 0.5 && phones !== 'OTHER') || (phones === 'EQUAL' && metres <= nextDoorM)
  return { verdict: worthALook ? 'UNSURE' : 'DIFFERENT', score }
}
