import path from 'node:path'
import { parseArgs } from 'node:util'

import { identityHeader, mintIdentity, type Viewer } from '@staygraph/subgraph-kit/identity'
import { derivePairKeys, type PrivateJwk, type PublicJwk } from '@staygraph/subgraph-kit/pair-keys'

import type { BenchOptions } from '../bench.ts'
import { cpuMs } from '../cpu.ts'
import { load } from '../load/http-clients.ts'
import { type Platform, startPlatform } from '../platform.ts'
import { table, type Outcome } from '../report.ts'
import { startService } from '../search/start-service.ts'
import { median, round } from '../statistics.ts'
import { asksOf, type Ask } from './asks.ts'
import { environmentOf } from './environment-of.ts'

const standard = { hotels: 600, rounds: 7, requests: 1_500, warmUp: 1_500, clients: 8, trips: 40 }
const quick = { hotels: 150, rounds: 1, requests: 30, warmUp: 30, clients: 4, trips: 3 }

const here = path.resolve(import.meta.dirname, '../../..')

interface Slice {
  ask: string
  build: string
  /** Microseconds of processor time a request: of the subgraph, and of Postgres for it. */
  cpu: number
  postgres: number
  ms: number
}

/** Processor time of our subgraphs for what the gateway asks them, in this checkout and in another one over the same data. */
export const subgraphs = async ({ args, signal, say }: BenchOptions): Promise<Outcome> => {
  const options = readOptions(args)
  const platform = await startPlatform({ hotels: options.hotels, environment: { NODE_ENV: 'production' }, signal, say })
  try {
    return await measureSubgraphs(platform, options, { signal, say })
  } finally {
    await platform.stop()
  }
}

export const readOptions = (args: string[]) => {
  const text = { type: 'string' as const }
  const { values } = parseArgs({
    args,
    options: { quick: { type: 'boolean' }, against: text, rounds: text, requests: text, only: text, profile: text },
  })
  const base = values.quick ? quick : standard
  const [rounds, requests] = [Number(values.rounds ?? base.rounds), Number(values.requests ?? base.requests)]
  const { against, only, profile } = values
  return { ...base, rounds, requests, only, profile, ...(against && { against: path.resolve(against) }) }
}

/** Over the data of a platform, by processes of the subgraphs besides its own. */
export const measureSubgraphs = async (
  platform: Platform,
  options: ReturnType<typeof readOptions>,
  { signal, say }: Omit<BenchOptions, 'args'>,
): Promise<Outcome> => {
  const { clients, warmUp, trips, rounds, requests, against, only, profile } = options
  const builds: { here: string; there?: string } = { here, ...(against && { there: against }) }
  await using started = new AsyncDisposableStack()
  const asks = (await asksOf(platform, trips, builds.there ?? here)).filter(
    ({ name }) => only === undefined || name === only,
  )
  const gateway = environmentOf(platform, 'gateway')
  const keys = derivePairKeys(
    'gateway',
    JSON.parse(gateway['IDENTITY_KEY'] ?? '') as PrivateJwk,
    JSON.parse(gateway['TRUSTED_KEYS'] ?? '') as Record<string, PublicJwk>,
  )
  const players: { ask: Ask; build: string; url: string; pid: number }[] = []
  const running = new Map<string, { url: string; pid: number }>()
  for (const ask of asks)
    for (const [build, folder] of Object.entries(builds)) {
      const key = `${build} ${ask.subgraph}`
      if (!running.has(key)) {
        const service = await startService(
          `subgraphs/${ask.subgraph}/src/main.ts`,
          {
            ...environmentOf(platform, ask.subgraph),
            PORT: '0',
            LOG_LEVEL: 'info',
            ...(profile && {
              NODE_OPTIONS: `--cpu-prof --cpu-prof-interval=200 --cpu-prof-dir=${profile}/${build}`,
            }),
          },
          folder,
        )
        started.defer(service.running.stop)
        running.set(key, { url: service.url, pid: service.running.child.pid ?? 0 })
      }
      const { url = '', pid = 0 } = running.get(key) ?? {}
      players.push({ ask, build, url, pid })
    }
  const postgres = platform.runnerOf('postgres').snapshot().pid ?? 0

  const stranger: Viewer = { kind: 'anonymous' }
  const play = async ({ ask, build, url, pid }: (typeof players)[number], count: number): Promise<Slice> => {
    let sent = 0
    const times: number[] = []
    const before = [cpuMs(pid), cpuMs(postgres)] as const
    await load({
      url,
      clients,
      next: () => {
        if (sent >= count) return null
        const body = ask.bodies[sent % ask.bodies.length] ?? ''
        sent += 1
        const identity = mintIdentity(keys, ask.subgraph, body, stranger, '127.0.0.1')
        return { body, address: '127.0.0.1', headers: `${identityHeader}: ${identity}\r\n` }
      },
      heard: ({ status, body, ms }) => {
        if (status !== 200 || !body.startsWith('{"data":{') || body.includes('"errors"') || ask.isEmpty(body))
          throw new Error(`${ask.name} was answered ${status}: ${body.slice(0, 300)}`)
        times.push(ms)
      },
    })
    const each = (now: number, then: number) => ((now - then) * 1_000) / count
    return {
      ask: ask.name,
      build,
      cpu: each(cpuMs(pid), before[0]),
      postgres: each(cpuMs(postgres), before[1]),
      ms: median(times),
    }
  }
  for (const player of players) await play(player, warmUp)
  const slices: Slice[] = []
  for (let at = 0; at < rounds; at += 1)
    for (const player of players) {
      signal.throwIfAborted()
      slices.push(await play(player, requests))
    }
  const figures = asks.map(({ name }) => {
    const of = (build: string) => slices.filter((slice) => slice.ask === name && slice.build === build)
    const [mine, theirs] = [of('here'), of('there')]
    const middle = (some: Slice[], figure: (slice: Slice) => number, digits = 0) =>
      round(median(some.map(figure)), digits)
    return {
      name,
      here: { cpu: middle(mine, ({ cpu }) => cpu), postgres: middle(mine, (one) => one.postgres) },
      there: { cpu: middle(theirs, ({ cpu }) => cpu), postgres: middle(theirs, (one) => one.postgres) },
      ratio: theirs.length === 0 ? null : round(median(mine.map(({ cpu }, at) => cpu / (theirs[at]?.cpu ?? 0)))),
    }
  })
  say(
    table([
      ['', 'CPU µs here', 'there', 'here : there', 'Postgres µs here', 'there'],
      ...figures.map((one) => [one.name, one.here.cpu, one.there.cpu, one.ratio ?? '-', one.here.postgres, one.there.postgres]), // prettier-ignore
    ]),
  )
  return { passed: true, failures: [], figures: { rounds, requests, figures, slices } }
}
