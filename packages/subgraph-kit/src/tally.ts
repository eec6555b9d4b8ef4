import type { Metric } from 'prom-client'

import { metrics } from './metrics.ts'

// What is measured many times a request. prom-client reads, checks and hashes the labels of each value anew, which is
// 1 µs or so; here a series is looked up once, by whoever keeps it, and takes a value for some nanoseconds. A tally is
// bounded: what comes when it is full is told under one label, so that no client can make series without end.

/** Seconds, from a millisecond to ten seconds. */
export const usualBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** The label of whatever came when there was no more room. */
export const others = '(other)'

export type TallyOptions<Label extends string> = {
  name: string
  help: string
  labels: readonly Label[]
  /** The most series; what comes then is told as `(other)`. */
  most: number
}

type Value = { metricName?: string; labels: Record<string, string | number>; value: number }

/** Has the registry serve a metric of ours. */
const serve = (name: string, help: string, type: 'histogram' | 'counter', values: () => Value[]) => {
  const metric = { name, help, type, get: async () => ({ name, help, type, values: values(), aggregator: 'sum' }) }
  metrics.registerMetric(metric as unknown as Metric)
}

/** The series of a metric by the values of its labels, in their order. */
function seriesBy<Series, Label extends string>({ labels, most }: TallyOptions<Label>, make: () => Series) {
  const known = new Map<string, { given: readonly string[]; series: Series }>()
  const rest = labels.map(() => others)
  const of = (...given: string[]): Series => {
    const key = given.length === 1 ? (given[0] as string) : given.join('\n')
    const found = known.get(key)
    if (found) return found.series
    const full = known.size >= most && given !== rest
    if (full) return known.get(rest.join('\n'))?.series ?? add(rest)
    return add(given)
  }
  const add = (given: readonly string[]) => {
    const series = make()
    known.set(given.join('\n'), { given, series })
    return series
  }
  const all = () =>
    [...known.values()].map(({ given, series }) => ({
      labels: Object.fromEntries(labels.map((label, at) => [label, given[at] ?? ''])),
      series,
    }))
  return { of, all }
}

/** One series of a histogram. */
export class Spread {
  readonly #bounds: readonly number[]
  readonly #counts: Float64Array
  #sum = 0
  constructor(bounds: readonly number[]) {
    this.#bounds = bounds
    this.#counts = new Float64Array(bounds.length + 1)
  }
  observe(value: number) {
    const bounds = this.#bounds
    let at = 0
    while (at < bounds.length && value > (bounds[at] as number)) at += 1
    this.#counts[at] = (this.#counts[at] as number) + 1
    this.#sum += value
  }
  values(name: string, labels: Record<string, string>): Value[] {
    let count = 0
    const upTo = [...this.#bounds, '+Inf'].map((le, at) => {
      count += this.#counts[at] as number
      return { metricName: `${name}_bucket`, labels: { le, ...labels }, value: count }
    })
    const sum = { metricName: `${name}_sum`, labels, value: this.#sum }
    return [...upTo, sum, { metricName: `${name}_count`, labels, value: count }]
  }
}

/** A histogram whose series are kept by whoever observes. */
export function createHistogram<Label extends string>(options: TallyOptions<Label> & { buckets?: readonly number[] }) {
  const { name, help, buckets = usualBuckets } = options
  const { of, all } = seriesBy(options, () => new Spread(buckets))
  serve(name, help, 'histogram', () => all().flatMap(({ labels, series }) => series.values(name, labels)))
  return { of }
}

/** One series of a counter: `n` is added to in place. */
export type Count = { n: number }

/** A counter whose series are kept by whoever counts. */
export function createCounter<Label extends string>(options: TallyOptions<Label>) {
  const { of, all } = seriesBy(options, (): Count => ({ n: 0 }))
  serve(options.name, options.help, 'counter', () => all().map(({ labels, series: { n } }) => ({ labels, value: n })))
  return { of }
}
