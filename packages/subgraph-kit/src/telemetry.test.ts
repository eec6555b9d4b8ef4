import { once } from 'node:events'
import http from 'node:http'

import { expect, test } from 'vitest'

import { inSpan, outgoingTrace, startTelemetry } from './telemetry.ts'

test('spans continue the trace they were handed, link to the others they work for, and reach the collector that was named', async () => {
  const received: string[] = []
  const collector = http
    .createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        received.push(`${request.url} ${Buffer.concat(chunks).toString()}`)
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
      })
    })
    .listen(0, '127.0.0.1')
  await once(collector, 'listening')
  const { port } = collector.address() as { port: number }

  const telemetry = startTelemetry('test', `http://127.0.0.1:${port}`)
  const traceId = '0af7651916cd43dd8448eb211c80319c'
  const from = { traceparent: `00-${traceId}-b7ad6b7169203331-01` }
  const another = 'c0ffee0c0ffee0c0ffee0c0ffee0c0ff'
  const links = [{ traceparent: `00-${another}-b7ad6b7169203331-01` }, {}]
  const handedOn = await inSpan('outer', { from, links }, async () => inSpan('inner', {}, async () => outgoingTrace()))
  expect(handedOn.traceparent).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`))
  await telemetry.stop()
  collector.close()

  const told = received.join('\n')
  expect(told).toMatch(/^\/v1\/traces /)
  for (const words of [traceId, another, '"outer"', '"inner"', '"test"']) expect(told).toContain(words)
})
