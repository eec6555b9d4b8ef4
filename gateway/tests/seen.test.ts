import type { Logger } from '@staygraph/subgraph-kit/log'
import { createLogger } from '@staygraph/subgraph-kit/log'
import { beforeAll, describe, expect, test } from 'vitest'

import { hashOf } from '../src/execution/registered-operations.ts'
import { developers } from '../src/policies/developers.ts'
import { createOperationNames } from '../src/seen/operation-names.ts'
import type { Seen } from '../src/seen/seen.ts'
import { createSlowOperations } from '../src/seen/slow-operations.ts'
import { folderWith, stageGraph, type Staged } from './staged-graph.ts'

const known = 'query Known($id: ID!) { hotel(id: $id) { id name visits neighbour { name } } }'
const slow = 'query Slow($ms: Int!) { slow(ms: $ms) }'

function operationsFolder() {
  const entry = (name: string, body: string) => ({ id: hashOf(body), name, type: 'query', body })
  const operations = [entry('Known', known), entry('Slow', slow)]
  return folderWith({
    'site.json': JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations }),
  })
}

/** A log that is read. */
function readLog() {
  const lines: { message: string; fields: Record<string, unknown> }[] = []
  const logger: Logger = createLogger('test', 'silent')
  logger.warn = ((fields: Record<string, unknown>, message: string) =>
    lines.push({ fields, message })) as unknown as Logger['warn']
  return { logger, slow: () => lines.filter(({ message }) => message === 'an operation was slow') }
}

/** The value of a series by its name and labels. */
async function valueOf(url: string, name: string, labels: Record<string, string>): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const found = text
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`))
    .filter((line) => Object.entries(labels).every(([label, value]) => line.includes(`${label}="${value}"`)))
  return found.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0)
}

const log = readLog()
let staged: Staged
beforeAll(async () => {
  const operations = await operationsFolder()
  staged = await stageGraph({ logger: log.logger, operations, slowMs: 100, isDeveloper: developers(['dev']) })
})

describe('metrics', () => {
  const told = async <Value>(read: () => Promise<number>, work: () => Promise<Value>) => {
    const before = await read()
    await work()
    return (await read()) - before
  }

  test('an operation is counted under the name it was registered by, however it is asked for', async () => {
    const read = () => valueOf(staged.url, 'gateway_operation_seconds_count', { operation: 'Known', outcome: 'ok' })
    const plannedBefore = await valueOf(staged.url, 'gateway_operations_planned_total', { when: 'asked' })
    const counted = await told(read, async () => {
      await staged.ask(known, { variables: { id: '1' } })
      const body = JSON.stringify({ query: known, operationName: 'Known', variables: { id: '2' } })
      const headers = { 'content-type': 'application/json' }
      await fetch(`${staged.url}/graphql`, { method: 'POST', headers, body })
      await fetch(`${staged.url}/graphql?${new URLSearchParams({ query: known, variables: '{"id":"3"}' }).toString()}`)
    })
    expect(counted).toBe(3)
    // Whether its only operation is named in the request or not: it was planned before.
    expect(await valueOf(staged.url, 'gateway_operations_planned_total', { when: 'asked' })).toBe(plannedBefore)
  })

  test('names that clients think of make no series: all of them are told under one', async () => {
    const seriesOf = async () => {
      const text = await (await fetch(`${staged.url}/metrics`)).text()
      return new Set([...text.matchAll(/operation="([^"]*)"/g)].map(([, name = '']) => name))
    }
    const read = () =>
      valueOf(staged.url, 'gateway_operation_seconds_count', { operation: '(unregistered)', outcome: 'ok' })
    const counted = await told(read, async () => {
      for (let n = 0; n < 50; n += 1) await staged.ask(`query Flood${n} { hotel(id: "${n}") { name } }`)
    })
    expect(counted).toBe(50)
    expect([...(await seriesOf())].filter((name) => name.startsWith('Flood'))).toEqual([])
  })

  test('where nothing is registered the first names are told, and then no more', () => {
    const names = createOperationNames(3)
    const told = new Set(Array.from({ length: 1_000 }, (_, n) => names(`Name${n}`)))
    expect([...told]).toEqual(['Name0', 'Name1', 'Name2', '(unregistered)'])
    expect([names('Name1'), names(undefined)]).toEqual(['Name1', '(unregistered)'])
  })

  test('what was refused, answered in part, or never was an operation is told apart', async () => {
    const outcome = (operation: string, of: string) => () =>
      valueOf(staged.url, 'gateway_operation_seconds_count', { operation, outcome: of })
    expect(await told(outcome('(unregistered)', 'errors'), () => staged.ask('{ broken hotels { id } }'))).toBe(1)
    expect(await told(outcome('(none)', 'refused'), () => staged.ask('{ nothingLikeThat }'))).toBe(1)
    expect(await told(outcome('Known', 'refused'), () => staged.ask(known, { variables: {} }))).toBeGreaterThan(0)
  })

  test('each field of an operation is counted once for each execution, and each error at its field', async () => {
    const asked = (field: string) => () => valueOf(staged.url, 'gateway_fields_total', { field })
    const twice = async () => {
      for (const id of ['1', '2']) await staged.ask(known, { variables: { id } })
    }
    expect(await told(asked('Hotel.visits'), twice)).toBe(2)
    expect(await told(asked('Hotel.name'), twice)).toBe(2) // it stands there twice
    expect(await told(asked('Query.hotels'), twice)).toBe(0)
    const errors = (field: string) => () => valueOf(staged.url, 'gateway_field_errors_total', { field })
    expect(await told(errors('Query.broken'), () => staged.ask('{ alias: broken }'))).toBe(1)
    expect(await told(errors('Query.hotels'), () => staged.ask('{ alias: broken }'))).toBe(0)
  })

  test('the time of a fetch is told for each field that it brings', async () => {
    const read = (subgraph: string, field: string) => () =>
      valueOf(staged.url, 'gateway_field_fetch_seconds_count', { subgraph, field })
    const once = () => staged.ask(known, { variables: { id: '7' } })
    expect(await told(read('hotels', 'Query.hotel'), once)).toBe(1)
    expect(await told(read('customers', 'Hotel.visits'), once)).toBe(1)
  })
})

describe('an operation that takes long', () => {
  const secret = 'quill@example.com' // no digits of an id of a trace

  test('is told in one line with the time of its fetches and the shape of its plan', async () => {
    const before = log.slow().length
    await staged.ask(slow, { variables: { ms: 120 } })
    const [line, ...more] = log.slow().slice(before)
    expect(more).toEqual([])
    expect(line?.fields).toMatchObject({
      operation: 'Slow',
      hash: hashOf(slow),
      outcome: 'ok',
      plan: 'hotels(Query.slow)',
      fetches: [{ service: 'hotels', ms: expect.any(Number) }],
    })
    expect(line?.fields['ms']).toBeGreaterThanOrEqual(119)
  })

  test('is told without a word of what its client wrote', async () => {
    const before = log.slow().length
    const text = `query Quill_example_com { echo(given: "${secret}") slow(ms: 130) picked: hotel(id: "${secret}") { name visits } }`
    await staged.ask(text)
    const lines = JSON.stringify(log.slow().slice(before))
    expect(lines).toContain('(unregistered)')
    expect(lines).toContain('customers(Hotel.visits at picked)')
    expect(lines).not.toMatch(/quill/i)
  })

  test('is not told when it was quick', async () => {
    const before = log.slow().length
    await staged.ask(known, { variables: { id: '1' } })
    expect(log.slow().length).toBe(before)
  })

  test('is told so often and no more: the rest is counted, and told with the next', () => {
    const read = readLog()
    const seen = { operation: 'A', document: { kind: 'Document', definitions: [] }, outcome: 'ok', fetches: [], began: 0 } // prettier-ignore
    const note = createSlowOperations(1_000, read.logger)
    for (let n = 0; n < 500; n += 1) note(seen as unknown as Seen, 2_000, 1_000_000 + n)
    expect(read.slow().length).toBe(10)
    note(seen as unknown as Seen, 2_000, 1_020_000)
    expect(read.slow().at(-1)?.fields).toMatchObject({ untold: 490 })
    const never = createSlowOperations(0, read.logger)
    never(seen as unknown as Seen, 99_000, 1_040_000)
    expect(read.slow().length).toBe(11)
  })
})

describe('how an operation was planned', () => {
  const asking = { variables: { id: '1' }, extensions: { queryPlan: true } }
  const developer = () => {
    staged.apiKeys.set(`sg_test_${'d'.repeat(43)}`, { clientId: 'dev', scopes: [], mode: 'TEST' })
    staged.apiKeys.set(`sg_test_${'o'.repeat(43)}`, { clientId: 'other', scopes: ['SEARCH', 'BOOK'], mode: 'LIVE' })
    return { 'x-api-key': `sg_test_${'d'.repeat(43)}` }
  }

  test('is told to developers, with how long each fetch took', async () => {
    const headers = developer()
    for (const query of [known, '{ hotel(id: "5") { name visits } }']) {
      const answer = await staged.ask(query, { ...asking, headers })
      expect(answer.data).toMatchObject({ hotel: { visits: expect.any(Number) } })
      expect(answer.extensions?.['queryPlan']).toMatchObject({
        kind: 'Sequence',
        nodes: [
          {
            kind: 'Fetch',
            service: 'hotels',
            operation: expect.stringContaining('hotel('),
            asked: [{ ms: expect.any(Number), about: 1, answered: true }],
          },
          { kind: 'Fetch', service: 'customers', at: 'hotel', operation: expect.stringContaining('_entities') },
        ],
      })
    }
  })

  test('is told to nobody else, and not unless asked', async () => {
    const headers = developer()
    for (const stranger of [
      {},
      { 'x-api-key': `sg_test_${'o'.repeat(43)}` },
      { authorization: `Bearer ${await staged.accessToken()}` },
    ]) {
      const answer = await staged.ask(known, { ...asking, headers: stranger as Record<string, string> })
      expect(answer.status).toBe(200)
      expect(JSON.stringify(answer)).not.toMatch(/queryPlan|_entities/)
    }
    expect((await staged.ask(known, { variables: { id: '1' }, headers })).extensions).toBeUndefined()
  })

  test('is told to everyone only where everyone is a developer', () => {
    expect(developers(['everyone'])({ kind: 'anonymous' })).toBe(true)
    expect(developers([])({ kind: 'anonymous' })).toBe(false)
    expect(developers(['ada'])({ kind: 'customer', customerId: 'ada', email: 'a@example.com' })).toBe(true)
    expect(developers(['ada'])({ kind: 'integrator', clientId: 'bob', scopes: [], mode: 'LIVE' })).toBe(false)
  })
})
