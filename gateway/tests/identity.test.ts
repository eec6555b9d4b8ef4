import { generateKeyPair } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'

import { accessToken, kill, stageGraph, type Staged } from './staged-graph.ts'

let staged: Staged
beforeAll(async () => {
  staged = await stageGraph()
})

const whoAsks = async (headers: Record<string, string>, { ask } = staged) => {
  const answer = await ask('{ whoAsks }', { headers })
  const told = answer.data?.['whoAsks']
  return { ...answer, identity: typeof told === 'string' ? (JSON.parse(told) as { viewer: unknown }) : undefined }
}
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const unauthenticated = { status: 401, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }

describe('headers of the client', () => {
  test('nothing a client sends reaches a subgraph: not an identity, not a cookie, not an address', async () => {
    staged.seen.hotels.length = 0
    const forged = await fetch(`${staged.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-staygraph-identity': 'eyJhbGciOiJFZERTQSJ9.e30.x',
        'x-staygraph-viewer': 'admin',
        cookie: 'session=1; __Host-staygraph-refresh=mine',
        'x-custom': 'one',
      },
      body: JSON.stringify({ query: '{ hotel(id: 1) { name } }', extensions: { viewer: { kind: 'service' } } }),
    })
    expect(forged.status).toBe(200)
    const [{ identity, headers }] = staged.seen.hotels as [Staged['seen']['hotels'][number]]
    expect(identity).toMatchObject({ issuer: 'gateway', viewer: { kind: 'anonymous' } })
    expect(Object.keys(headers).toSorted()).toEqual(
      [
        'accept',
        'connection',
        'content-length',
        'content-type',
        'host',
        'traceparent',
        'x-staygraph-identity',
        'x-staygraph-patience',
      ].filter((name) => headers[name] !== undefined),
    )
  })

  test('the client’s address comes from a proxy that is trusted, else from the connection', async () => {
    expect((await whoAsks({ 'x-forwarded-for': '203.0.113.9' })).identity).toMatchObject({ client: '203.0.113.9' })
    const open = await stageGraph({ trustedProxies: ['198.51.100.1'] })
    expect((await whoAsks({ 'x-forwarded-for': '203.0.113.9' }, open)).identity).toMatchObject({ client: '127.0.0.1' })
  })
})

describe('access tokens', () => {
  test('a good one makes the request its customer’s', async () => {
    const { identity } = await whoAsks(bearer(await staged.accessToken()))
    expect(identity?.viewer).toEqual({ kind: 'customer', customerId: 'ada', email: 'ada@example.com' })
  })

  test('the hotels somebody works for come from the signed token, and from nowhere else', async () => {
    const { identity } = await whoAsks(bearer(await staged.accessToken({ staffOf: ['h12', 'h3'] })))
    expect(identity?.viewer).toEqual({
      kind: 'customer',
      customerId: 'ada',
      email: 'ada@example.com',
      staffOf: ['h12', 'h3'],
    })
    const boasting = { ...bearer(await staged.accessToken()), 'x-staff-of': 'h12' }
    expect((await whoAsks(boasting)).identity?.viewer).not.toHaveProperty('staffOf')
  })

  const wrong = {
    'an ended one': () => staged.accessToken({ exp: Math.floor(Date.now() / 1_000) - 60 }),
    'one for another audience': () => staged.accessToken({ aud: 'staygraph:payments' }),
    'one by another issuer': () => staged.accessToken({ iss: 'staygraph:hotels' }),
    'one signed with another key under the same name': async () =>
      accessToken((await generateKeyPair('EdDSA')).privateKey, {}),
    'one by a key that was never published': () => staged.accessToken({ kid: 'two' }),
    'one without a signature': async () => {
      const [, claims] = (await staged.accessToken()).split('.')
      return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`
    },
    'one whose customer was changed': async () => {
      const [head, , signature] = (await staged.accessToken()).split('.')
      const claims = { sub: 'eve', email: 'e@x.y', iss: 'staygraph:customers', aud: 'staygraph:gateway', exp: 9e9 }
      return `${head}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`
    },
    'one that claims more hotels than were signed': async () => {
      const [head, , signature] = (await staged.accessToken({ staffOf: ['h3'] })).split('.')
      const claims = {
        sub: 'ada',
        email: 'e@x.y',
        staffOf: ['h12'],
        iss: 'staygraph:customers',
        aud: 'staygraph:gateway',
        exp: 9e9,
      }
      return `${head}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`
    },
    'no token at all': async () => 'hello',
  }
  test.each(Object.entries(wrong))('%s is refused, never taken for nobody’s', async (_, make) => {
    expect(await whoAsks(bearer(await make()))).toMatchObject(unauthenticated)
  })

  test.each([
    { authorization: 'Basic YTpi' },
    { authorization: 'Bearer' },
    { authorization: '' },
    { authorization: 'Bearer a b' },
    { authorization: 'Bearer x', 'x-api-key': 'y' },
  ])('credentials of another kind are refused: %j', async (headers) => {
    expect(await whoAsks(headers as Record<string, string>)).toMatchObject(unauthenticated)
  })

  test('known keys keep working while customers is down', async () => {
    const own = await stageGraph()
    const token = await own.accessToken()
    await whoAsks(bearer(token), own)
    await kill(own.subgraphs.customers.app)
    const { data, errors } = await own.ask('{ hotel(id: 1) { name visits } }', { headers: bearer(token) })
    expect(data).toEqual({ hotel: { name: 'Hotel 1', visits: null } })
    expect(errors?.[0]?.extensions['service']).toBe('customers')
    expect(own.seen.hotels.at(-1)?.identity.viewer).toMatchObject({ kind: 'customer', customerId: 'ada' })
  })

  test('while no key was ever seen, a token is answered with a 503 that says retry, not with a stranger’s answer', async () => {
    const own = await stageGraph({
      subgraphUrls: { hotels: staged.subgraphs.hotels.url, customers: 'http://127.0.0.1:1' },
    })
    const { status, errors, headers } = await own.ask('{ hotel(id: 1) { name } }', {
      headers: bearer(await own.accessToken()),
    })
    expect(status).toBe(503)
    expect(errors?.[0]?.extensions['code']).toBe('SUBGRAPH_UNAVAILABLE')
    expect(headers.get('retry-after')).toBe('5')
  })
})

describe('API keys', () => {
  const key = `sg_test_${'k'.repeat(43)}`

  test.each([{ 'x-api-key': key }, bearer(key)])('make the request the integrator’s: %j', async (headers) => {
    staged.apiKeys.set(key, { clientId: 'c1', scopes: ['SEARCH'], mode: 'TEST' })
    const { identity } = await whoAsks(headers)
    expect(identity?.viewer).toEqual({ kind: 'integrator', clientId: 'c1', scopes: ['SEARCH'], mode: 'TEST' })
  })

  test('are asked about once a minute, known or not', async () => {
    const known = `sg_live_${'a'.repeat(43)}`
    const unknown = `sg_live_${'b'.repeat(43)}`
    staged.apiKeys.set(known, { clientId: 'c2', scopes: [], mode: 'LIVE' })
    const before = staged.asked.keys
    for (let times = 0; times < 3; times += 1) {
      expect((await whoAsks({ 'x-api-key': known })).status).toBe(200)
      expect(await whoAsks({ 'x-api-key': unknown })).toMatchObject(unauthenticated)
    }
    expect(staged.asked.keys - before).toBe(2)
  })

  test('what does not look like one is refused without asking', async () => {
    const before = staged.asked.keys
    expect(await whoAsks({ 'x-api-key': 'hello' })).toMatchObject(unauthenticated)
    expect(await whoAsks({ 'x-api-key': `sg_test_${"'--".repeat(20)}` })).toMatchObject(unauthenticated)
    expect(staged.asked.keys).toBe(before)
  })

  test('fail closed while customers is down', async () => {
    const own = await stageGraph()
    await kill(own.subgraphs.customers.app)
    expect((await whoAsks({ 'x-api-key': key }, own)).status).toBe(503)
  })
})

describe('the refresh cookie', () => {
  const refresh = (cookie: string) => staged.ask('mutation { refreshSession }', { headers: { cookie } })

  test('goes to customers alone, without the other cookies, and only its successor comes back', async () => {
    const { data, headers } = await refresh('a=1; __Host-staygraph-refresh=first; b=2')
    expect(data).toEqual({ refreshSession: '__Host-staygraph-refresh=first' })
    expect(headers.getSetCookie()).toEqual(['__Host-staygraph-refresh=next; HttpOnly'])
  })

  test('is dropped when it is not shaped like one', async () => {
    expect((await refresh('__Host-staygraph-refresh="x y"')).data).toEqual({ refreshSession: 'no cookie' })
  })
})
