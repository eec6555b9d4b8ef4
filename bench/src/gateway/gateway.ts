import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { isDeepStrictEqual } from 'node:util'

import { CannotStart } from '@staygraph/local/embedded/cannot-start'

import type { BenchOptions } from '../bench.ts'
import { cpuMs } from '../cpu.ts'
import { load } from '../load/http-clients.ts'
import { table, type Outcome } from '../report.ts'
import { median, percentile, round } from '../statistics.ts'
import { compose, type CannedGraph } from './canned.ts'
import { apolloGateway, fetchRivals, others, ours, start, type Running } from './contenders.ts'
import { graphs, type GraphName } from './graphs.ts'

/** One slice: a gateway, an operation, so many seconds. */
interface Slice {
  name: string
  operation: string
  requestsASecond: number
  p50: number
  p99: number
  /** Microseconds of the gateway's processor time a request. */
  cpu: number
}

const standard = { clients: 32, rounds: 5, seconds: 3, warmUp: 3_000 }
const quick = { clients: 8, rounds: 1, seconds: 0.5, warmUp: 100 }

/** What is asked for, against Hive Gateway with its planner in Rust. */
const wanted = { faster: 4, cpu: 1 / 5 }

/** Requests a second and processor time of gateways over canned subgraphs, every cache and sharing of requests off. */
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
    },
  })
  const base = values.quick ? quick : standard
  const options = {
    ...base,
    rounds: Number(values.rounds ?? base.rounds),
    seconds: Number(values.seconds ?? base.seconds),
  }
  if (!Object.hasOwn(graphs, values.graph)) throw new CannotStart(`There is no graph ${values.graph}`, `There are: ${Object.keys(graphs).join(', ')}`) // prettier-ignore
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
  const supergraph = path.join(folder, 'supergraph.graphql')
  fs.writeFileSync(supergraph, compose(graph, await startSubgraphs(started, graphName)))
  const gateways: Running[] = []
  for (const contender of [apolloGateway, ...rivals, ours]) {
    const running = await start(
      contender,
      supergraph,
      path.join(folder, `${contender.name.replaceAll(/\W+/g, '-')}.log`),
    )
    started.defer(() => running.stop())
    gateways.push(running)
  }

  const failures: string[] = []
  for (const one of gateways)
    for (const operation of operations) {
      if (!one.isLimit && !(await answersRight(one, graph, operation)))
        failures.push(`${one.name} answers the ${operation} query wrong`)
      await play(one, graph, operation, { clients: options.clients, requests: options.warmUp })
    }
  const slices: Slice[] = []
  for (let at = 0; at < options.rounds; at += 1)
    for (const operation of operations)
      for (const one of gateways) {
        signal.throwIfAborted()
        slices.push(await play(one, graph, operation, options))
      }
  const figures = summary(
    slices,
    gateways.map(({ name }) => name),
    operations,
  )
  say(tell(figures))
  if (!values.quick) failures.push(...judge(figures))
  return { passed: failures.length === 0, failures, figures: { options, summary: figures, slices } }
}

export async function startSubgraphs(
  started: AsyncDisposableStack,
  graph: GraphName = 'small',
): Promise<Record<string, string>> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('subgraphs.ts', import.meta.url)), graph], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  started.defer(() => void child.kill('SIGKILL'))
  const [line] = (await child.stdout.take(1).toArray()) as [Buffer]
  return JSON.parse(line.toString()) as Record<string, string>
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

async function play(
  { name, url, pid }: Running,
  graph: CannedGraph,
  operation: string,
  { clients, seconds = Infinity, requests = Infinity }: { clients: number; seconds?: number; requests?: number },
): Promise<Slice> {
  const times: number[] = []
  let left = requests
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
  }
}

type Summary = Record<
  string,
  Record<string, { requestsASecond: number; p50: number; p99: number; cpu: number; ratio: number }>
>

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
            ratio,
          },
        ]
      }),
    )
  return Object.fromEntries(operations.map((operation) => [operation, ofOperation(operation)]))
}

const tell = (figures: Summary): string =>
  table([
    ['', 'requests/s', 'to Apollo', 'p50 ms', 'p99 ms', 'CPU µs a request'],
    ...Object.entries(figures).flatMap(([operation, gateways]) =>
      Object.entries(gateways).map(([name, { requestsASecond, ratio, p50, p99, cpu }]) => [
        `${operation}, ${name}`,
        requestsASecond,
        ratio,
        p50,
        p99,
        cpu,
      ]),
    ),
  ])

/** What is asked for of the small graph; of others the figures are only told. */
function judge({ cross, literals, leaves, unseen }: Summary): string[] {
  const [own, hive] = [cross?.['ours'], cross?.['hive']]
  if (!own || !hive) return []
  const failures: string[] = []
  const faster = own.ratio / hive.ratio
  if (faster < wanted.faster)
    failures.push(`${round(faster, 1)} times Hive Gateway's requests a second, at least ${wanted.faster} are wanted`)
  if (own.cpu > hive.cpu * wanted.cpu)
    failures.push(`${own.cpu} µs a request, at most a fifth of Hive Gateway's ${hive.cpu} is wanted`)
  for (const [name, figures] of Object.entries({ literals, leaves, unseen })) {
    const [mine, theirs] = [figures?.['ours'], figures?.['hive']]
    if (mine && theirs && mine.cpu > theirs.cpu)
      failures.push(`${name}: ${mine.cpu} µs a request, Hive Gateway's ${theirs.cpu} at most are wanted`)
  }
  return failures
}
