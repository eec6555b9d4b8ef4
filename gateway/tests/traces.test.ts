import { startTelemetry } from '@staygraph/subgraph-kit/telemetry'
import { startCollector } from '@staygraph/subgraph-kit/testing/collector'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { manifestOf } from '../register.ts'
import { developers } from '../src/policies/developers.ts'
import { whereTracesBegin } from '../src/seen/where-traces-begin.ts'
import { connectAgent } from './agent-client.ts'
import { closeAtEnd } from './close-at-end.ts'
import { folderWith, stageGraph, type Staged } from './staged-graph.ts'

const traceId = '0af7651916cd43dd8448eb211c80319c'
const asked = (flags: string, id = traceId) => ({ traceparent: `00-${id}-b7ad6b7169203331-${flags}` })
const anonymous = { kind: 'anonymous' } as const

describe('where a trace begins', () => {
  const second = 1_000_000

  test('a client may name its trace; whether it is collected is decided here, by chance', () => {
    const [never, always] = [0, 1].map((ratio) => whereTracesBegin({ ratio, isDeveloper: developers([]) }))
    expect(never?.(asked('00'), anonymous, second)).toEqual(asked('00'))
    expect(always?.(asked('00'), anonymous, second)).toEqual(asked('01'))
    const some = whereTracesBegin({ ratio: 0.2, isDeveloper: developers([]) })
    const collected = Array.from({ length: 2_000 }, () => some(asked('00'), anonymous, second).traceparent?.slice(-2))
    const share = collected.filter((flags) => flags === '01').length / 2_000
    expect(share).toBeGreaterThan(0.1)
    expect(share).toBeLessThan(0.3)
  })

  test('wishes of strangers are fulfilled so often a second and no more, those of developers always', () => {
    const begin = whereTracesBegin({ ratio: 0, isDeveloper: developers(['dev']), wishesASecond: 2 })
    const wish = (viewer: Parameters<typeof begin>[1], now: number) => begin(asked('01'), viewer, now).traceparent
    const told = Array.from({ length: 100 }, () => wish(anonymous, second))
    expect(told.filter((parent) => parent?.endsWith('01')).length).toBe(2)
    const developer = { kind: 'integrator' as const, clientId: 'dev', scopes: [], mode: 'TEST' as const }
    expect(wish(developer, second)).toMatch(/01$/)
    expect(wish(anonymous, second + 1_000)).toMatch(/01$/)
  })

  test.each([
    ['nothing', {}],
    ['no trace', { traceparent: 'x' }],
    ['zeros', asked('01', '0'.repeat(32))],
    ['capitals', asked('01', traceId.toUpperCase())],
    ['more than a trace', { traceparent: `${asked('01').traceparent}-x` }],
  ])('%s is no trace to go on with', (_, headers) => {
    const begin = whereTracesBegin({ ratio: 1, isDeveloper: developers(['everyone']) })
    expect(begin(headers, anonymous, second)).toEqual({})
  })
})

describe('a request', () => {
  let collector: Awaited<ReturnType<typeof startCollector>>
  let telemetry: ReturnType<typeof startTelemetry>
  let staged: Staged
  beforeAll(async () => {
    collector = await startCollector()
    telemetry = startTelemetry('test', { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_TRACES_SAMPLER_ARG: 0 })
    const tool = '"Reads a hotel." query ReadHotel($id: ID!) { hotel(id: $id) { name visits } }'
    const operations = await folderWith({ 'agents.json': manifestOf([tool]) })
    staged = await stageGraph({ isDeveloper: developers(['everyone']), operations })
  })
  afterAll(async () => {
    await telemetry.stop()
    collector.close()
  })
  const secret = 'quill@example.com' // no digits of an id of a trace
  const ask = (flags: string, id: string) =>
    staged.ask('query Quill($id: ID!) { hotel(id: $id) { name visits } }', {
      variables: { id: secret },
      headers: { ...asked(flags, id), tracestate: 'theirs=1', baggage: 'theirs=2' },
    })

  test('is one trace from its client through the plan into the subgraphs, without what the client wrote', async () => {
    await ask('01', traceId)
    await expect.poll(() => collector.spans.some(({ name }) => name.startsWith('graphql ')), { timeout: 5_000 }).toBe(true) // prettier-ignore
    const spans = collector.spans.filter((span) => span.traceId === traceId)
    const named = (name: string) => spans.find((span) => span.name === name)
    const gateway = spans.find(({ name }) => name.startsWith('graphql '))
    expect(gateway).toMatchObject({ parentSpanId: 'b7ad6b7169203331', name: 'graphql (unregistered)' })
    for (const service of ['hotels', 'customers']) {
      expect(named(`fetch ${service}`)?.parentSpanId).toBe(gateway?.spanId)
      expect(named(`${service} graph`)?.parentSpanId).toBe(named(`fetch ${service}`)?.spanId)
    }
    expect(collector.texts.join('\n')).not.toMatch(/quill/i)
  })

  test('is not collected unless wished; its ids go on, and nothing else that its client sent beside them', async () => {
    const other = 'c0ffee0c0ffee0c0ffee0c0ffee0c0ff'
    const before = staged.seen.hotels.length
    await ask('00', other)
    await ask('01', traceId)
    const [headers] = staged.seen.hotels.slice(before).map((seen) => seen.headers)
    expect(headers?.['traceparent']).toMatch(new RegExp(`^00-${other}-[0-9a-f]{16}-00$`))
    expect(headers?.['tracestate']).toBeUndefined()
    expect(headers?.['baggage']).toBeUndefined()
    await expect.poll(() => collector.spans.filter(({ name }) => name === 'hotels graph').length, { timeout: 5_000 }).toBe(2) // prettier-ignore
    expect(collector.spans.filter((span) => span.traceId === other)).toEqual([])
  })
  test('of an agent is a trace as any other: its call of a tool, by the name of the operation', async () => {
    const call = async (flags: string, id: string, given: object) => {
      const client = await connectAgent(staged.url, asked(flags, id))
      closeAtEnd(() => client.close())
      return client.callTool({ name: 'read_hotel', arguments: { ...given } })
    }
    const [whole, refused, unseen] = ['a9', 'b9', 'c9'].map((pair) => pair.repeat(16)) as [string, string, string]
    expect(await call('00', unseen, { id: secret })).not.toHaveProperty('isError')
    expect(await call('01', whole, { id: '7' })).not.toHaveProperty('isError')
    expect(await call('01', refused, { quill: secret })).toHaveProperty('isError')
    const of = (id: string) => collector.spans.filter(({ traceId: its }) => its === id)
    await expect.poll(() => of(refused).length, { timeout: 5_000 }).toBe(1)
    const gateway = of(whole).find(({ name }) => name === 'graphql ReadHotel')
    expect(gateway).toMatchObject({
      parentSpanId: 'b7ad6b7169203331',
      attributes: { 'staygraph.outcome': 'ok', 'staygraph.viewer': 'anonymous', 'mcp.method.name': 'tools/call', 'gen_ai.tool.name': 'read_hotel' }, // prettier-ignore
    })
    // One for the call, none for what agents say before it; below it as for any other operation.
    expect(of(whole).filter(({ parentSpanId }) => parentSpanId === 'b7ad6b7169203331')).toHaveLength(1)
    for (const service of ['hotels', 'customers'])
      expect(of(whole).find(({ name }) => name === `fetch ${service}`)?.parentSpanId).toBe(gateway?.spanId)
    expect(of(refused)[0]?.attributes).toMatchObject({ 'staygraph.outcome': 'refused', 'gen_ai.tool.name': 'read_hotel' }) // prettier-ignore
    expect(of(unseen)).toEqual([])
    expect(staged.seen.hotels.some(({ headers }) => String(headers['traceparent']).startsWith(`00-${unseen}-`))).toBe(true) // prettier-ignore
    expect(collector.texts.join('\n')).not.toMatch(/quill/i)
  })
})
