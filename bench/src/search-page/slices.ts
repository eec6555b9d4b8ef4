import { identityHeader } from '@staygraph/subgraph-kit/identity'

import { cpuMs } from '../cpu.ts'
import { createDice } from '../dice.ts'
import type { Running } from '../gateway/contenders.ts'
import { load, type Asked } from '../load/http-clients.ts'
import type { Hotels } from '../search/hotels-process.ts'
import { percentile } from '../statistics.ts'
import { asked, searchPage } from './guests.ts'

/** Whether the same was asked before: hotels keeps what it worked out, no gateway does. */
export const kinds = ['known', 'new'] as const
export type Kind = (typeof kinds)[number]

/** One slice: somebody asked, for so many seconds. */
export interface Slice {
  name: string
  kind: Kind
  requestsASecond: number
  p50: number
  p99: number
  /** Microseconds of processor time a request. */
  cpu: { gateway: number; hotels: number; postgres: number; clients: number }
  /** Of an answer. */
  bytes: number
}

/** Who is asked, and how. */
export interface Player {
  name: string
  url: string
  /** Of the gateway; null where there is none. */
  pid: number | null
  ask: (variables: object, at: number) => Asked
}

/** Each guest has an address of their own, as many as ask ten searches each. */
const addressOf = (at: number) => {
  const guest = Math.floor(at / 10)
  return `10.${(guest >> 16) & 255}.${(guest >> 8) & 255}.${guest & 255}`
}

export const through = ({ name, url, pid }: Running): Player => ({
  name,
  url,
  pid,
  ask: (variables, at) => ({ body: asked(variables), address: addressOf(at) }),
})

/** The bound of every gateway: the subgraph itself, asked in the page's own words by somebody it trusts. */
export const alone = (hotels: Hotels): Player => ({
  name: 'hotels alone',
  url: hotels.url,
  pid: null,
  ask: (variables, at) => {
    const body = JSON.stringify({ query: searchPage.body, variables })
    return { body, address: addressOf(at), headers: `${identityHeader}: ${hotels.vouch(body)}\r\n` }
  },
})

/** The same in another order: guests come as they like. */
export const shuffled = (all: readonly object[], seed: number): object[] => {
  const dice = createDice(seed)
  const order = all.map((one) => ({ one, at: dice.roll() }))
  return order.toSorted((a, b) => a.at - b.at).map(({ one }) => one)
}

let sent = 0

export const playSlice = async (
  player: Player,
  kind: Kind,
  stream: readonly object[],
  { hotels, postgres }: { hotels: Hotels; postgres: number },
  { clients, seconds }: { clients: number; seconds: number },
): Promise<Slice> => {
  const times: number[] = []
  let [next, bytes] = [0, 0]
  const used = () => ({
    gateway: player.pid === null ? 0 : cpuMs(player.pid),
    hotels: hotels.cpuMs(),
    postgres: cpuMs(postgres),
    clients: process.cpuUsage().user / 1_000 + process.cpuUsage().system / 1_000,
  })
  const [before, began] = [used(), performance.now()]
  await load({
    url: player.url,
    clients,
    next: () => {
      const variables = stream[next % stream.length]
      if (performance.now() - began >= seconds * 1_000 || !variables) return null
      next += 1
      return player.ask(variables, (sent += 1))
    },
    heard: ({ status, ms, body }) => {
      if (status !== 200 || !body.startsWith('{"data":{"searchHotels":{'))
        throw new Error(`${player.name} answered ${status}: ${body.slice(0, 300)}`)
      bytes += body.length
      times.push(ms)
    },
  })
  const took = (performance.now() - began) / 1_000
  const after = used()
  const each = (part: keyof Slice['cpu']) => ((after[part] - before[part]) * 1_000) / times.length
  return {
    name: player.name,
    kind,
    requestsASecond: times.length / took,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    cpu: {
      gateway: each('gateway'),
      hotels: each('hotels'),
      postgres: each('postgres'),
      clients: each('clients'),
    },
    bytes: bytes / times.length,
  }
}
