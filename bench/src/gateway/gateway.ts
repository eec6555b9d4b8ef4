import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { isDeepStrictEqual } from 'node:util'

import { CannotStart } from '@staygraph/local/embedded/cannot-start'

import type { BenchOptions } from '../bench.ts'
import { cpuMs } from '../cpu.ts'
import { load } from '../load/http-clients.ts'
import { table, type Outcome } from '../report.ts'
import { median, percentile, round } from '../statistics.ts'
import { compose, type CannedGraph } from './canned.ts'
import { apolloGateway, extras, fetchRivals, others, ours, start, withExtra, type Running } from './contenders.ts'
import { graphs, type GraphName } from './graphs.ts'
import { keepable } from './keepable.ts'
import { startSubgraphs, type CannedSubgraphs } from './start-subgraphs.ts'

/** One slice: a gateway, an operation, so many seconds. */
interface Slice {
  name: string
  operation: string
  requestsASecond: number
  p50: number
  p99: number
  /** Microseconds of the gateway's processor time a request. */
  cpu: number
  /** Of subgraphs, a request. */
  fetches: number
}

const standard = { clients: 32, rounds: 5, seconds: 3, warmUp: 3_000 }
const quick = { clients: 8, rounds: 1, seconds: 0.5, warmUp: 100 }

/** How many times Hive Gateway's requests a second, with its planner in Rust, at a fifth of its processor time at most. */
const wanted = { cross: 7, pipeline: 4 }

/** Requests a second and processor time of gateways over canned subgraphs; caches and sharing of requests off but for those added `--with` them. */
export const gateway = async ({ args, signal, say }: BenchOptions): Promise<Outcome> => {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      'without-rivals': { type: 'boolean' },
      all: { type: 'boolean' },
      graph: { type: 'string', default: 'small' },
      with: { type: 'string' },
    },
  })
  const base = values.quick ? quick : standard
  const options = {
    ...base,
    rounds: Number(values.rounds ?? base.rounds),
    seconds: Number(values.seconds ?? base.seconds),
  }
  if (!Object.hasOwn(graphs, values.graph)) throw new CannotStart(`There is no graph ${values.graph}`, `There are: ${Object.keys(graphs).join(', ')}`) // prettier-ignore
  const extra = extras.find((one) => one === values.with)
  if (values.with !== undefined && !extra) throw new CannotStart(`Nothing of gateways is called ${values.with}`, `There are: ${extras.join(', ')}`) // prettier-ignore
  const graphName = values.graph as GraphName
  const graph: CannedGraph = graphs[graphName]
  const operations = Object.keys(graph.operations)
  const fetched = values['without-rivals'] || values.quick ? [] : fetchRivals(say)
  // Hive is who is compared with; the rest is worth its time now and then.
  const wanting = values.all ? [...fetched, ...others] : values.quick ? others : fetched.slice(0, 1)
  const rivals = wanting.filter(({ onlySmall }) => graphName === 'small' || !onlySmall)

  await using started = new AsyncDisposableStack()
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'staygraph-bench-gateway-'))
  started.defer(() => fs.rmSync(folder, { recursive: true, force: true }))
  const subgraphs = await startSubgraphs(started, { graph: graphName, keepable: extra === 'kept' })
  const written = (name: string, contracts: CannedGraph['contracts']) => {
    const file = path.join(folder, `${name}.graphql`)
    fs.writeFileSync(file, compose({ contracts }, subgraphs.urls))
    return file
  }
  const [supergraph, keeping] = [written('supergraph', graph.contracts), written('keepable', keepable(graph.contracts))]
  const gateways: Running[] = []
  const more = extra ? withExtra(extra, fetched.length > 0) : []
  for (const contender of [apolloGateway, ...rivals, ours, ...more]) {
    const running = await start(
      contender,
      contender.keeps ? keeping : supergraph,
      path.join(folder, `${contender.name.replaceAll(/\W+/g, '-')}.log`),
    )
    started.defer(() => running.stop())
    gateways.push(running)
  }

  const failures: string[] = []
  const look = async (one: Running, operation: string) => {
    if (!one.isLimit && !(await answersRight(one, graph, operation)))
      failures.push(`${one.name} answers the ${operation} query wrong`)
  }
  const asking = { graph, subgraphs, clients: options.clients }
  for (const one of gateways)
    for (const operation of operations) {
      await look(one, operation)
      await play(one, operation, { ...asking, requests: options.warmUp })
    }
  const slices: Slice[] = []
  for (let at = 0; at < options.rounds; at += 1)
    for (const operation of operations)
      for (const one of gateways) {
        signal.throwIfAborted()
        slices.push(await play(one, operation, { ...asking, seconds: options.seconds }))
      }
  for (const one of gateways) for (const operation of operations) await look(one, operation)
  const figures = summary(
    slices,
    gateways.map(({ name }) => name),
    operations,
  )
  say(tell(figures))
  if (!values.quick) failures.push(...judge(figures))
  return { passed: failures.length === 0, failures, figures: { options, summary: figures, slices } }
}

/** Nobody is sent the same unseen text twice, so that all may be sent the same ones. */
const bodyOf = (graph: CannedGraph, operation: string, n = 0) => JSON.stringify(graph.operations[operation]?.(n))
const sentOf = new Map<string, number>()
const nextOf = (name: string, graph: CannedGraph, operation: string) => {
  const key = `${name} ${operation}`
  const n = (sentOf.get(key) ?? 0) + 1
  sentOf.set(key, n)
  return bodyOf(graph, operation, n)
}

async function answersRight({ url }: Running, graph: CannedGraph, operation: string): Promise<boolean> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: bodyOf(graph, operation),
  })
  return isDeepStrictEqual(await answer.json(), { data: graph.expected[operation] })
}

interface Asking {
  graph: CannedGraph
  subgraphs: CannedSubgraphs
  clients: number
  seconds?: number
  requests?: number
}

async function play(
  { name, url, pid }: Running,
  operation: string,
  { graph, subgraphs, clients, seconds = Infinity, requests = Infinity }: Asking,
): Promise<Slice> {
  const times: number[] = []
  let left = requests
  const fetched = await subgraphs.asked()
  const [cpu, began] = [cpuMs(pid), performance.now()]
  await load({
    url,
    clients,
    next: () =>
      performance.now() - began < seconds * 1_000 && left-- > 0
        ? { body: nextOf(name, graph, operation), address: '127.0.0.1' }
        : null,
    heard: ({ status, ms }) => {
      if (status !== 200) throw new Error(`${name} answered ${status}`)
      times.push(ms)
    },
  })
  const took = (performance.now() - began) / 1_000
  return {
    name,
    operation,
    requestsASecond: times.length / took,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    cpu: ((cpuMs(pid) - cpu) * 1_000) / times.length,
    fetches: ((await subgraphs.asked()) - fetched) / times.length,
  }
}

type Figures = Record<'requestsASecond' | 'p50' | 'p99' | 'cpu' | 'fetches' | 'ratio', number>
type Summary = Record<string, Record<string, Figures>>

/** Medians over the rounds. The ratio is to Apollo's in the same round. */
function summary(slices: readonly Slice[], names: readonly string[], operations: readonly string[]): Summary {
  const ofOperation = (operation: string) =>
    Object.fromEntries(
      names.map((name) => {
        const own = slices.filter((slice) => slice.operation === operation && slice.name === name)
        const apollo = slices.filter((slice) => slice.operation === operation && slice.name === apolloGateway.name)
        const middle = (figure: (slice: Slice) => number, digits = 0) => round(median(own.map(figure)), digits)
        const ratio = round(
          median(own.map(({ requestsASecond }, at) => requestsASecond / (apollo[at]?.requestsASecond ?? 1))),
        )
        return [
          name,
          {
            requestsASecond: middle((slice) => slice.requestsASecond),
            p50: middle((slice) => slice.p50, 1),
            p99: middle((slice) => slice.p99, 1),
            cpu: middle((slice) => slice.cpu),
            fetches: middle((slice) => slice.fetches, 2),
            ratio,
          },
        ]
      }),
    )
  return Object.fromEntries(operations.map((operation) => [operation, ofOperation(operation)]))
}

const tell = (figures: Summary): string =>
  table([
    ['', 'requests/s', 'to Apollo', 'p50 ms', 'p99 ms', 'CPU µs a request', 'fetches'],
    ...Object.entries(figures).flatMap(([operation, gateways]) =>
      Object.entries(gateways).map(([name, { requestsASecond, ratio, p50, p99, cpu, fetches }]) => [
        `${operation}, ${name}`,
        requestsASecond,
        ratio,
        p50,
        p99,
        cpu,
        fetches,
      ]),
    ),
  ])

/** What is asked for of the small graph; of others the figures are only told. */
function judge({ cross, pipeline, literals, leaves, unseen }: Summary): string[] {
  const failures: string[] = []
  for (const [name, figures] of Object.entries({ cross, pipeline })) {
    const [own, hive] = [figures?.['ours'], figures?.['hive']]
    if (!own || !hive) continue
    if (hive.fetches < own.fetches)
      failures.push(
        `${name}: Hive asks subgraphs ${hive.fetches} times a request, we ${own.fetches}: not the same work`,
      )
    const [faster, least] = [own.ratio / hive.ratio, wanted[name as keyof typeof wanted]]
    if (faster < least)
      failures.push(`${name}: ${round(faster, 1)} times Hive's requests a second, at least ${least} are wanted`)
    if (own.cpu > hive.cpu / 5)
      failures.push(`${name}: ${own.cpu} µs a request, at most a fifth of Hive's ${hive.cpu} is wanted`)
  }
  for (const [name, figures] of Object.entries({ literals, leaves, unseen })) {
    const [mine, theirs] = [figures?.['ours'], figures?.['hive']]
    if (mine && theirs && mine.cpu > theirs.cpu)
      failures.push(`${name}: ${mine.cpu} µs a request, Hive's ${theirs.cpu} at most are wanted`)
  }
  return failures
}
