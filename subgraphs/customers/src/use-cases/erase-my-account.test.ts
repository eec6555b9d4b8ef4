import { customerErased } from '@staygraph/customers/contract/customer-erased'
import { pino } from 'pino'
import { expect, test } from 'vitest'

import { goodPassword, registration, stagePerson, stageServices } from '../../tests/staged-customers.ts'

const { services, sql } = await stageServices()

const ERASE = `mutation ($input: EraseMyAccountInput!) { eraseMyAccount(input: $input) { __typename ... on AccountErased { at } ... on Refusal { message } } }`
const member = async () => {
  const input = registration()
  const person = stagePerson(services)
  const { customer } = await person.register(input)
  person.is({ kind: 'customer', customerId: customer.id, email: input.email })
  const erase = async (password = goodPassword) =>
    (await person.ask(ERASE, { input: { password } })).data['eraseMyAccount']
  return { person, erase, id: customer.id, ...input }
}
const rowsAbout = async (text: string) => {
  const tables = await sql<
    { name: string }[]
  >`select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`
  const counts = await Promise.all(
    tables.map(async ({ name }) => {
      const [row] = await sql<
        { n: number }[]
      >`select count(*)::int as n from ${sql(name)} t where strpos(lower(to_jsonb(t)::text), ${text.toLowerCase()}) > 0`
      return [name, row?.n ?? 0] as const
    }),
  )
  return Object.fromEntries(counts.filter(([, n]) => n > 0))
}
const promised = (id: string) =>
  sql<
    { payload: unknown }[]
  >`select payload from outbox where job = 'customer-erased' and payload ->> 'customerId' = ${id}`

test('the account and all that hangs on it are gone, and the others are told, without a name or an address', async () => {
  const { person, erase, id, email } = await member()
  await person.ask(`mutation { createApiClient(input: { name: "My site", scopes: [SEARCH] }) { __typename } }`)
  expect(await erase()).toMatchObject({ __typename: 'AccountErased' })
  expect(await rowsAbout(email)).toEqual({})
  expect(await rowsAbout(id)).toEqual({ outbox: 1 })
  const [told] = await promised(id)
  expect(customerErased.payload.parse(told?.payload)).toEqual(told?.payload)
  expect(Object.keys(told?.payload as object).toSorted()).toEqual(['customerId', 'erasedAt'])

  expect(person.jar.token).toBeUndefined()
  expect((await person.signIn(email, goodPassword)).__typename).toBe('WrongCredentials')
  expect((await person.ask('{ me { id } }')).data['me']).toBeNull()
  expect((await stagePerson(services).register({ email })).__typename).toBe('Session')
})

test('without the password nothing is erased, and guessing it is limited as at the door', async () => {
  const { erase, id, email } = await member()
  for (let n = 0; n < 5; n += 1) expect(await erase(`guess ${n}`)).toMatchObject({ __typename: 'WrongCredentials', message: expect.stringContaining('Nothing was erased') }) // prettier-ignore
  expect(await erase()).toMatchObject({ __typename: 'TooManyAttempts' })
  expect(await promised(id)).toEqual([])
  expect(await rowsAbout(email)).toEqual({ customers: 1 })
})

test('asked for many times at once it is erased once, and told once', async () => {
  const { erase, id } = await member()
  const answers = await Promise.all([erase(), erase(), erase()])
  expect(answers.map((it) => it?.__typename)).toContain('AccountErased')
  expect(await promised(id)).toHaveLength(1)
})

test('nobody who is not signed in can erase anything', async () => {
  expect(
    (await stagePerson(services).ask(ERASE, { input: { password: goodPassword } })).data['eraseMyAccount'],
  ).toMatchObject({ __typename: 'SignInRequired' })
})

test('a hotel whose last manager erases their account is told to our operator, one that has another is not', async () => {
  const errors: { hotelId?: string; msg?: string }[] = []
  const logger = pino({ level: 'error' }, { write: (line: string) => void errors.push(JSON.parse(line)) })
  const [ada, grace] = [await member(), await member()]
  const manages = (id: string, hotelId: string) =>
    sql`insert into hotel_staff (hotel_id, customer_id, role, added_at) values (${hotelId}, ${id}, 'MANAGER', now())`
  await manages(ada.id, 'h1')
  await manages(ada.id, 'h2')
  await manages(grace.id, 'h2')
  const told = services.logger
  services.logger = logger
  try {
    expect(await ada.erase()).toMatchObject({ __typename: 'AccountErased' })
    expect(errors.map(({ hotelId }) => hotelId)).toEqual(['h1'])
    expect(errors[0]?.msg).toContain('npm run hotel-staff -- add h1 <email>')
    expect(await grace.erase()).toMatchObject({ __typename: 'AccountErased' })
    expect(errors.map(({ hotelId }) => hotelId)).toEqual(['h1', 'h2'])
  } finally {
    services.logger = told
  }
})
