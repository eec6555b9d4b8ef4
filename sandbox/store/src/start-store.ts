import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import { openObjects } from './objects.ts'
import { asXml, refuse, type Refusal } from './refusal.ts'
import { refuseSignature, type Keys } from './signature.ts'

export type StoreOptions = Keys & {
  port?: number
  host?: string
  /** Without it, objects are gone at the stop. */
  dataDir?: string
  now?: () => number
  log?: (line: Record<string, unknown>) => void
}

/** What a page of another origin may do: an address that was signed is what lets it in, not where it comes from. */
const cors = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, PUT, HEAD',
  'access-control-allow-headers': '*, content-type, if-none-match, x-amz-checksum-sha256',
  'access-control-expose-headers': 'etag',
  'access-control-max-age': '600',
}

const mostBytes = 64_000_000

/** A store that speaks as much of S3 as is needed to keep files: PUT, GET, HEAD and DELETE of `/<bucket>/<key>`. */
export async function startStore(options: StoreOptions) {
  const { port = 0, host = '127.0.0.1', dataDir, now = Date.now, log = () => {} } = options
  const objects = await openObjects(dataDir)
  const scenario = { away: false }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<Refusal | undefined> => {
    const { method = 'GET', headers } = request
    const url = new URL(request.url ?? '/', `http://${headers.host ?? host}`)
    if (url.pathname.startsWith('/health/')) return void response.end('{"status":"ready"}')
    if (method === 'OPTIONS') return void response.writeHead(204).end()
    if (scenario.away) return refuse('ServiceUnavailable')
    const refused = refuseSignature({ method, url, headers }, options, now())
    if (refused) return refused
    const path = decodeURIComponent(url.pathname)
    if (method === 'PUT') return put(path, request, response)
    if (method === 'DELETE') {
      await objects.remove(path)
      return void response.writeHead(204).end()
    }
    if (method !== 'GET' && method !== 'HEAD') return refuse('MethodNotAllowed')
    const found = await objects.get(path)
    if (!found) return refuse('NoSuchKey')
    response.writeHead(200, {
      'content-type': found.type,
      'content-length': found.bytes.length,
      etag: etagOf(found.bytes),
    })
    return void response.end(method === 'HEAD' ? undefined : found.bytes)
  }

  const put = async (path: string, request: IncomingMessage, response: ServerResponse) => {
    const { headers } = request
    const length = Number(headers['content-length'] ?? Number.NaN)
    if (!Number.isFinite(length)) return refuse('MissingContentLength')
    if (length > mostBytes) return refuse('EntityTooLarge')
    const bytes = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>))
    const digest = createHash('sha256').update(bytes)
    const [hex, base64] = [digest.copy().digest('hex'), digest.digest('base64')]
    const promised = headers['x-amz-content-sha256'] ?? 'UNSIGNED-PAYLOAD'
    if (promised !== 'UNSIGNED-PAYLOAD' && promised !== hex) return refuse('XAmzContentSHA256Mismatch')
    if ((headers['x-amz-checksum-sha256'] ?? base64) !== base64) return refuse('BadDigest')
    const type = headers['content-type'] ?? 'binary/octet-stream'
    const kept = await objects.put(path, { type, bytes }, headers['if-none-match'] === '*')
    if (!kept) return refuse('PreconditionFailed')
    return void response.writeHead(200, { etag: etagOf(bytes) }).end()
  }

  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(cors)) response.setHeader(name, value)
    answer(request, response).then(
      (refused) => {
        const path = request.url?.split('?')[0] ?? ''
        if (!path.startsWith('/health/')) log({ method: request.method, path, refused: refused?.code })
        if (!refused) return
        // What is left of a body is not read.
        response.writeHead(refused.status, { 'content-type': 'application/xml', connection: 'close' })
        response.end(request.method === 'HEAD' ? undefined : asXml(refused))
      },
      (error: Error) => {
        log({ method: request.method, failed: error.message })
        response.destroy()
      },
    )
  }).listen(port, host)
  await once(server, 'listening')
  const url = `http://${host}:${(server.address() as AddressInfo).port}`
  log({ url, msg: 'store ready' })
  return {
    url,
    paths: () => objects.paths(),
    /** While it is away it answers 503. */
    away: (is: boolean) => void (scenario.away = is),
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await objects.forget()
    },
  }
}

const etagOf = (bytes: Buffer) => `"${createHash('md5').update(bytes).digest('hex')}"`
