import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'

import type { BenchOptions } from '../bench.ts'
import { load } from '../load/http-clients.ts'
import { table, type Outcome } from '../report.ts'
import { measured, measuring } from '../soak/memory.ts'
import { growthOf, type Point } from '../soak/slope.ts'
import { round } from '../statistics.ts'
import { compose } from './canned.ts'
import { ours, start, type Running } from './contenders.ts'
import { smallGraph } from './graph.ts'
import { startSubgraphs } from './start-subgraphs.ts'

const standard = { operations: 1_000_000, clients: 16 }
const quick = { operations: 2_000, clients: 4 }

/** How often it is asked what it holds. */
const looks = 50
/** By how much that may grow over the second half, along its slope. */
const most = { live: 0.05, rss: 0.1 }
/** Where the kept texts, plans and names have not all been replaced once, growth says nothing. */
const leastJudged = 100_000

/** What our gateway holds while it is asked operations of which no two are the same, in every way that they can differ. */
export const distinct = async ({ args, signal, say }: BenchOptions): Promise<Outcome> => {
  const { values } = parseArgs({
    args,
    options: { quick: { type: 'boolean' }, operations: { type: 'string' }, clients: { type: 'string' } },
  })
  const base = values.quick ? quick : standard
  const operations = Number(values.operations ?? base.operations)
  const clients = Number(values.clients ?? base.clients)

  await using started = new AsyncDisposableStack()
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'staygraph-bench-distinct-'))
  started.defer(() => fs.rmSync(folder, { recursive: true, force: true }))
  const [supergraph, log] = [path.join(folder, 'supergraph.graphql'), path.join(folder, 'gateway.log')]
  fs.writeFileSync(supergraph, compose(smallGraph, (await startSubgraphs(started)).urls))
  const gateway = await start(ours, supergraph, log, { ...measuring, LOG_LEVEL: 'warn' })
  started.defer(() => gateway.stop())

  const failures: string[] = []
  const points: { at: number; live: number; rss: number }[] = []
  let [sent, answered] = [0, 0]
  const began = performance.now()
  for (let look = 1; look <= looks; look += 1) {
    signal.throwIfAborted()
    const until = Math.round((operations * look) / looks)
    await load({
      url: gateway.url,
      clients,
      next: () => (sent < until ? { body: JSON.stringify(operation((sent += 1))), address: '127.0.0.1' } : null),
      heard: ({ status, body }) => {
        if (status === 200 && body.startsWith('{"data":')) answered += 1
        else if (failures.length < 5) failures.push(`an operation was answered ${status}: ${body.slice(0, 200)}`)
      },
    })
    points.push({ at: sent, ...(await measure(gateway, log)) })
    if (look % 10 === 0) {
      const seconds = Math.round((performance.now() - began) / 1_000)
      say(`${sent} operations in ${seconds} s: it holds ${points.at(-1)?.live} MB, takes ${points.at(-1)?.rss} MB`)
    }
  }
  const half = points.filter(({ at }) => at >= operations / 2)
  const growth = (kind: 'live' | 'rss') => growthOf(half.map((point): Point => ({ at: point.at, value: point[kind] })))
  const figures = { operations, answered, live: round(growth('live'), 3), rss: round(growth('rss'), 3), points }
  say(
    table([
      ['over the second half', 'at its end MB', 'grew by %', 'at most %'],
      ...(['live', 'rss'] as const).map((kind) => [
        kind === 'live' ? 'what it holds' : 'what it takes',
        half.at(-1)?.[kind] ?? 0,
        round(growth(kind) * 100, 1),
        most[kind] * 100,
      ]),
    ]),
  )
  if (answered !== operations) failures.push(`${operations - answered} of ${operations} were not answered`)
  if (operations >= leastJudged)
    for (const kind of ['live', 'rss'] as const)
      if (growth(kind) > most[kind]) failures.push(`${kind} grew by ${round(growth(kind) * 100, 1)} %`)
  return { passed: failures.length === 0, failures, figures }
}

/** The nth operation: another alias, value, name or set of fields than any before it; one in ten is registered by its client. */
function operation(n: number): object {
  const fields = [
    `houses { id s${n}: stars }`,
    `houses(first: ${n}) { id name }`,
    `houses { id rating n${n}: name reviews { text t${n}: text } }`,
    `a${n}: house(id: "1") { name } houses { city }`,
  ][n % 4]
  const query = n % 3 === 0 ? `query Named${n} { ${fields} }` : `{ ${fields} }`
  if (n % 10 !== 0) return { query }
  const sha256Hash = createHash('sha256').update(query).digest('hex')
  return { query, extensions: { persistedQuery: { version: 1, sha256Hash } } }
}

/** What is left when all garbage is collected, in MB. */
async function measure({ pid }: Running, log: string) {
  const before = lastMeasured(log).count
  process.kill(pid, 'SIGUSR2')
  for (const until = Date.now() + 30_000; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const { count, line } = lastMeasured(log)
    if (count > before) {
      const { rss, live } = measured.parse(JSON.parse(line)).measured
      return { rss: Math.round(rss / 1e5) / 10, live: Math.round(live / 1e5) / 10 }
    }
    if (Date.now() > until) throw new Error('the gateway does not say what it holds')
  }
}
const lastMeasured = (log: string) => {
  const lines = fs
    .readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{"measured"') && line.endsWith('}}'))
  return { count: lines.length, line: lines.at(-1) ?? '' }
}
