import { median, percentile, round } from '../statistics.ts'
import type { Catalogue } from './catalogue.ts'

interface Slice {
  ms: number[]
  seconds: number
}

/** Of one size of the catalogue; milliseconds. Medians over the rounds; ratios are of one round, then their median. */
export interface SizeFigures {
  hotels: number
  catalogue: Catalogue['figures']
  totalCount: number
  /** The first search of the town, when its hotels are read. */
  coldMs: number
  /** One client after the other, over HTTP. */
  p50: number
  p99: number
  /** Of it the rooms left and the pass over all hotels, a mean. */
  ownMs: number
  /** Processor time of the service, all threads: what others do on the machine hardly changes it. */
  cpuMs: number
  count: { p50: number; p99: number } | null
  join: { p50: number } | null
  /** How many times the bare count's time and what part of the plain join's time a search takes inside. */
  ownToCount: number | null
  joinToOwn: number | null
  aSecond: number
  aSecondWithEvents: number
}

export const summarise = (rounds: {
  alone: Slice[]
  together: Slice[]
  withEvents: Slice[]
  inside: number[]
  cpu: number[]
  counts: number[][]
  joins: number[][]
}): Omit<SizeFigures, 'hotels' | 'catalogue' | 'totalCount' | 'coldMs'> => {
  const { alone, together, withEvents, inside, cpu, counts, joins } = rounds
  const over = (slices: number[][], share: number) => round(median(slices.map((ms) => percentile(ms, share))))
  const times = alone.map(({ ms }) => ms)
  const rate = (slices: Slice[]) => round(median(slices.map(({ ms, seconds }) => ms.length / seconds)), 0)
  return {
    p50: over(times, 0.5),
    p99: over(times, 0.99),
    ownMs: round(median(inside)),
    cpuMs: round(median(cpu)),
    count: counts.length > 0 ? { p50: over(counts, 0.5), p99: over(counts, 0.99) } : null,
    join: joins.length > 0 ? { p50: over(joins, 0.5) } : null,
    ownToCount:
      counts.length > 0 ? round(median(counts.map((ms, at) => (inside[at] ?? 0) / percentile(ms, 0.5)))) : null,
    joinToOwn: joins.length > 0 ? round(median(joins.map((ms, at) => percentile(ms, 0.5) / (inside[at] ?? 1)))) : null,
    aSecond: rate(together),
    aSecondWithEvents: rate(withEvents),
  }
}

export const tell = (sizes: SizeFigures[]): (string | number)[][] => [
  ['', ...sizes.map(({ hotels }) => hotels)],
  ['found in Paris', ...sizes.map(({ totalCount }) => totalCount)],
  ['first search of it, ms', ...sizes.map(({ coldMs }) => Math.round(coldMs))],
  ['over HTTP, p50 ms', ...sizes.map(({ p50 }) => p50)],
  ['over HTTP, p99 ms', ...sizes.map(({ p99 }) => p99)],
  ['rooms left and pass, mean ms', ...sizes.map(({ ownMs }) => ownMs)],
  ['processor time of hotels, ms', ...sizes.map(({ cpuMs }) => cpuMs)],
  ['bare count, p50 ms', ...sizes.map(({ count }) => count?.p50 ?? '-')],
  ['plain join, p50 ms', ...sizes.map(({ join }) => join?.p50 ?? '-')],
  ['rooms left and pass : count', ...sizes.map(({ ownToCount }) => ownToCount ?? '-')],
  ['join : rooms left and pass', ...sizes.map(({ joinToOwn }) => joinToOwn ?? '-')],
  ['a second, all clients', ...sizes.map(({ aSecond }) => aSecond)],
  ['the same amid events', ...sizes.map(({ aSecondWithEvents }) => aSecondWithEvents)],
  ['bytes a hotel', ...sizes.map(({ catalogue }) => catalogue.bytesAHotel)],
]

/** What must be shown of the largest catalogue. */
export const judge = (sizes: SizeFigures[]): string[] => {
  const largest = sizes.at(-1)
  if (!largest) return ['nothing was measured']
  const { hotels, ownToCount, joinToOwn, p50, p99, aSecond, aSecondWithEvents, catalogue } = largest
  const wanted: [boolean, string][] = [
    [(ownToCount ?? 0) <= 1.5, `a search takes ${ownToCount} times a bare count inside, more than 1.5`],
    [(joinToOwn ?? 10) >= 10, `the plain join takes ${joinToOwn} times a search, less than 10`],
    [p99 <= 5 * p50, `p99 ${p99} ms is more than 5 times p50 ${p50} ms`],
    [aSecond >= 1_000, `${aSecond} searches a second, fewer than 1,000`],
    [aSecondWithEvents >= 0.9 * aSecond, `amid events ${aSecondWithEvents} a second, less than 0.9 of ${aSecond}`],
    [catalogue.bytesAHotel <= 2_048, `${catalogue.bytesAHotel} bytes a hotel, more than 2 kB`],
  ]
  return wanted.filter(([holds]) => !holds).map(([, says]) => `${hotels.toLocaleString('en')} hotels: ${says}`)
}
