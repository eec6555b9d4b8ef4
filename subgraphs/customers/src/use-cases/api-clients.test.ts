import type { Viewer } from '@staygraph/subgraph-kit/identity'
import { expect, test } from 'vitest'

import { stagePerson, stageServices, type Answer } from '../../tests/staged-customers.ts'
import { identifyClient } from './identify-client.ts'

const { services, sql } = await stageServices()

const make = `mutation ($input: CreateApiClientInput!) { createApiClient(input: $input) { __typename
  ... on Refusal { message } ... on NewApiClient { key client { id name keyPrefix scopes mode lastUsedAt } } } }`
const input = { name: 'The shop', scopes: ['SEARCH', 'BOOK', 'SEARCH'] }

async function developer() {
  const person = stagePerson(services)
  const { customer } = await person.register()
  const viewer: Viewer = { kind: 'customer', customerId: customer.id, email: customer.email }
  person.is(viewer)
  const create = async (given: object = input) =>
    (await person.ask(make, { input: given })).data['createApiClient'] as Answer
  return { ...person, create }
}
const identify = (apiKey: string) => identifyClient({ apiKey }, services, new Date())

test('a key is made once, in the mode and with the scopes asked for, and identifies its client', async () => {
  const { create } = await developer()
  const { __typename, key, client } = await create({ ...input, mode: 'LIVE' })
  expect(__typename).toBe('NewApiClient')
  expect(key).toMatch(/^sg_live_[0-9a-hjkmnp-tv-z]{8}_[\w-]{43}$/)
  expect(key.startsWith(client.keyPrefix)).toBe(true)
  expect(await identify(key)).toEqual({ clientId: client.id, scopes: ['SEARCH', 'BOOK'], mode: 'LIVE' })
})

test('keys are for TEST unless LIVE is asked for', async () => {
  const { create } = await developer()
  expect((await create()).key).toMatch(/^sg_test_/)
})

test('a key that was changed, cut or invented identifies nobody', async () => {
  const { create } = await developer()
  const { key } = await create()
  for (const other of [key.slice(0, -1), `${key}A`, key.toUpperCase(), key.slice(0, 16), '', "' or true --"])
    expect(await identify(other)).toBeNull()
})

test('the list tells when a key was last used, and never the key', async () => {
  const { create, ask } = await developer()
  const { key, client } = await create()
  expect(client.lastUsedAt).toBeNull()
  await identify(key)
  const { data } = await ask('{ apiClients { id name keyPrefix lastUsedAt } }')
  expect(data['apiClients']).toMatchObject([{ id: client.id, name: 'The shop', lastUsedAt: expect.any(String) }])
  expect(JSON.stringify(data)).not.toContain(key)
})

test('no key is in the database in clear', async () => {
  const { create } = await developer()
  const { key } = await create()
  const stored = JSON.stringify(await sql`select * from api_clients`)
  expect(stored).not.toContain(key)
  const secret = key.slice('sg_test_'.length + 8 + 1) // which may itself have a _ in it
  expect(secret).toHaveLength(43)
  expect(stored).not.toContain(secret)
})

test('a key taken back identifies nobody and leaves the list', async () => {
  const { create, ask } = await developer()
  const { key, client } = await create()
  const revoke = 'mutation ($id: ID!) { revokeApiClient(id: $id) }'
  expect((await ask(revoke, { id: client.id })).data).toEqual({ revokeApiClient: true })
  expect(await identify(key)).toBeNull()
  expect((await ask('{ apiClients { id } }')).data).toEqual({ apiClients: [] })
  expect((await ask(revoke, { id: client.id })).data).toEqual({ revokeApiClient: false })
})

test('nobody sees or takes back another’s key', async () => {
  const ada = await developer()
  const eve = await developer()
  const { key, client } = await ada.create()
  expect((await eve.ask('{ apiClients { id } }')).data).toEqual({ apiClients: [] })
  for (const id of [client.id, 'no id', ''])
    expect((await eve.ask('mutation ($id: ID!) { revokeApiClient(id: $id) }', { id })).data).toEqual({
      revokeApiClient: false,
    })
  expect(await identify(key)).not.toBeNull()
})

test('whoever is not signed in makes none: not a stranger, not a program', async () => {
  const strangers: Viewer[] = [
    { kind: 'anonymous' },
    { kind: 'integrator', clientId: 'c', scopes: ['BOOK'], mode: 'LIVE' },
    { kind: 'customer', customerId: '00000000-0000-7000-8000-000000000000', email: 'gone@example.com' },
  ]
  for (const viewer of strangers) {
    const person = stagePerson(services)
    const { data } = await person.ask(make, { input }, { viewer })
    expect(data['createApiClient']?.__typename).toBe('SignInRequired')
    expect((await person.ask('{ apiClients { id } }', {}, { viewer })).data).toEqual({ apiClients: [] })
  }
})

test('a client has a name, a scope, and not more than twenty siblings', async () => {
  const { ask, create } = await developer()
  for (const [field, wrong] of [
    ['name', { ...input, name: ' ' }],
    ['scopes', { ...input, scopes: [] }],
  ] as const)
    expect((await ask(make, { input: wrong })).errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field })
  for (let n = 0; n < 20; n += 1) expect((await create()).__typename).toBe('NewApiClient')
  expect((await ask(make, { input })).errors?.[0]?.message).toContain('20 API keys')
})
