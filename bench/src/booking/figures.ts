import { afterwards, bookingPath, others } from '../processes.ts'
import { table } from '../report.ts'
import { median, percentile, round, sum } from '../statistics.ts'
import type { BookingSlice, Round } from './rounds.ts'

export interface Figures {
  usual: Round[]
  /** With every flush slowed. */
  slow: Round[]
}

/** What the issue asks for. */
const wanted = { ofPgbench: 0.25, pathMs: 2.4, tail: 3, hot: 0.85 }

const ofPgbench = (rounds: Round[]) =>
  median(rounds.flatMap(({ spread, limit }) => (limit ? [spread.bookingsASecond / limit.bookingsASecond] : [])))
const hotOfSpread = (rounds: Round[]) =>
  median(rounds.map(({ spread, hot }) => hot.bookingsASecond / spread.bookingsASecond))
const over = (rounds: Round[], figure: (slice: BookingSlice) => number) =>
  median(rounds.map(({ spread }) => figure(spread)))
const latency = (rounds: Round[], share: number) => over(rounds, ({ latencies }) => percentile(latencies, share))
const tail = (rounds: Round[]) =>
  over(rounds, ({ latencies }) => percentile(latencies, 0.99) / percentile(latencies, 0.5))

/** What is not as it must be, one sentence each. */
export const judge = ({ usual }: Figures): string[] => {
  const [ratio, path, p99, hot] = [
    ofPgbench(usual),
    over(usual, ({ pathMs }) => pathMs),
    tail(usual),
    hotOfSpread(usual),
  ]
  const refused = usual.flatMap(({ spread, hot: ofHot }) => [spread.others, ofHot.others])
  const strange = sum(refused.flatMap((found) => Object.values(found)))
  return [
    ...(usual.some(({ limit }) => limit) && ratio < wanted.ofPgbench
      ? [`${percent(ratio)} of pgbench's bookings a second, at least ${percent(wanted.ofPgbench)} is wanted`]
      : []),
    ...(path > wanted.pathMs ? [`${round(path)} ms of CPU a booking, at most ${wanted.pathMs} is wanted`] : []),
    ...(p99 > wanted.tail ? [`p99 is ${round(p99)} times p50, at most ${wanted.tail} is wanted`] : []),
    ...(hot < wanted.hot
      ? [`one hot room type sells at ${round(hot)} of the spread, at least ${wanted.hot} is wanted`]
      : []),
    ...(strange > 0 ? [`${strange} answers were no confirmation: ${JSON.stringify(refused)}`] : []),
  ]
}

const percent = (share: number) => `${Math.round(share * 1_000) / 10} %`

/** The figures for people. */
export const tell = ({ usual, slow }: Figures, statements: string[]): string =>
  [
    ...(statements.length > 0 ? ['', 'pgbench sends of a booking:', ...statements.map((line) => `  ${line}`)] : []),
    '',
    table([
      ['medians of the rounds', 'bookings/s', 'pgbench/s', 'of pgbench', 'p50 ms', 'p99 ms', 'p99/p50', 'hot/spread'],
      row('as it is', usual),
      ...(slow.length > 0 ? [row('sync slowed to 1.5 ms', slow)] : []),
    ]),
    '',
    table([
      ['CPU ms a booking', 'spread', 'hot', ...(slow.length > 0 ? ['slow sync'] : [])],
      ...bookingPath.map((name) => cpuRow(name, { usual, slow })),
      ['= on its way', ...columns({ usual, slow }, ({ pathMs }) => pathMs)],
      ...[...others, ...afterwards].map((name) => cpuRow(`  ${name}`, { usual, slow }, name)),
      ['  postgres for pgbench', ...limitCells(usual), ...(slow.length > 0 ? [limitCell(slow, 'limit')] : [])],
    ]),
    '',
    bound(usual),
  ].join('\n')

const row = (name: string, rounds: Round[]) => [
  name,
  Math.round(over(rounds, ({ bookingsASecond }) => bookingsASecond)),
  Math.round(median(rounds.flatMap(({ limit }) => (limit ? [limit.bookingsASecond] : [])))),
  percent(ofPgbench(rounds)),
  round(latency(rounds, 0.5), 1),
  round(latency(rounds, 0.99), 1),
  round(tail(rounds)),
  round(hotOfSpread(rounds)),
]

const columns = ({ usual, slow }: Figures, figure: (slice: BookingSlice) => number) => [
  round(median(usual.map(({ spread }) => figure(spread)))),
  round(median(usual.map(({ hot }) => figure(hot)))),
  ...(slow.length > 0 ? [round(median(slow.map(({ spread }) => figure(spread))))] : []),
]
const cpuRow = (title: string, figures: Figures, name = title) => [
  title,
  ...columns(figures, ({ cpu }) => cpu[name] ?? 0),
]
const limitCell = (rounds: Round[], kind: 'limit' | 'hotLimit') =>
  round(median(rounds.flatMap((one) => (one[kind] ? [one[kind].postgresMs] : []))))
const limitCells = (rounds: Round[]) => [limitCell(rounds, 'limit'), limitCell(rounds, 'hotLimit')]

/** Where the time of a booking goes, from the figures: whoever uses most of what the machine has is what bounds it. */
const bound = (usual: Round[]): string => {
  const all = [...bookingPath, ...afterwards, ...others]
  const parts = all.map((name) => ({ name, ms: over(usual, ({ cpu }) => cpu[name] ?? 0) }))
  const total = sum(parts.map(({ ms }) => ms))
  const rate = over(usual, ({ bookingsASecond }) => bookingsASecond)
  const first = parts.toSorted((one, other) => other.ms - one.ms).slice(0, 3)
  return (
    `A booking takes ${round(total)} ms of processor time of all processes together, ${round((rate * total) / 1_000)} cores at this rate; ` +
    `most of it ${first.map(({ name, ms }) => `${name} ${percent(ms / total)}`).join(', ')}.`
  )
}
