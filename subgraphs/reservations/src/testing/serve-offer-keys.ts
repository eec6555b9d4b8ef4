import { createServer as createHttpServer } from 'node:http'

import type { JWK } from 'jose'

/** hotels, as far as reservations asks it: its keys, at their address. Null: it is there, and not yet able to answer. */
export async function serveOfferKeys(keys: () => readonly JWK[] | null) {
  const server = createHttpServer((_, response) => {
    const shown = keys()
    response.statusCode = shown === null ? 503 : 200
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: shown ?? [] }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const stop = () => new Promise<void>((resolve) => server.close(() => resolve()))
  return { url: `http://127.0.0.1:${address.port}`, stop }
}
