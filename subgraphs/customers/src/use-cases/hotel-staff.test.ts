import { randomInt } from 'node:crypto'

import type { Viewer } from '@staygraph/subgraph-kit/identity'
import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'

import { registration, stagePerson, stageServices } from '../../tests/staged-customers.ts'
import { hotelStaffCommand } from '../hotel-staff/command.ts'
import { ensureCustomer } from './ensure-customer.ts'

const { services, sql } = await stageServices()
const newHotel = () => `h${randomInt(1, 2_000_000_000)}`
const operator = (...words: string[]) =>
  hotelStaffCommand(
    words.filter((word) => word !== '--desk'),
    { desk: words.includes('--desk') },
    services,
    new Date(),
  )

const member = 'id email givenName role addedBy addedAt'
const list = `query ($hotelId: ID!) { hotelStaff(hotelId: $hotelId) { __typename
  ... on Refusal { message } ... on HotelStaff { hotel { id } members { ${member} } } } }`
const add = `mutation ($input: AddHotelStaffInput!) { addHotelStaff(input: $input) { __typename
  ... on Refusal { message } ... on HotelStaffMember { ${member} } } }`
const remove = `mutation ($input: RemoveHotelStaffInput!) { removeHotelStaff(input: $input) { __typename
  ... on Refusal { message } ... on StaffRemoved { hotel { id } email } } }`

/** Somebody with an account, as the gateway knows them by a token that says they work nowhere. */
async function account() {
  const person = stagePerson(services)
  const { customer, accessToken } = await person.register()
  const viewer: Viewer = { kind: 'customer', customerId: customer.id, email: customer.email }
  person.is(viewer)
  const answer = async (query: string, variables: object) => {
    const { data, errors } = await person.ask(query, variables)
    if (errors) throw new Error(JSON.stringify(errors))
    return Object.values(data)[0] as { __typename: string; message?: string } & Record<string, unknown>
  }
  return {
    ...person,
    ...customer,
    viewer,
    accessToken,
    list: (hotelId: string) => answer(list, { hotelId }),
    add: (hotelId: string, email: string, role?: string) => answer(add, { input: { hotelId, email, role } }),
    remove: (hotelId: string, email: string) => answer(remove, { input: { hotelId, email } }),
  }
}
const managed = async () => {
  const [hotelId, manager] = [newHotel(), await account()]
  expect(await operator('add', hotelId, manager.email)).toMatchObject({ done: true })
  return { hotelId, manager }
}
const rolesOf = async (hotelId: string) => {
  const rows =
    await sql`select c.email, s.role from hotel_staff s join customers c on c.id = s.customer_id where hotel_id = ${hotelId}`
  return Object.fromEntries(rows.map(({ email, role }) => [email, role]))
}

test('our operator names the first manager, who names the others, and everybody sees since when and by whom', async () => {
  const { hotelId, manager } = await managed()
  const bob = await account()
  expect(await manager.add(hotelId, bob.email.toUpperCase())).toMatchObject({
    __typename: 'HotelStaffMember',
    id: bob.id,
    role: 'DESK',
    addedBy: manager.email,
  })
  expect(await manager.list(hotelId)).toMatchObject({
    hotel: { id: hotelId },
    members: [
      { email: manager.email, role: 'MANAGER', addedBy: null },
      { email: bob.email, role: 'DESK', addedBy: manager.email },
    ],
  })
  expect((await operator('list', hotelId)).says).toContain(`DESK     ${bob.email}`)
})

test('asked twice, the same is so, and nothing else', async () => {
  const { hotelId, manager } = await managed()
  const bob = await account()
  const first = await manager.add(hotelId, bob.email)
  expect(await manager.add(hotelId, bob.email)).toEqual(first)
  expect(await manager.remove(hotelId, bob.email)).toMatchObject({ __typename: 'StaffRemoved' })
  expect(await manager.remove(hotelId, bob.email)).toMatchObject({ __typename: 'StaffRemoved' })
  expect(await rolesOf(hotelId)).toEqual({ [manager.email]: 'MANAGER' })
})

describe('who sees nothing and changes nothing', () => {
  const strangers = {
    'a stranger': async () => account(),
    'somebody at the desk': async (hotelId: string, manager: Awaited<ReturnType<typeof account>>) => {
      const clerk = await account()
      await manager.add(hotelId, clerk.email)
      return clerk
    },
    'the manager of another hotel': async () => (await managed()).manager,
    'somebody whose token says more than the table': async (hotelId: string) => {
      const person = await account()
      person.is({ kind: 'customer', customerId: person.id, email: person.email, staffOf: [hotelId] })
      return person
    },
    'a manager who was removed a moment ago': async (hotelId: string, manager: Awaited<ReturnType<typeof account>>) => {
      const former = await account()
      await manager.add(hotelId, former.email, 'MANAGER')
      await manager.remove(hotelId, former.email)
      former.is({ kind: 'customer', customerId: former.id, email: former.email, staffOf: [hotelId] })
      return former
    },
    'a guest who booked with the manager’s address': async (
      _: string,
      manager: Awaited<ReturnType<typeof account>>,
    ) => {
      const guest = await ensureCustomer({ ...registration(), email: manager.email, phone: null }, services, new Date())
      const person = await account()
      person.is({ kind: 'customer', customerId: guest.customerId, email: manager.email })
      return person
    },
    'nobody in particular': async () => {
      const person = await account()
      person.is({ kind: 'anonymous' })
      return person
    },
    'an integrator': async () => {
      const person = await account()
      person.is({ kind: 'integrator', clientId: 'c', scopes: ['BOOK', 'SEARCH'], mode: 'LIVE' })
      return person
    },
  }
  test.each(Object.entries(strangers))('%s', async (_, make) => {
    const { hotelId, manager } = await managed()
    const stranger = await make(hotelId, manager)
    const other = await account()
    const before = await rolesOf(hotelId)
    const refusal = { __typename: 'NotHotelManager', message: expect.stringContaining('Only the managers') }
    expect(await stranger.list(hotelId)).toEqual(refusal)
    expect(await stranger.add(hotelId, other.email, 'MANAGER')).toEqual(refusal)
    expect(await stranger.add(hotelId, stranger.email, 'MANAGER')).toEqual(refusal)
    expect(await stranger.remove(hotelId, manager.email)).toEqual(refusal)
    expect(await rolesOf(hotelId)).toEqual(before)
  })

  test('and a hotel that does not exist is answered alike', async () => {
    const eve = await account()
    const { hotelId } = await managed()
    expect(await eve.list('h1999999999')).toEqual(await eve.list(hotelId))
    expect(await eve.add("h1'; --", eve.email)).toEqual(await eve.add(hotelId, eve.email))
  })
})

test('only an account is staff: not an address nobody has, not a guest’s', async () => {
  const { hotelId, manager } = await managed()
  const guest = registration()
  await ensureCustomer({ ...guest, phone: null }, services, new Date())
  for (const email of ['nobody@example.com', 'nonsense', guest.email]) {
    expect(await manager.add(hotelId, email)).toMatchObject({ __typename: 'NoSuchAccount' })
    expect(await operator('add', hotelId, email)).toMatchObject({ done: false })
  }
})

describe('a hotel keeps a manager', () => {
  test('the last one neither leaves nor becomes a clerk', async () => {
    const { hotelId, manager } = await managed()
    expect(await manager.remove(hotelId, manager.email)).toMatchObject({ __typename: 'LastManager' })
    expect(await manager.add(hotelId, manager.email, 'DESK')).toMatchObject({ __typename: 'LastManager' })
    expect(await rolesOf(hotelId)).toEqual({ [manager.email]: 'MANAGER' })
  })

  test('two who remove each other at the same moment: one stays', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { hotelId, manager } = await managed()
      const other = await account()
      await manager.add(hotelId, other.email, 'MANAGER')
      const answers = await Promise.all([manager.remove(hotelId, other.email), other.remove(hotelId, manager.email)])
      expect(answers.map(({ __typename }) => __typename).toSorted()).toEqual(['NotHotelManager', 'StaffRemoved'])
      expect(Object.values(await rolesOf(hotelId))).toEqual(['MANAGER'])
    }
  })

  test('somebody at the desk may leave, and take nobody along', async () => {
    const { hotelId, manager } = await managed()
    const [bob, eve] = [await account(), await account()]
    await manager.add(hotelId, bob.email)
    await manager.add(hotelId, eve.email)
    expect(await bob.remove(hotelId, eve.email)).toMatchObject({ __typename: 'NotHotelManager' })
    expect(await bob.remove(hotelId, bob.email)).toMatchObject({ __typename: 'StaffRemoved' })
    expect(await rolesOf(hotelId)).toEqual({ [manager.email]: 'MANAGER', [eve.email]: 'DESK' })
  })
})

describe('the access token', () => {
  test('names the hotels from the next sign-in or refresh on, and no longer once they were removed', async () => {
    const { hotelId, manager } = await managed()
    const bob = await account()
    expect(decodeJwt(bob.accessToken)).not.toHaveProperty('staffOf')
    await manager.add(hotelId, bob.email)
    const during = await bob.refresh()
    expect(decodeJwt(during.accessToken)['staffOf']).toEqual([hotelId])
    await manager.remove(hotelId, bob.email)
    const after = await bob.refresh()
    expect(decodeJwt(after.accessToken)).not.toHaveProperty('staffOf')
    const left = (decodeJwt(during.accessToken).exp ?? 0) * 1_000 - Date.now()
    expect(left).toBeLessThanOrEqual(600_000) // so long, and no longer, the token from before still opens the desk
  })

  test('whoever works for 40 hotels is added to no other', async () => {
    const bob = await account()
    for (let n = 0; n < 40; n += 1) await operator('add', newHotel(), bob.email, '--desk')
    const { hotelId, manager } = await managed()
    expect(await manager.add(hotelId, bob.email)).toMatchObject({ __typename: 'TooManyHotels' })
    const { accessToken } = await bob.refresh()
    expect(decodeJwt(accessToken)['staffOf']).toHaveLength(40)
    expect(accessToken.length).toBeLessThan(1_500)
  })
})

test('me says for which hotels one works', async () => {
  const { hotelId, manager } = await managed()
  const { data } = await manager.ask('{ me { staffOf { hotel { id } role } } }')
  expect(data).toMatchObject({ me: { staffOf: [{ hotel: { id: hotelId }, role: 'MANAGER' }] } })
})

test('erasing a customer erases that they worked somewhere', async () => {
  const { hotelId, manager } = await managed()
  const bob = await account()
  await manager.add(hotelId, bob.email, 'MANAGER')
  await bob.add(hotelId, manager.email, 'DESK')
  await sql`delete from customers where id = ${bob.id}`
  expect(await rolesOf(hotelId)).toEqual({ [manager.email]: 'DESK' })
})

test('our operator is told how, when it is asked wrongly', async () => {
  for (const words of [[], ['add'], ['add', 'h1'], ['add', '1', 'a@b.de'], ['burn', 'h1', 'a@b.de']])
    expect(await operator(...words)).toEqual({ done: false, says: expect.stringContaining('npm run hotel-staff') })
  const { hotelId, manager } = await managed()
  expect(await operator('remove', hotelId, manager.email)).toMatchObject({ done: true })
  expect(await operator('remove', hotelId, manager.email)).toMatchObject({ done: false })
  expect((await operator('list', hotelId)).says).toBe(`Nobody works for ${hotelId}.`)
})
