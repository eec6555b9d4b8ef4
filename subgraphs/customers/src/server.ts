import type { GivenThrough } from '@staygraph/subgraph-kit/given-through'
import type { Identity } from '@staygraph/subgraph-kit/identity'
import { subgraphSchema } from '@staygraph/subgraph-kit/schema'
import type { GraphRequest } from '@staygraph/subgraph-kit/serve'

import type { Context, RefreshCookie, Services } from './context.ts'
import { resolvers } from './graphql/resolvers.ts'

export const schema = subgraphSchema(new URL('../schema.graphql', import.meta.url), resolvers)

export const contextOf =
  (services: Services) =>
  ({ viewer, client = 'unknown' }: Identity, request: GraphRequest, reply: GivenThrough): Context => ({
    ...services,
    viewer,
    client,
    now: services.clock(),
    cookie: refreshCookie(request, reply),
  })

const name = '__Host-staygraph-refresh'
/** `__Host-` binds it to this host over TLS (browsers take localhost for it); Lax: no other site's form sends it. */
const attributes = 'Path=/; Secure; HttpOnly; SameSite=Lax'

function refreshCookie({ headers }: GraphRequest, reply: GivenThrough): RefreshCookie {
  const write = (value: string) => {
    reply.removeHeader('set-cookie')
    reply.header('set-cookie', value)
  }
  return {
    token: new RegExp(`(?:^|; )${name}=([^;]+)`).exec(headers.cookie ?? '')?.[1],
    set: (token, expiresAt) => write(`${name}=${token}; ${attributes}; Expires=${expiresAt.toUTCString()}`),
    clear: () => write(`${name}=; ${attributes}; Max-Age=0`),
  }
}
