import { afterAll, beforeAll, expect, test } from 'vitest'

import { openDatabase } from './database.ts'
import { metrics } from './metrics.ts'
import { observedResolvers } from './observed-resolvers.ts'
import { nameStatement } from './statements.ts'
import { inSpan, outgoingTrace, startTelemetry } from './telemetry.ts'
import { startCollector } from './testing/collector.ts'
import { testPostgresUrl } from './testing/database.ts'

const traceId = '0af7651916cd43dd8448eb211c80319c'
const collected = { traceparent: `00-${traceId}-b7ad6b7169203331-01` }
const another = 'c0ffee0c0ffee0c0ffee0c0ffee0c0ff'
const notCollected = { traceparent: `00-${another}-b7ad6b7169203331-00` }

let collector: Awaited<ReturnType<typeof startCollector>>
let telemetry: ReturnType<typeof startTelemetry>
let database: ReturnType<typeof openDatabase>
beforeAll(async () => {
  collector = await startCollector()
  telemetry = startTelemetry('test', { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_TRACES_SAMPLER_ARG: 0 })
  database = openDatabase(testPostgresUrl(), { max: 1 })
})
afterAll(async () => {
  await database.close()
  await telemetry.stop()
  collector.close()
})

const told = async (name: string) => {
  await expect.poll(() => collector.spans.some((span) => span.name === name), { timeout: 5_000 }).toBe(true)
  return collector.spans.filter((span) => span.name === name)
}
const countOf = async (name: string, labels: string) =>
  Number(
    (await metrics.metrics())
      .split('\n')
      .find((line) => line.startsWith(`${name}_count{`) && line.includes(labels))
      ?.split(' ')
      .at(-1) ?? 0,
  )

test('spans continue the trace they were handed, link to the others they work for, and reach the collector that was named', async () => {
  const links = [{ traceparent: `00-${another}-b7ad6b7169203331-01` }, {}]
  const handedOn = await inSpan('outer', { from: collected, links }, async () =>
    inSpan('inner', {}, async () => outgoingTrace()),
  )
  expect(handedOn.traceparent).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`))
  const [outer] = await told('outer')
  const [inner] = await told('inner')
  expect(outer).toMatchObject({ traceId, parentSpanId: 'b7ad6b7169203331', links: [{ traceId: another }] })
  expect(inner).toMatchObject({ traceId, parentSpanId: outer?.spanId })
  expect(collector.texts[0]).toMatch(/^\/v1\/traces .*"test"/)
})

test('a trace that is not collected is handed on all the same, and nobody hears of it', async () => {
  const handedOn = await inSpan('unheard of', { from: notCollected }, async () => {
    await database.sql`select 'unheard of'`
    return outgoingTrace()
  })
  expect(handedOn.traceparent).toMatch(new RegExp(`^00-${another}-[0-9a-f]{16}-00$`))
  await inSpan('begun here', { from: {} }, async () => undefined) // of which a part of nothing is collected
  await inSpan('heard of', { from: collected }, async () => undefined)
  await told('heard of')
  expect(collector.spans.map(({ name }) => name)).not.toContain('unheard of')
  expect(collector.spans.map(({ name }) => name)).not.toContain('begun here')
})

test('statements stand in the trace that they belong to, those of a transaction and those that fail too, without values', async () => {
  const { sql, db } = database
  const secret = 'ada@example.com'
  await sql`create temporary table guests (email text primary key)`
  await inSpan('booking', { from: collected }, async () => {
    await sql`insert into guests (email) values (${secret})`
    await db.$client.unsafe('select email from guests where email = $1', [secret])
    await sql.begin(async (tx) => tx`update guests set email = ${`${secret}.example`} where email = 'written-here'`)
    await expect(sql`insert into guests (email) values (${secret})`).rejects.toThrow(/duplicate/)
    await expect(
      inSpan('failing', {}, async () => {
        throw new Error(`no room for ${secret}`)
      }),
    ).rejects.toThrow(secret)
  })
  const [booking] = await told('booking')
  const inserts = await told('sql insert guests')
  expect(inserts.map(({ failed }) => failed)).toEqual([false, true])
  expect(inserts[0]).toMatchObject({ traceId, parentSpanId: booking?.spanId })
  expect(inserts[0]?.attributes['db.query.text']).toBe('insert into guests (email) values ($)')
  const names = collector.spans.map(({ name }) => name)
  for (const name of ['sql select guests', 'sql begin', 'sql update guests', 'sql commit', 'failing'])
    expect(names).toContain(name)
  expect(collector.texts.join('\n')).not.toMatch(/ada@|written-here/)
  expect(await countOf('sql_statement_seconds', 'statement="insert guests",outcome="failed"')).toBe(1)
})

test.each([
  ['select h.id, (select 1) from "hotels" h', 'select hotels'],
  ['\n  /* why */ with taken as (delete from outbox_waiting returning id) select 1', 'with taken'],
  ['insert into "public"."outbox" ("id") values ($1)', 'insert outbox'],
  ['update only nights set sold = 1', 'update nights'],
  ['delete from nights', 'delete nights'],
  ['select search_hotels($1)', 'select search_hotels'],
  ['commit', 'commit'],
  ['', 'other'],
])('a statement is called after what it does: %s', (text, name) => {
  expect(nameStatement(text)).toBe(name)
})

test('what answers a root field or completes an entity is measured; its answer and its failure are what they were', async () => {
  const scalar = new (class Scalar {
    parse = 1
  })()
  const resolvers = observedResolvers({
    Query: {
      soon: () => 1,
      later: async () => inSpan('below', {}, async () => 2),
      thrown: () => {
        throw new Error('thrown')
      },
      rejected: async () => Promise.reject(new Error('rejected')),
    },
    Hotel: { __resolveReference: async ({ id }: { id: string }) => id, name: () => 'untouched' },
    Scalar: scalar,
  }) as { Query: Record<string, () => unknown>; Hotel: Record<string, (of: unknown) => unknown>; Scalar: unknown }
  await inSpan('asked', { from: collected }, async () => {
    expect([resolvers.Query['soon']?.(), await resolvers.Query['later']?.()]).toEqual([1, 2])
  })
  expect(() => resolvers.Query['thrown']?.()).toThrow('thrown')
  await expect(resolvers.Query['rejected']?.()).rejects.toThrow('rejected')
  expect(await resolvers.Hotel['__resolveReference']?.({ id: '1' })).toBe('1')
  expect(resolvers.Scalar).toBe(scalar)
  const of = (resolver: string, outcome: string) =>
    countOf('graph_resolver_seconds', `resolver="${resolver}",outcome="${outcome}"`)
  expect(await of('Query.later', 'ok')).toBe(1)
  expect([await of('Query.thrown', 'failed'), await of('Query.rejected', 'failed')]).toEqual([1, 1])
  expect([await of('Hotel by key', 'ok'), await of('Hotel.name', 'ok')]).toEqual([1, 0])
  const [later] = await told('Query.later')
  expect(await told('below')).toMatchObject([{ parentSpanId: later?.spanId }])
})
