import { Agent, request } from 'node:http'

import { beforeAll, describe, expect, test } from 'vitest'

import { cannedSubgraphs } from './canned-subgraphs.ts'
import { contracts } from './staged-graph.ts'
import { startProcess } from './start-process.ts'

// What it costs the gateway's process to say no. Its own processor time is compared, of many requests each, taken by
// turns in one run, of which the cheapest counts: how long anything took does not matter, nor what happened to fall into a
// turn. BOMBS sets another number of requests.

const requests = Number(process.env['BOMBS'] ?? 80)
const turns = 4

const typeDefs = {
  hotels: contracts.hotels
    .replace('import: ["@key"]', 'import: ["@key", "@listSize"]')
    .replace('hotels: [Hotel!]!', 'hotels(first: Int = 2): [Hotel!]! @listSize(slicingArguments: ["first"])'),
  customers: contracts.customers,
}
const twenty = Array.from({ length: 20 }, (_, n) => ({ __typename: 'Hotel', id: `${n}`, name: `Hotel ${n}` }))

let url: string
const agent = new Agent({ keepAlive: true })
beforeAll(async () => {
  const hotels = JSON.stringify({ data: { hotels: twenty } })
  const entities = JSON.stringify({
    data: { _entities: twenty.map(({ id }) => ({ __typename: 'Hotel', visits: +id })) },
  })
  const { supergraph } = await cannedSubgraphs(typeDefs, { hotels: () => hotels, customers: () => entities })
  const main = new URL('../src/main.ts', import.meta.url)
  const started = await startProcess(main, ['--supergraph', supergraph, '--port', '0'], { COST_MAXIMUM: '1000' })
  ;({ url } = started)
})

const send = (path: string, body?: string) =>
  new Promise<{ status: number; text: string }>((resolve, reject) => {
    const sent = request(
      `${url}${path}`,
      { agent, method: body === undefined ? 'GET' : 'POST', headers: { 'content-type': 'application/json' } },
      (response) => {
        let text = ''
        response.on('data', (chunk: Buffer) => (text += chunk.toString()))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })

/** Seconds of processor time that the gateway's process has used. */
async function cpu(): Promise<number> {
  const { text } = await send('/metrics')
  return Number(/^process_cpu_seconds_total(?:\{.*\})? (\S+)/m.exec(text)?.[1])
}

const body = (query: string) => JSON.stringify({ query })
const repeat = (count: number, write: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => write(n)).join(' ')

/** Each text is sent once: nothing of it can be known. */
const bombs: Record<string, { write: (n: number) => string; refused: string }> = {
  depth: {
    write: (n) => body(`{ h${n}: hotel(id: 1) { ${'neighbour { '.repeat(500)} id ${'} '.repeat(500)} } }`),
    refused: 'OPERATION_TOO_LARGE',
  },
  'depth just above what is allowed': {
    write: (n) => body(`{ h${n}: hotel(id: 1) { ${'neighbour { '.repeat(16)} id ${'} '.repeat(16)} } }`),
    refused: 'OPERATION_TOO_LARGE',
  },
  aliases: {
    write: (n) => body(`{ h${n}: hotel(id: 1) { ${repeat(2_000, (at) => `a${at}: id`)} } }`),
    refused: 'OPERATION_TOO_LARGE',
  },
  tokens: { write: (n) => body(`{ h${n}: hotel(id: 1) { ${'id '.repeat(20_000)} } }`), refused: 'OPERATION_TOO_LARGE' },
  directives: {
    write: (n) => body(`{ h${n}: hotel(id: 1) { id ${'@include(if: true) '.repeat(500)} } }`),
    refused: 'OPERATION_TOO_LARGE',
  },
  fragments: {
    write: (n) => body(`{ h${n}: hotel(id: 1) { ...F0 } } ${repeat(1_000, (at) => `fragment F${at} on Hotel { id }`)}`),
    refused: 'OPERATION_TOO_LARGE',
  },
  'a cycle of fragments': {
    write: (n) =>
      body(
        `{ h${n}: hotel(id: 1) { ...F0 } } ${repeat(90, (at) => `fragment F${at} on Hotel { id ...F${(at + 1) % 90} }`)}`,
      ),
    refused: 'GRAPHQL_VALIDATION_FAILED',
  },
  cost: {
    write: (n) => body(`{ h${n}: hotels(first: 90000) { id name neighbour { id visits } } }`),
    refused: 'COST_ESTIMATED_TOO_EXPENSIVE',
  },
  batch: {
    write: (n) =>
      `[${Array<string>(500)
        .fill(body(`{ h${n}: hotels { id visits } }`))
        .join()}]`,
    refused: 'BAD_REQUEST',
  },
  'a long body': { write: (n) => body(`${' '.repeat(500_000)} { h${n}: hotels { id } }`), refused: 'BODY_TOO_LARGE' },
}
/** A page like those of a site, which nobody asked for before: parsed, found valid, planned, fetched, put together. */
const normal = (n: number) => body(`query Page { h${n}: hotels { id name visits neighbour { id } } }`)

describe('a bomb is refused for less than a normal query costs:', () => {
  const costs = new Map<string, number[]>()
  beforeAll(async () => {
    let fresh = 0
    const measure = async (name: string, write: (n: number) => string, count: number) => {
      const before = await cpu()
      for (let at = 0; at < count; at += 1) await send('/graphql', write((fresh += 1)))
      costs.set(name, [...(costs.get(name) ?? []), (await cpu()) - before])
    }
    const all: [string, (n: number) => string][] = [
      ['normal', normal],
      ...Object.entries(bombs).map(([name, { write }]): [string, (n: number) => string] => [name, write]),
    ]
    for (const [name, write] of all) await measure(name, write, requests / turns)
    costs.clear()
    for (let turn = 0; turn < turns; turn += 1)
      for (const [name, write] of all) await measure(name, write, requests / turns)
  }, 120_000)
  const least = (name: string) => Math.min(...(costs.get(name) ?? []))

  test.each(Object.entries(bombs))('%s', async (name, { write, refused }) => {
    const { status, text } = await send('/graphql', write(-1 >>> 0))
    expect(status).toBeGreaterThanOrEqual(400)
    expect(text).toContain(`"code":"${refused}"`)
    expect(least('normal')).toBeGreaterThan(0)
    if (process.env['BOMBS']) console.log(name, (least(name) / least('normal')).toFixed(2), 'of a normal query')
    expect(least(name) / least('normal')).toBeLessThan(0.9)
  })
})
