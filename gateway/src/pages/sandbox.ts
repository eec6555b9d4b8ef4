import { createHash } from 'node:crypto'

import type { FastifyInstance } from 'fastify'

const cdn = 'https://embeddable-sandbox.cdn.apollographql.com'

const style = `
html, body { margin: 0; height: 100%; font: 16px/1.5 system-ui, sans-serif; color: #1d1b18; background: #faf8f4 }
main { max-width: 38rem; margin: 0 auto; padding: 4rem 1.5rem }
a { color: inherit }
#sandbox { position: absolute; inset: 0 }
#sandbox:empty { display: none }
iframe { width: 100%; height: 100%; border: 0; background: #fff }
@media (prefers-color-scheme: dark) { html, body { color: #f3efe8; background: #1b1916 } }
`
const script = `
if (window.EmbeddedSandbox) new window.EmbeddedSandbox({
  target: '#sandbox',
  initialEndpoint: new URL('/graphql', location.href).href,
  endpointIsEditable: false,
  allowDynamicStyles: false,
  runTelemetry: false,
  initialState: { includeCookies: true },
})
`
const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Staygraph: Apollo Sandbox</title>
<style>${style}</style>
<main>
  <h1>The Staygraph graph</h1>
  <p>Apollo Sandbox opens here when its CDN can be reached. <a href="/explorer">GraphiQL</a> works without it.</p>
  <p>Programs send GraphQL by POST to <code>/graphql</code>.</p>
</main>
<div id="sandbox"></div>
<script src="${cdn}/v2/embeddable-sandbox.umd.production.min.js"></script>
<script>${script}</script>
</html>
`
const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** Only Apollo's embed and the two pieces of this page itself may run or be shown. */
const policy = [
  "default-src 'none'",
  `script-src ${cdn} ${hash(script)}`,
  `style-src ${cdn} ${hash(style)}`,
  'frame-src https://sandbox.embed.apollographql.com',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Apollo Sandbox at `/`, for developers who are online. */
export function mountSandbox(app: FastifyInstance) {
  app.get('/', async (_, reply) =>
    reply
      .headers({
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': policy,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      })
      .send(page),
  )
}
