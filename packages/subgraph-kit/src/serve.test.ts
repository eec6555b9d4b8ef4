import { buildSubgraphSchema } from '@apollo/subgraph'
import { parse } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'

import { CommandFailed, createCaller, defineCommand, mount } from './command.ts'
import { identityHeader, mintIdentity, type Identity } from './identity.ts'
import { createLogger } from './log.ts'
import { createService, mountSubgraph } from './serve.ts'
import { testKeys } from './testing/identity.ts'

const { pairs } = await testKeys('gateway', 'reservations', 'workers', 'numbers')
const logger = createLogger('test', 'silent')
const double = defineCommand({ name: 'double', input: z.object({ n: z.int() }), output: z.object({ n: z.int() }) })

let ready = true
const app = createService({
  name: 'numbers',
  logger,
  ready: async () => (ready ? { ready: true } : { ready: false, because: 'no database' }),
})
const schema = buildSubgraphSchema([
  {
    typeDefs: parse('type Query { who: String! fail: String lost: String late: String }'),
    resolvers: {
      Query: {
        who: (_: unknown, __: unknown, { viewer }: Identity) => viewer.kind,
        fail: () => {
          throw new Error('secret path /etc/passwd')
        },
        late: () => {
          throw new Error('a query failed', { cause: Object.assign(new Error('too long'), { code: '57014' }) })
        },
        lost: () => {
          throw new Error('a query failed', { cause: Object.assign(new Error('lost'), { code: 'CONNECTION_CLOSED' }) })
        },
      },
    },
  },
])
await mountSubgraph(app, {
  schema,
  keys: pairs.numbers,
  logger,
  context: (identity) => ({ ...identity }),
  commands: [mount(double, ['reservations'], async ({ n }) => ({ n: 2 * n }))],
})
let url = ''
beforeAll(async () => {
  url = await app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => app.close())

const query = async (body: string, headers: Record<string, string> = {}) =>
  fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })
const asGateway = async (text: string) => {
  const body = JSON.stringify({ query: text })
  return query(body, { [identityHeader]: mintIdentity(pairs.gateway, 'numbers', body, { kind: 'anonymous' }) })
}

test('the gateway is answered, on behalf of its viewer', async () => {
  expect(await (await asGateway('{ who }')).json()).toEqual({ data: { who: 'anonymous' } })
})

test.each(['lost', 'late'])('a database that is %s is told as such, not as a bug', async (field) => {
  const { errors } = (await (await asGateway(`{ ${field} }`)).json()) as {
    errors: { extensions: object; message: string }[]
  }
  expect(errors).toMatchObject([
    { extensions: { code: 'SUBGRAPH_UNAVAILABLE' }, message: expect.stringContaining('Try again') },
  ])
})

test('whoever calls a subgraph directly is refused with a typed error', async () => {
  for (const headers of [{}, { [identityHeader]: 'forged' }, { 'x-viewer-id': 'ada', authorization: 'Bearer x' }]) {
    const answer = await query('{"query":"{ who }"}', headers as Record<string, string>)
    expect([answer.status, await answer.json()]).toMatchObject([
      401,
      { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] },
    ])
  }
})

test('a sister service that may call commands may not query the graph, nor the gateway call commands', async () => {
  const body = '{"query":"{ who }"}'
  const asSister = await query(body, {
    [identityHeader]: mintIdentity(pairs.reservations, 'numbers', body, {
      kind: 'service',
      name: 'reservations',
    }),
  })
  expect(asSister.status).toBe(403)
  const call = createCaller(pairs.gateway)
  await expect(call({ name: 'numbers', url }, double, { n: 1 })).rejects.toMatchObject({
    reason: 'REFUSED',
    status: 403,
  })
})

test('a command is typed on both sides', async () => {
  const call = createCaller(pairs.reservations)
  expect(await call({ name: 'numbers', url }, double, { n: 21 })).toEqual({ n: 42 })
  await expect(call({ name: 'numbers', url }, double, { n: 1.5 })).rejects.toMatchObject({
    reason: 'REFUSED',
    status: 400,
  })
})

test('a sister that is not there is told apart from one that refuses', async () => {
  const call = createCaller(pairs.reservations)
  const failure = await call({ name: 'numbers', url: 'http://127.0.0.1:9' }, double, { n: 1 }).catch(
    (error: unknown) => error,
  )
  expect(failure).toBeInstanceOf(CommandFailed)
  expect(failure).toMatchObject({ reason: 'UNREACHABLE' })
})

test('what fails inside leaves no word of it outside', async () => {
  const text = await (await asGateway('{ fail }')).text()
  expect(text).toContain('INTERNAL_SERVER_ERROR')
  expect(text).not.toMatch(/passwd|stack|node_modules/)
})

test('a broken body, an unknown path and an oversized body are typed JSON', async () => {
  const broken = '{"query":'
  const identity = mintIdentity(pairs.gateway, 'numbers', broken, { kind: 'anonymous' })
  const answers = await Promise.all([
    query(broken, { [identityHeader]: identity }),
    fetch(`${url}/nothing`),
    query(JSON.stringify({ query: 'x'.repeat(1_100_000) })),
  ])
  expect(answers.map(({ status }) => status)).toEqual([400, 404, 413])
  for (const answer of answers) expect(await answer.json()).toHaveProperty('errors.0.extensions.code')
})

test('readiness tells what is missing, liveness and metrics answer all the same', async () => {
  ready = false
  const answer = await fetch(`${url}/health/ready`)
  expect([answer.status, await answer.json()]).toEqual([503, { ready: false, because: 'no database' }])
  expect((await fetch(`${url}/health/live`)).status).toBe(200)
  expect(await (await fetch(`${url}/metrics`)).text()).toContain('http_request_seconds')
  ready = true
})
