import { expect, test } from 'vitest'

import { registration, stagePerson, stageServices } from '../../tests/staged-customers.ts'
import { ensureCustomer } from './ensure-customer.ts'

const { services, sql } = await stageServices()

const entity = `query ($id: ID!) { _entities(representations: [{ __typename: "Customer", id: $id }]) {
  ... on Customer { id email givenName hasAccount } } }`

const account = async () => {
  const person = stagePerson(services)
  const { customer } = await person.register()
  return { ...person, customer, viewer: { kind: 'customer' as const, customerId: customer.id, email: customer.email } }
}

test('me is whoever is signed in, and null for anyone else', async () => {
  const ada = await account()
  expect((await ada.ask('{ me { id email } }', {}, { viewer: ada.viewer })).data).toEqual({
    me: { id: ada.customer.id, email: ada.customer.email },
  })
  for (const viewer of [
    { kind: 'anonymous' as const },
    { kind: 'integrator' as const, clientId: ada.customer.id, scopes: ['BOOK'], mode: 'TEST' as const },
    { kind: 'service' as const, name: 'reservations' },
  ])
    expect((await ada.ask('{ me { id } }', {}, { viewer })).data).toEqual({ me: null })
})

test('a customer reads themselves when another subgraph names them', async () => {
  const ada = await account()
  const { data } = await ada.ask(entity, { id: ada.customer.id }, { viewer: ada.viewer })
  expect(data['_entities']).toMatchObject([{ id: ada.customer.id, email: ada.customer.email }])
})

test('another customer’s id is refused, whether or not there is such a customer', async () => {
  const ada = await account()
  const bob = await account()
  const guest = await ensureCustomer({ ...registration(), phone: null }, services, new Date())
  const refusals = await Promise.all(
    [ada.customer.id, guest.customerId, '00000000-0000-7000-8000-000000000000', 'no id'].map(async (id) => {
      const { data, errors } = await bob.ask(entity, { id }, { viewer: bob.viewer })
      return { data, errors: errors?.map(({ message, extensions }) => ({ message, code: extensions?.['code'] })) }
    }),
  )
  expect(new Set(refusals.map((refusal) => JSON.stringify(refusal))).size).toBe(1)
  expect(refusals[0]).toMatchObject({ data: { _entities: [null] }, errors: [{ code: 'FORBIDDEN' }] })
})

test.each([
  [{ kind: 'anonymous' as const }],
  [{ kind: 'integrator' as const, clientId: 'c', scopes: ['BOOK'], mode: 'LIVE' as const }],
  [{ kind: 'service' as const, name: 'payments' }],
])('nobody else reads a customer: %j', async (viewer) => {
  const ada = await account()
  const { data, errors } = await ada.ask(entity, { id: ada.customer.id }, { viewer })
  expect(data['_entities']).toEqual([null])
  expect(errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN')
})

test('erasing a customer leaves nothing of theirs: no password, session, token or key', async () => {
  const ada = await account()
  ada.is(ada.viewer)
  await ada.refresh()
  await ada.ask('mutation { createApiClient(input: { name: "shop", scopes: [SEARCH] }) { __typename } }')
  const counted = async () =>
    Promise.all(
      ['passwords', 'sessions', 'api_clients'].map(
        async (table) => (await sql`select 1 from ${sql(table)} where customer_id = ${ada.customer.id}`).length,
      ),
    )
  expect(await counted()).toEqual([1, 1, 1])
  await sql`delete from customers where id = ${ada.customer.id}`
  expect(await counted()).toEqual([0, 0, 0])
  expect((await ada.refresh()).__typename).toBe('SessionEnded')
  expect((await ada.ask('{ me { id } }')).data).toEqual({ me: null })
})
