import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'

/** A span as a collector is told of it. */
export type Collected = {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  links: { traceId: string }[]
  attributes: Record<string, unknown>
  failed: boolean
}

type Told = {
  resourceSpans: { scopeSpans: { spans: (Omit<Collected, 'attributes' | 'failed'> & Raw)[] }[] }[]
}
type Raw = { attributes?: { key: string; value: Record<string, unknown> }[]; status?: { code?: number } }

/** A collector of traces that keeps what it is told, by OTLP over HTTP in JSON. */
export async function startCollector() {
  const spans: Collected[] = []
  const texts: string[] = []
  const server = http
    .createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        texts.push(`${request.url} ${text}`)
        for (const { scopeSpans } of (JSON.parse(text) as Told).resourceSpans)
          for (const { spans: told } of scopeSpans)
            for (const { attributes = [], status, ...span } of told)
              spans.push({
                ...span,
                attributes: Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]])),
                failed: status?.code === 2,
              })
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
      })
    })
    .listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    /** Everything it was sent. */
    texts,
    close: () => server.close().closeAllConnections(),
  }
}
