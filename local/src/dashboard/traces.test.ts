import { expect, test } from 'vitest'

import { renderTrace, renderTraces } from './traces-page.ts'
import { inOrder, keepTraces, lineOf } from './traces.ts'

const trace = (n: number) => n.toString(16).padStart(32, '0')
const span = (n: number) => n.toString(16).padStart(16, '0')
const nano = (ms: number) => String(BigInt(Math.round(ms * 1_000)) * 1_000n + 1_795_304_868_000_000_000n)

type Told = { of: number; id: number; in?: number; name: string; from: number; to: number; links?: number[]; text?: string; failed?: boolean } // prettier-ignore

/** What a process tells a collector. */
const told = (service: string, spans: Told[]) => ({
  resourceSpans: [
    {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: service } }] },
      scopeSpans: [
        {
          spans: spans.map(({ of, id, in: parent, name, from, to, links = [], text, failed }) => ({
            traceId: trace(of),
            spanId: span(id),
            ...(parent === undefined ? {} : { parentSpanId: span(parent) }),
            name,
            startTimeUnixNano: nano(from),
            endTimeUnixNano: nano(to),
            attributes: text === undefined ? [] : [{ key: 'db.query.text', value: { stringValue: text } }],
            links: links.map((n) => ({ traceId: trace(n), spanId: span(99) })),
            status: { code: failed ? 2 : 0 },
          })),
        },
      ],
    },
  ],
})

const booking = () => {
  const traces = keepTraces()
  // Workers tell first; the browser, whose span began it all, tells nothing.
  traces.take(told('workers', [{ of: 1, id: 5, in: 3, name: 'job tell-guest', from: 5_000, to: 5_040 }]))
  traces.take(told('reservations', [
    { of: 1, id: 3, in: 2, name: 'reservations graph', from: 10, to: 70 },
    { of: 1, id: 4, in: 3, name: 'sql insert reservations', from: 20, to: 30, text: 'insert into reservations values ($)' },
  ])) // prettier-ignore
  traces.take(told('gateway', [{ of: 1, id: 2, in: 77, name: 'graphql BookRoom', from: 0, to: 80 }]))
  return traces
}

test('a trace is one, whoever tells of it first: what was done for something stands below it', () => {
  const rows = inOrder(booking().find(trace(1)) ?? [])
  expect(rows.map(({ name, service, depth }) => `${depth} ${service}: ${name}`)).toEqual([
    '0 gateway: graphql BookRoom',
    '1 reservations: reservations graph',
    '2 reservations: sql insert reservations',
    '2 workers: job tell-guest',
  ])
})

test('seconds in which nothing was done are drawn short, and the order stays', () => {
  const at = lineOf(booking().find(trace(1)) ?? [])
  const base = 1_795_304_868_000
  const places = [0, 10, 80, 2_000, 5_000, 5_020, 5_040].map((ms) => at(base + ms))
  expect(places).toEqual(places.toSorted((one, other) => one - other))
  expect([places[0], places.at(-1)]).toEqual([0, 1])
  expect((places[4] ?? 0) - (places[2] ?? 0)).toBeLessThan(0.1)
  expect(places[2]).toBeGreaterThan(0.5)
})

test('a job that carries the work of several traces stands in each of them', () => {
  const traces = keepTraces()
  traces.take(told('hotels', [{ of: 1, id: 1, name: 'job availability-changed', from: 0, to: 9, links: [1, 2, 3] }]))
  expect([1, 2, 3, 4].map((n) => traces.find(trace(n))?.map(({ along }) => along))).toEqual([[false], [true], [true], undefined]) // prettier-ignore
})

test('what processes say cannot become markup, nor grow without end', () => {
  const traces = keepTraces()
  const forged = '<img src=x onerror=alert(1)>'
  for (let n = 1; n <= 300; n += 1)
    traces.take(told(forged, [{ of: n, id: n, name: forged, from: 0, to: 1, text: forged, failed: true }]))
  expect(traces.all().length).toBe(200)
  expect(renderTraces(traces.all(), 'http://localhost:3000')).not.toContain('<img')
  expect(renderTrace(traces.find(trace(300)) ?? [])).not.toContain('<img')
  expect([traces.take({}), traces.take(null), traces.take({ resourceSpans: [{ scopeSpans: [{ spans: [{ traceId: '"><' }] }] }] })]).toEqual([false, false, false]) // prettier-ignore
})
