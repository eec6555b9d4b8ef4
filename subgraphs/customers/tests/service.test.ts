import { createCaller } from '@staygraph/subgraph-kit/command'
import { identityHeader, mintIdentity, type Viewer } from '@staygraph/subgraph-kit/identity'
import { testKeys } from '@staygraph/subgraph-kit/testing/identity'
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose'
import { afterAll, expect, test } from 'vitest'

import { ensureCustomer } from '../contract/ensure-customer.ts'
import { identifyClient } from '../contract/identify-client.ts'
import { createCustomers } from '../src/service.ts'
import { registration, stageServices } from './staged-customers.ts'

const { services } = await stageServices()
const { pairs } = await testKeys('gateway', 'reservations', 'payments', 'customers')
const app = await createCustomers(services, pairs.customers)
const url = await app.listen({ host: '127.0.0.1', port: 0 })
afterAll(() => app.close())
const customers = { name: 'customers', url }

async function send(
  query: string,
  { cookie, viewer = { kind: 'anonymous' } }: { cookie?: string; viewer?: Viewer } = {},
) {
  const body = JSON.stringify({ query })
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      [identityHeader]: mintIdentity(pairs.gateway, 'customers', body, viewer, '203.0.113.5'),
      ...(cookie ? { cookie } : {}),
    },
  })
  const { data } = (await response.json()) as { data: Record<string, { __typename: string; accessToken: string }> }
  return { data, cookies: response.headers.getSetCookie() }
}

const { email, password } = registration()
const register = `mutation { register(input: { email: "${email}", password: "${password}", givenName: "A", familyName: "L" }) {
  __typename ... on Session { accessToken } } }`

test('the refresh token travels in a __Host- cookie that no script reads, and the access token verifies with the published keys', async () => {
  const { data, cookies } = await send(register)
  expect(cookies).toHaveLength(1)
  expect(cookies[0]).toMatch(
    /^__Host-staygraph-refresh=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax; Expires=[^;]+ GMT$/,
  )
  expect(JSON.stringify(data)).not.toContain(/=([\w-]{43});/.exec(cookies[0] ?? '')?.[1])

  const keys = (await (await fetch(`${url}/.well-known/jwks.json`)).json()) as JSONWebKeySet
  expect(keys.keys.every((key) => !('d' in key))).toBe(true)
  const verified = await jwtVerify(data['register']?.accessToken ?? '', createLocalJWKSet(keys), {
    issuer: 'staygraph:customers',
    audience: 'staygraph:gateway',
    algorithms: ['EdDSA'],
  })
  expect(verified.payload['email']).toBe(email)
})

test('refreshing replaces the cookie, signing out removes it', async () => {
  const signedIn = await send(
    `mutation { signIn(input: { email: "${email}", password: "${password}" }) { __typename } }`,
  )
  const first = signedIn.cookies[0]?.split(';')[0] ?? ''
  const refreshed = await send('mutation { refreshSession { __typename } }', { cookie: `other=1; ${first}` })
  expect(refreshed.data['refreshSession']?.__typename).toBe('Session')
  const second = refreshed.cookies[0]?.split(';')[0] ?? ''
  expect(second).not.toBe(first)
  const signedOut = await send('mutation { signOut }', { cookie: second })
  expect(signedOut.cookies).toEqual(['__Host-staygraph-refresh=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0'])
})

test('only the sisters named may send a command', async () => {
  const guest = { email, givenName: 'A', familyName: 'L', phone: null }
  const from = (issuer: 'gateway' | 'reservations' | 'payments') => createCaller(pairs[issuer])
  const { customerId } = await from('reservations')(customers, ensureCustomer, guest)
  expect(customerId).toBeTruthy()
  expect(await from('gateway')(customers, identifyClient, { apiKey: 'sg_test_nobody' })).toBeNull()
  await expect(from('payments')(customers, ensureCustomer, guest)).rejects.toMatchObject({ status: 403 })
  await expect(from('reservations')(customers, identifyClient, { apiKey: 'x' })).rejects.toMatchObject({ status: 403 })
})

test('a direct call without an identity is refused', async () => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ me { id } }' }),
  })
  expect(response.status).toBe(401)
})
