import { median, percentile, round } from '../statistics.ts'
import type { Catalogue } from './catalogue.ts'
import { type Kind, kinds, type Round } from './round.ts'

/** A slice of a round: each question's time as its client sees it, in how many seconds, and of one inside and of processor time. */
export interface Slice {
  ms: number[]
  seconds: number
  ownMs: number
  ownP50: number
  cpuMs: number
}

/** Questions of one kind; milliseconds. Medians over the rounds. */
export interface KindFigures {
  /** Over HTTP. */
  p50: number
  p99: number
  /** Of it what hotels works out itself, a mean and a median: the rooms left and the pass over all hotels, or the places found. */
  ownMs: number
  ownP50: number
  /** Processor time of the services asked, all threads: what others do on the machine changes it little. */
  cpuMs: number
  aSecond: number
}

/** Of one size of the catalogue. */
export interface SizeFigures {
  hotels: number
  catalogue: Catalogue['figures']
  totalCount: number
  onMap: number
  alike: number
  /** The first search of the town in a process that has just begun, when its hotels are read. */
  firstMs: number
  kinds: Record<Kind, KindFigures>
  count: { p50: number; p99: number } | null
  join: { p50: number } | null
  /** How many times the bare count's median a search's median inside is; of one round, then their median. */
  anewToCount: number | null
  againToCount: number | null
  /** How many times a search's median inside the plain join's is. */
  joinToAnew: number | null
  /** What of the rate is left amid events. */
  amidEvents: number
  /** Of each round the median inside of the city of a hundred. */
  alikeInRounds: number[]
}

const percentiles = (slices: number[][], share: number) => round(median(slices.map((ms) => percentile(ms, share))))

const figuresOf = (slices: Slice[]): KindFigures => {
  const times = slices.map(({ ms }) => ms)
  return {
    p50: percentiles(times, 0.5),
    p99: percentiles(times, 0.99),
    ownMs: round(median(slices.map(({ ownMs }) => ownMs))),
    ownP50: round(median(slices.map(({ ownP50 }) => ownP50))),
    cpuMs: round(median(slices.map(({ cpuMs }) => cpuMs))),
    aSecond: round(median(slices.map(rateOf)), 0),
  }
}
const rateOf = ({ ms, seconds }: Slice): number => ms.length / seconds

/** Of one round each, then their median; null without the one to compare with. */
const ratio = (rounds: Round[], over: (round: Round) => number, under: (round: Round) => number): number | null => {
  const ratios = rounds.map((one) => over(one) / under(one))
  return ratios.every(Number.isFinite) ? round(median(ratios)) : null
}
const countOf = ({ counts }: Round) => percentile(counts, 0.5)
const joinOf = ({ join }: Round) => percentile(join, 0.5)

export const summarise = (rounds: Round[]) => {
  const withLimit = rounds.some(({ counts }) => counts.length > 0)
  const counts = rounds.map((one) => one.counts)
  return {
    firstMs: round(median(rounds.map(({ firstMs }) => firstMs)), 0),
    totalCount: median(rounds.map(({ totalCount }) => totalCount)),
    onMap: median(rounds.map(({ onMap }) => onMap)),
    alike: median(rounds.map(({ alike }) => alike)),
    kinds: Object.fromEntries(kinds.map((kind) => [kind, figuresOf(rounds.map(({ slices }) => slices[kind]))])) as Record<Kind, KindFigures>, // prettier-ignore
    count: withLimit ? { p50: percentiles(counts, 0.5), p99: percentiles(counts, 0.99) } : null,
    join: withLimit ? { p50: percentiles(rounds.map(({ join }) => join), 0.5) } : null, // prettier-ignore
    anewToCount: withLimit ? ratio(rounds, ({ slices }) => slices.anew.ownP50, countOf) : null,
    againToCount: withLimit ? ratio(rounds, ({ slices }) => slices.again.ownP50, countOf) : null,
    joinToAnew: withLimit ? ratio(rounds, joinOf, ({ slices }) => slices.anew.ownP50) : null,
    alikeInRounds: rounds.map(({ slices }) => slices.alikeAnew.ownP50),
    amidEvents: ratio(rounds, ({ slices }) => rateOf(slices.withEvents), ({ slices }) => rateOf(slices.together)) ?? 0, // prettier-ignore
  }
}

const named: Record<Kind, string> = {
  anew: 'anew',
  again: 'again',
  together: 'all clients',
  withEvents: 'amid events',
  map: 'map',
  alikeAnew: 'city of a hundred, anew',
  typing: 'places as typed',
  slips: 'places with a slip',
  gateway: 'through the gateway, again',
  gatewayTogether: 'through the gateway, all clients',
}

export const tell = (sizes: SizeFigures[]): (string | number)[][] => [
  ['', ...sizes.map(({ hotels }) => hotels)],
  ['found in Paris', ...sizes.map(({ totalCount }) => totalCount)],
  ['found on the map', ...sizes.map(({ onMap }) => onMap)],
  ['found in the city of a hundred', ...sizes.map(({ alike }) => alike)],
  ['first search of Paris, ms', ...sizes.map(({ firstMs }) => firstMs)],
  ...kinds.flatMap((one) => [
    [
      `${named[one]}: over HTTP, p50 / p99 ms`,
      ...sizes.map(({ kinds: { [one]: kind } }) => `${kind.p50} / ${kind.p99}`),
    ],
    [
      `${named[one]}: inside, p50 / mean ms`,
      ...sizes.map(({ kinds: { [one]: kind } }) => `${kind.ownP50} / ${kind.ownMs}`),
    ],
    [`${named[one]}: processor time, ms`, ...sizes.map(({ kinds: { [one]: kind } }) => kind.cpuMs)],
    [`${named[one]}: a second`, ...sizes.map(({ kinds: { [one]: kind } }) => kind.aSecond)],
  ]),
  ['bare count, p50 ms', ...sizes.map(({ count }) => count?.p50 ?? '-')],
  ['plain join, p50 ms', ...sizes.map(({ join }) => join?.p50 ?? '-')],
  ['anew inside : count', ...sizes.map(({ anewToCount }) => anewToCount ?? '-')],
  ['again inside : count', ...sizes.map(({ againToCount }) => againToCount ?? '-')],
  ['join : anew inside', ...sizes.map(({ joinToAnew }) => joinToAnew ?? '-')],
  ['amid events : without', ...sizes.map(({ amidEvents }) => amidEvents)],
  ['city of a hundred, inside : smallest', ...sizes.map((one) => growthOf(sizes[0] ?? one, one))],
  ['bytes a hotel', ...sizes.map(({ catalogue }) => catalogue.bytesAHotel)],
]

/** How many times the smallest catalogue's time the largest takes for a city of as many hotels: of one round, then their median. */
const growthOf = (smallest: SizeFigures, largest: SizeFigures): number =>
  round(median(largest.alikeInRounds.map((ms, number) => ms / (smallest.alikeInRounds[number] ?? ms))))

/** What must be shown of the largest catalogue, and of it beside the smallest. */
export const judge = (sizes: SizeFigures[]): string[] => {
  const [smallest, largest] = [sizes[0], sizes.at(-1)]
  if (!smallest || !largest) return ['nothing was measured']
  const { hotels, anewToCount, againToCount, joinToAnew, amidEvents, catalogue } = largest
  const { anew, again, together, map, typing, slips } = largest.kinds
  const growth = growthOf(smallest, largest)
  const wanted: [boolean, string][] = [
    [(anewToCount ?? 0) <= 1.5, `a new search takes ${anewToCount} times a bare count inside, more than 1.5`],
    [(againToCount ?? 0) <= 1.5, `a search asked again takes ${againToCount} times a bare count inside, more than 1.5`],
    [(joinToAnew ?? 10) >= 10, `the plain join takes ${joinToAnew} times a search, less than 10`],
    [anew.p99 <= 5 * anew.p50, `p99 ${anew.p99} ms of new searches is more than 5 times p50 ${anew.p50} ms`],
    [
      again.p99 <= 5 * again.p50,
      `p99 ${again.p99} ms of searches asked again is more than 5 times p50 ${again.p50} ms`,
    ],
    [
      growth <= 1.25,
      `a city of a hundred hotels takes ${growth} times what it takes among ${smallest.hotels}, more than 1.25`,
    ],
    [together.aSecond >= 1_000, `${together.aSecond} searches a second, fewer than 1,000`],
    [amidEvents >= 0.9, `amid events ${amidEvents} of the rate without, less than 0.9`],
    [map.p50 <= 100, `a search on the map takes ${map.p50} ms, more than 100`],
    [typing.ownP50 < 1, `places as they are typed take ${typing.ownP50} ms inside, not less than 1`],
    [slips.ownP50 < 10, `places with a slip take ${slips.ownP50} ms inside, not less than 10`],
    [catalogue.bytesAHotel <= 2_048, `${catalogue.bytesAHotel} bytes a hotel, more than 2 kB`],
  ]
  return wanted.filter(([holds]) => !holds).map(([, says]) => `${hotels.toLocaleString('en')} hotels: ${says}`)
}
