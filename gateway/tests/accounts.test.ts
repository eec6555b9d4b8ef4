import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'

import { freshDatabase, testRedisUrl } from '@staygraph/subgraph-kit/testing/database'
import { testKeys } from '@staygraph/subgraph-kit/testing/identity'
import { expect, test } from 'vitest'

import { ask } from './staged-graph.ts'
import { startProcess } from './start-process.ts'

// The gateway and customers, each its own process, over the committed supergraph.

const at = (path: string) => new URL(`../../${path}`, import.meta.url)
const { url: databaseUrl } = await freshDatabase(at('subgraphs/customers/migrations'))
const keys = await testKeys('gateway', 'customers')
const surroundings = { PORT: '0', REDIS_URL: testRedisUrl() }
const customers = await startProcess(at('subgraphs/customers/src/main.ts'), [], {
  ...surroundings,
  DATABASE_URL: databaseUrl,
  IDENTITY_KEY: JSON.stringify(keys.privateKeys.customers),
  TRUSTED_KEYS: JSON.stringify(keys.publicKeys),
  ACCESS_TOKEN_KEY: JSON.stringify(keys.claimKeys.customers),
})
const gateway = await startProcess(at('gateway/src/main.ts'), [], {
  ...surroundings,
  SUPERGRAPH: fileURLToPath(at('gateway/supergraph.graphql')),
  IDENTITY_KEY: JSON.stringify(keys.privateKeys.gateway),
  TRUSTED_KEYS: JSON.stringify(keys.publicKeys),
  CUSTOMERS_URL: customers.url,
})

type Session = { __typename: string; accessToken: string; customer: { id: string; email: string } }
const password = 'a meadow at four in the morning'

async function change(operation: string, headers: Record<string, string> = {}) {
  const { data, errors, headers: answered } = await ask(gateway.url, `mutation { done: ${operation} }`, { headers })
  expect(errors).toBeUndefined()
  const cookie = answered.getSetCookie()[0]?.split(';')[0]
  return { done: data?.['done'] as Session & { key: string }, cookie: cookie ?? '' }
}
const session = '{ __typename ... on Session { accessToken customer { id email } } }'
const register = (email: string) =>
  change(
    `register(input: { email: "${email}", password: "${password}", givenName: "Ada", familyName: "L" }) ${session}`,
  )
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

test('register, be known, refresh, sign out: through the gateway only', async () => {
  const email = `ada.${randomUUID()}@example.com`
  const { done, cookie } = await register(email)
  expect(done.customer.email).toBe(email)
  const known = await ask(gateway.url, '{ me { id email hasAccount } }', { headers: bearer(done.accessToken) })
  expect(known.data).toEqual({ me: { id: done.customer.id, email, hasAccount: true } })

  const refreshed = await change(`refreshSession ${session}`, { cookie })
  expect(refreshed.done.__typename).toBe('Session')
  expect(refreshed.cookie).not.toBe(cookie)
  await change('signOut', { cookie: refreshed.cookie })
  expect((await change(`refreshSession ${session}`, { cookie: refreshed.cookie })).done.__typename).toBe('SessionEnded')
  expect((await ask(gateway.url, '{ me { id } }')).data).toEqual({ me: null })
})

test('an API key works until it is taken back', async () => {
  const { done } = await register(`dev.${randomUUID()}@example.com`)
  const headers = bearer(done.accessToken)
  const make =
    'createApiClient(input: { name: "Shop", scopes: [SEARCH] }) { ... on NewApiClient { key client { id } } }'
  const { key, client } = (await change(make, headers)).done as unknown as { key: string; client: { id: string } }
  expect((await ask(gateway.url, '{ __typename me { id } }', { headers: { 'x-api-key': key } })).data).toEqual({
    __typename: 'Query',
    me: null,
  })
  await change(`revokeApiClient(id: "${client.id}")`, headers)
  const invented = `${key.slice(0, -4)}AAAA`
  expect((await ask(gateway.url, '{ __typename }', { headers: bearer(invented) })).status).toBe(401)
})

test('each signIn of a request is an attempt of its own, whatever its alias', async () => {
  const email = `guessed.${randomUUID()}@example.com`
  const guesses = Array.from(
    { length: 7 },
    (_, n) => `guess${n}: signIn(input: { email: "${email}", password: "guess ${n}" }) { __typename }`,
  )
  const { data } = await ask(gateway.url, `mutation { ${guesses.join(' ')} }`)
  expect(Object.values(data ?? {}).map((one) => (one as Session).__typename)).toEqual([
    ...Array<string>(5).fill('WrongCredentials'),
    ...Array<string>(2).fill('TooManyAttempts'),
  ])
})

test('with customers down: a token still says who asks, signing in says try again, and the rest of the graph is there', async () => {
  const { done } = await register(`late.${randomUUID()}@example.com`)
  customers.child.kill('SIGKILL')
  await new Promise((resolve) => customers.child.once('exit', resolve))
  const { status, data, errors } = await ask(gateway.url, '{ __typename me { id } }', {
    headers: bearer(done.accessToken),
  })
  expect(status).toBe(200)
  expect(data).toEqual({ __typename: 'Query', me: null })
  expect(errors?.[0]?.extensions).toEqual({ code: 'SUBGRAPH_UNAVAILABLE', service: 'customers', retryable: true })
})

test('no password, token or key is in a log', () => {
  const logs = gateway.log() + customers.log()
  expect(logs).toContain('"ready"')
  for (const secret of [password, 'eyJ', 'sg_test_', '__Host-staygraph-refresh=']) expect(logs).not.toContain(secret)
})
