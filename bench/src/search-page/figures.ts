import { median, round } from '../statistics.ts'
import type { Kind, Slice } from './slices.ts'

/** What is asked for, of known searches, against Hive Gateway with its planner in Rust. */
const wantedFaster = 2.5

export type Figures = Omit<Slice, 'name' | 'kind'> & {
  /** How many times Hive's requests a second; of one round, then their median. Null: it was not there. */
  toHive: number | null
}
export type Summary = Record<Kind, Record<string, Figures>>

export const summarise = (slices: readonly Slice[]): Summary => {
  const ofKind = (kind: Kind) => {
    const of = (name: string) => slices.filter((slice) => slice.kind === kind && slice.name === name)
    const hive = of('hive')
    return Object.fromEntries(
      [...new Set(slices.flatMap((slice) => (slice.kind === kind ? slice.name : [])))].map(
        (name): [string, Figures] => {
          const own = of(name)
          const middle = (figure: (slice: Slice) => number, digits = 0) => round(median(own.map(figure)), digits)
          const ratios = own.map(
            ({ requestsASecond }, at) => requestsASecond / (hive[at]?.requestsASecond ?? Number.NaN),
          )
          return [
            name,
            {
              requestsASecond: middle((slice) => slice.requestsASecond),
              toHive: hive.length === 0 ? null : round(median(ratios)),
              p50: middle((slice) => slice.p50, 1),
              p99: middle((slice) => slice.p99, 1),
              cpu: {
                gateway: middle(({ cpu }) => cpu.gateway),
                hotels: middle(({ cpu }) => cpu.hotels),
                postgres: middle(({ cpu }) => cpu.postgres),
                clients: middle(({ cpu }) => cpu.clients),
              },
              bytes: middle((slice) => slice.bytes),
            },
          ]
        },
      ),
    )
  }
  return { known: ofKind('known'), new: ofKind('new') }
}

export const tell = (summary: Summary): (string | number)[][] => [
  ['', 'requests/s', 'to Hive', 'p50 ms', 'p99 ms', 'CPU µs: gateway', 'hotels', 'Postgres', 'clients', 'bytes'],
  ...Object.entries(summary).flatMap(([kind, players]) =>
    Object.entries(players).map(([name, { requestsASecond, toHive, p50, p99, cpu, bytes }]) => [
      `${kind}, ${name}`,
      requestsASecond,
      toHive ?? '-',
      p50,
      p99,
      cpu.gateway,
      cpu.hotels,
      cpu.postgres,
      cpu.clients,
      bytes,
    ]),
  ),
]

/** What must be shown, and the bound: no gateway can be faster than the subgraph behind it. */
export const judge = ({ known }: Summary): string[] => {
  const [ours, bound] = [known['ours'], known['hotels alone']]
  if (!ours || ours.toHive === null) return []
  if (ours.toHive >= wantedFaster) return []
  return [
    `${ours.toHive} times Hive Gateway's requests a second, at least ${wantedFaster} are wanted; hotels alone answers ${bound?.toHive} times as many`,
  ]
}
