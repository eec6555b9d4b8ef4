import { median, percentile, round } from '../statistics.ts'
import type { Catalogue } from './catalogue.ts'

/** A slice of a round: each search's time as its client sees it, in how many seconds, and of one search inside and of processor time. */
export interface Slice {
  ms: number[]
  seconds: number
  ownMs: number
  cpuMs: number
}

/** Searches of one kind; milliseconds. Medians over the rounds; ratios are of one round, then their median. */
export interface KindFigures {
  /** Over HTTP. */
  p50: number
  p99: number
  /** Of it the rooms left and the pass over all hotels, a mean. */
  ownMs: number
  /** Processor time of the service, all threads: what others do on the machine changes it little. */
  cpuMs: number
  aSecond: number
}

/** Of one size of the catalogue. */
export interface SizeFigures {
  hotels: number
  catalogue: Catalogue['figures']
  totalCount: number
  /** The first search of the town in a process that has just begun, when its hotels are read. */
  firstMs: number
  /** Stays that were not asked for yet, one client; the same once more; then by all clients, alone and amid events. */
  anew: KindFigures
  again: KindFigures
  together: KindFigures
  withEvents: KindFigures
  /** A rectangle on the map, new stays, and how many hotels are found there. */
  map: KindFigures
  onMap: number
  count: { p50: number; p99: number } | null
  join: { p50: number } | null
  /** How many times the bare count's time a search takes inside. */
  anewToCount: number | null
  againToCount: number | null
  /** How many times the plain join's time is that of a search inside. */
  joinToAnew: number | null
}

type Rounds = Record<'anew' | 'again' | 'together' | 'withEvents' | 'map', Slice[]> & {
  first: number[]
  counts: number[][]
  joins: number[][]
}

const percentiles = (slices: number[][], share: number) => round(median(slices.map((ms) => percentile(ms, share))))

const kind = (slices: Slice[]): KindFigures => {
  const times = slices.map(({ ms }) => ms)
  return {
    p50: percentiles(times, 0.5),
    p99: percentiles(times, 0.99),
    ownMs: round(median(slices.map(({ ownMs }) => ownMs))),
    cpuMs: round(median(slices.map(({ cpuMs }) => cpuMs))),
    aSecond: round(median(slices.map(({ ms, seconds }) => ms.length / seconds)), 0),
  }
}

export const summarise = ({ first, anew, again, together, withEvents, map, counts, joins }: Rounds) => {
  const ratio = (over: number[], under: number[]) => (over.length > 0 && under.length > 0 ? round(median(over.map((ms, at) => ms / (under[at] ?? 1)))) : null) // prettier-ignore
  const [bare, plain] = [counts, joins].map((rounds) => rounds.map((ms) => percentile(ms, 0.5))) as [number[], number[]]
  const inside = (slices: Slice[]) => slices.map(({ ownMs }) => ownMs)
  return {
    firstMs: round(median(first), 0),
    anew: kind(anew),
    again: kind(again),
    together: kind(together),
    withEvents: kind(withEvents),
    map: kind(map),
    count: counts.length > 0 ? { p50: percentiles(counts, 0.5), p99: percentiles(counts, 0.99) } : null,
    join: joins.length > 0 ? { p50: percentiles(joins, 0.5) } : null,
    anewToCount: bare.length > 0 ? ratio(inside(anew), bare) : null,
    againToCount: bare.length > 0 ? ratio(inside(again), bare) : null,
    joinToAnew: plain.length > 0 ? ratio(plain, inside(anew)) : null,
  }
}

export const tell = (sizes: SizeFigures[]): (string | number)[][] => {
  const kinds = ['anew', 'again', 'together', 'withEvents', 'map'] as const
  const named = { anew: 'anew', again: 'again', together: 'all clients', withEvents: 'amid events', map: 'map' }
  return [
    ['', ...sizes.map(({ hotels }) => hotels)],
    ['found in Paris', ...sizes.map(({ totalCount }) => totalCount)],
    ['found on the map', ...sizes.map(({ onMap }) => onMap)],
    ['first search of Paris, ms', ...sizes.map(({ firstMs }) => firstMs)],
    ...kinds.flatMap((one) => [
      [`${named[one]}: over HTTP, p50 / p99 ms`, ...sizes.map((size) => `${size[one].p50} / ${size[one].p99}`)],
      [`${named[one]}: inside, mean ms`, ...sizes.map((size) => size[one].ownMs)],
      [`${named[one]}: processor time, ms`, ...sizes.map((size) => size[one].cpuMs)],
      [`${named[one]}: a second`, ...sizes.map((size) => size[one].aSecond)],
    ]),
    ['bare count, p50 ms', ...sizes.map(({ count }) => count?.p50 ?? '-')],
    ['plain join, p50 ms', ...sizes.map(({ join }) => join?.p50 ?? '-')],
    ['anew inside : count', ...sizes.map(({ anewToCount }) => anewToCount ?? '-')],
    ['again inside : count', ...sizes.map(({ againToCount }) => againToCount ?? '-')],
    ['join : anew inside', ...sizes.map(({ joinToAnew }) => joinToAnew ?? '-')],
    ['bytes a hotel', ...sizes.map(({ catalogue }) => catalogue.bytesAHotel)],
  ]
}

/** What must be shown of the largest catalogue. */
export const judge = (sizes: SizeFigures[]): string[] => {
  const largest = sizes.at(-1)
  if (!largest) return ['nothing was measured']
  const { hotels, anewToCount, againToCount, joinToAnew, anew, again, together, withEvents, map, catalogue } = largest
  const wanted: [boolean, string][] = [
    [(anewToCount ?? 0) <= 1.5, `a new search takes ${anewToCount} times a bare count inside, more than 1.5`],
    [(againToCount ?? 0) <= 1.5, `a search asked again takes ${againToCount} times a bare count inside, more than 1.5`],
    [(joinToAnew ?? 10) >= 10, `the plain join takes ${joinToAnew} times a search, less than 10`],
    [anew.p99 <= 5 * anew.p50, `p99 ${anew.p99} ms of new searches is more than 5 times p50 ${anew.p50} ms`],
    [
      again.p99 <= 5 * again.p50,
      `p99 ${again.p99} ms of searches asked again is more than 5 times p50 ${again.p50} ms`,
    ],
    [together.aSecond >= 1_000, `${together.aSecond} searches a second, fewer than 1,000`],
    [
      withEvents.aSecond >= 0.9 * together.aSecond,
      `amid events ${withEvents.aSecond} a second, less than 0.9 of ${together.aSecond}`,
    ],
    [map.p50 <= 100, `a search on the map takes ${map.p50} ms, more than 100`],
    [catalogue.bytesAHotel <= 2_048, `${catalogue.bytesAHotel} bytes a hotel, more than 2 kB`],
  ]
  return wanted.filter(([holds]) => !holds).map(([, says]) => `${hotels.toLocaleString('en')} hotels: ${says}`)
}
