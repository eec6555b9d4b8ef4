import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import fastifyStatic from '@fastify/static'
import { problem } from '@staygraph/subgraph-kit/serve'
import type { FastifyInstance } from 'fastify'

const built = fileURLToPath(new URL('../../dist/explorer/', import.meta.url))

/** Monaco sets styles from script and keeps its icons in them; nothing is loaded from, or sent to, anywhere else. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** GraphiQL at `/explorer`, served from here, so that it works offline. `pnpm --filter @staygraph/gateway build` makes it. */
export async function mountExplorer(app: FastifyInstance) {
  if (!existsSync(built)) {
    app.get('/explorer', async (_, reply) =>
      reply
        .code(503)
        .send(
          problem('EXPLORER_NOT_BUILT', 'Run `pnpm --filter @staygraph/gateway build` once, then restart the gateway.'),
        ),
    )
    return
  }
  await app.register(fastifyStatic, {
    root: built,
    prefix: '/explorer/',
    cacheControl: false,
    setHeaders: (reply, path) => {
      void reply.header('content-security-policy', policy)
      void reply.header('x-content-type-options', 'nosniff')
      // Vite names its files by their content, but for the page itself.
      void reply.header('cache-control', path.endsWith('.html') ? 'no-cache' : 'public, max-age=31536000, immutable')
    },
  })
  app.get('/explorer', async (_, reply) => reply.sendFile('index.html'))
}
