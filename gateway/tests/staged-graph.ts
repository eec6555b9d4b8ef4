import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { composeServices } from '@apollo/composition'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { identifyClient } from '@staygraph/customers/contract/identify-client'
import { mount } from '@staygraph/subgraph-kit/command'
import type { GivenThrough } from '@staygraph/subgraph-kit/given-through'
import type { Identity } from '@staygraph/subgraph-kit/identity'
import type { Live } from '@staygraph/subgraph-kit/live'
import { createLogger } from '@staygraph/subgraph-kit/log'
import { createService, mountSubgraph } from '@staygraph/subgraph-kit/serve'
import { testKeys } from '@staygraph/subgraph-kit/testing/identity'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { GraphQLError, parse } from 'graphql'
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose'

import { withOrigin } from '../compose.ts'
import { createGateway, type GatewayOptions } from '../src/server.ts'
import { closeAtEnd } from './close-at-end.ts'

// Two small subgraphs made with the kit, as real servers, and a gateway in front of them.

const logger = createLogger('test', 'silent')

/** A folder with files, by their paths in it, that goes when the test file ends. */
export async function folderWith(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gateway-'))
  closeAtEnd(() => rm(folder, { recursive: true }))
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), text)
  }
  return folder
}

export const contracts = {
  hotels: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
    type Query { hotel(id: ID!): Hotel  hotels: [Hotel!]!  slow(ms: Int!): String  broken: String  echo(given: Anything): String  picky: String }
    scalar Anything
    type Mutation { rename(id: ID!, name: String!, ms: Int = 0): Hotel }
    type Hotel @key(fields: "id") { id: ID!  name: String!  neighbour: Hotel }`,
  customers: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
    type Query { whoAsks: String! }
    type Mutation { refreshSession: String! }
    type Hotel @key(fields: "id") { id: ID!  visits: Int }`,
}

export function composeStaged(typeDefs: Record<string, string> = contracts): string {
  const composed = composeServices(
    Object.entries(typeDefs).map(([name, text]) => ({
      name,
      url: `http://127.0.0.1:1/${name}`,
      typeDefs: withOrigin(name, parse(text)),
    })),
  )
  if (composed.errors) throw new Error(composed.errors.join('\n'))
  return composed.supergraphSdl
}

/** What a subgraph was sent: the identity it verified and the headers as they came. */
type Seen = { identity: Identity; headers: FastifyRequest['headers'] }
type Context = Seen & { reply: GivenThrough; live: Live | undefined }

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const resolvers = {
  hotels: {
    Query: {
      hotel: (_: unknown, { id }: { id: string }) => ({ id, name: `Hotel ${id}` }),
      hotels: () => ['1', '2'].map((id) => ({ id, name: `Hotel ${id}` })),
      slow: async (_: unknown, { ms }: { ms: number }) => pause(ms).then(() => 'done'),
      echo: () => 'heard',
      broken: () => {
        throw new Error('relation "secret_table" does not exist at /srv/app/hotels.ts')
      },
      picky: () => {
        throw new GraphQLError('The dates are in the past.', {
          extensions: { code: 'BAD_USER_INPUT', field: 'stay', internal: 'do not tell' },
        })
      },
    },
    Mutation: {
      rename: async (_: unknown, { id, name, ms }: { id: string; name: string; ms: number }) =>
        pause(ms).then(() => ({ id, name })),
    },
    Hotel: { __resolveReference: ({ id }: { id: string }) => ({ id, name: `Hotel ${id}` }) },
  },
  customers: {
    Query: { whoAsks: (_: unknown, __: unknown, { identity }: Context) => JSON.stringify(identity) },
    Mutation: {
      refreshSession: (_: unknown, __: unknown, { headers, reply }: Context) => {
        void reply.header('set-cookie', ['__Host-staygraph-refresh=next; HttpOnly', 'tracker=1'])
        return headers.cookie ?? 'no cookie'
      },
    },
    Hotel: { __resolveReference: ({ id }: { id: string }) => ({ id, visits: Number(id) * 10 }) },
  },
}

export type Staged = Awaited<ReturnType<typeof stageGraph>>

export type StageOptions = Partial<GatewayOptions> & {
  typeDefs?: Record<'hotels' | 'customers', string>
  /** In place of a type's own, of the subgraph hotels. */
  answers?: Record<string, object>
}

/** Real servers, real keys, a supergraph file of its own; all closed when the test file ends. */
export async function stageGraph({ typeDefs = contracts, answers = {}, ...options }: StageOptions = {}) {
  const keys = await testKeys('gateway', 'hotels', 'customers', 'stranger')
  const seen: Record<'hotels' | 'customers', Seen[]> = { hotels: [], customers: [] }
  const apiKeys = new Map<string, { clientId: string; scopes: string[]; mode: 'TEST' | 'LIVE' }>()
  const asked = { keys: 0, jwks: 0 }
  const accessKey = await generateKeyPair('EdDSA', { extractable: true })

  const serve = async (name: 'hotels' | 'customers', port = 0) => {
    const app = createService({ name, logger, ready: async () => ({ ready: true }) })
    await mountSubgraph<Context>(app, {
      logger,
      keys: keys.pairs[name],
      schema: buildSubgraphSchema([
        {
          typeDefs: parse(typeDefs[name]),
          resolvers: { ...resolvers[name], ...(name === 'hotels' ? answers : {}) } as never,
        },
      ]),
      context: (identity, request, reply, live) => {
        seen[name].push({ identity, headers: request.headers })
        return { identity, headers: request.headers, reply, live }
      },
      commands:
        name === 'customers'
          ? [
              mount(identifyClient, ['gateway'], async ({ apiKey }) => {
                asked.keys += 1
                return apiKeys.get(apiKey) ?? null
              }),
            ]
          : [],
    })
    if (name === 'customers')
      app.get('/.well-known/jwks.json', async () => {
        asked.jwks += 1
        return { keys: [{ ...(await exportJWK(accessKey.publicKey)), kid: 'one', alg: 'EdDSA', use: 'sig' }] }
      })
    const url = await app.listen({ host: '127.0.0.1', port })
    closeAtEnd(() => app.close())
    return { app, url }
  }
  const subgraphs = { hotels: await serve('hotels'), customers: await serve('customers') }

  const folder = await folderWith({ 'supergraph.graphql': composeStaged(typeDefs) })
  const supergraph = join(folder, 'supergraph.graphql')
  const gatewayOptions: GatewayOptions = {
    logger,
    supergraph,
    subgraphUrls: { hotels: subgraphs.hotels.url, customers: subgraphs.customers.url },
    keys: keys.pairs.gateway,
    redisUrl: undefined,
    allowedOrigins: ['https://friend.example'],
    rateLimits: { anonymous: 0, customer: 0, integrator: 0, unknownCredentials: 0 },
    trustedProxies: ['loopback'],
    ...options,
  }
  const serveGateway = async (port = 0) => {
    const app = await createGateway(gatewayOptions)
    const url = await app.listen({ host: '127.0.0.1', port })
    closeAtEnd(() => app.close())
    return { app, url }
  }
  const { app: gateway, url } = await serveGateway()
  return {
    url,
    gateway,
    supergraph,
    subgraphs,
    serve,
    serveGateway,
    seen,
    apiKeys,
    asked,
    keys,
    accessToken: (claims: Partial<AccessClaims> = {}) => accessToken(accessKey.privateKey, claims),
    ask: (query: string, init: Asking = {}) => ask(url, query, init),
  }
}

type AccessClaims = {
  sub: string
  email: string
  staffOf: string[] | undefined
  iss: string
  aud: string
  exp: number | string
  kid: string
}

export const accessToken = (
  key: CryptoKey,
  {
    sub = 'ada',
    email = 'ada@example.com',
    iss = 'staygraph:customers',
    aud = 'staygraph:gateway',
    exp = '10m',
    kid = 'one',
    staffOf,
  }: Partial<AccessClaims>,
) =>
  new SignJWT({ email, ...(staffOf && { staffOf }) })
    .setProtectedHeader({ alg: 'EdDSA', kid })
    .setSubject(sub)
    .setIssuer(iss)
    .setAudience(aud)
    .setIssuedAt()
    .setExpirationTime(exp)
    .sign(key)

export type Asking = { headers?: Record<string, string>; variables?: object; extensions?: object }
export type Answered = {
  data?: Record<string, unknown> | null
  errors?: { message: string; path?: unknown[]; extensions: Record<string, unknown> }[]
  extensions?: Record<string, unknown>
}

export async function ask(url: string, query: string, { headers = {}, variables, extensions }: Asking = {}) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables, extensions }),
  })
  return { status: response.status, headers: response.headers, ...((await response.json()) as Answered) }
}

/** Closes a server as a crash would: what is under way is cut. */
export async function kill(app: FastifyInstance) {
  app.server.closeAllConnections()
  await app.close()
}
