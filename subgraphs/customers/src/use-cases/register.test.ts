import { randomUUID } from 'node:crypto'

import { decodeJwt } from 'jose'
import { expect, test } from 'vitest'

import { goodPassword, registration, stagePerson, stageServices } from '../../tests/staged-customers.ts'
import { ensureCustomer } from './ensure-customer.ts'

const { services, sql } = await stageServices()

test('opens an account, signs in, and keeps the address as it was written', async () => {
  const ada = stagePerson(services)
  const address = `Ada.${randomUUID()}@Example.com`
  const { __typename, accessToken, expiresAt, customer } = await ada.register({
    email: ` ${address} `,
    givenName: ' Ada  Mary ',
  })
  expect(__typename).toBe('Session')
  expect(customer).toMatchObject({
    email: address.replace('Example', 'example'),
    givenName: 'Ada Mary',
    hasAccount: true,
  })
  expect(decodeJwt(accessToken)).toMatchObject({ sub: customer.id, email: customer.email, aud: 'staygraph:gateway' })
  expect(Math.round((Date.parse(expiresAt) - Date.now()) / 60_000)).toBe(10)
  expect(ada.jar.token).toMatch(/^[\w-]{43}$/)
})

test('an address has one account, whatever its case, also when two open it at once', async () => {
  const email = registration().email
  const answers = await Promise.all(
    [email, email.toUpperCase(), ` ${email}`].map((typed) => stagePerson(services).register({ email: typed })),
  )
  expect(answers.map(({ __typename }) => __typename).toSorted()).toEqual(['EmailTaken', 'EmailTaken', 'Session'])
})

test('the guest of the same address stays another customer: opening an account opens none of their trips', async () => {
  const { email } = registration()
  const guest = await ensureCustomer({ email, givenName: 'Ada', familyName: 'L', phone: null }, services, new Date())
  const { customer } = await stagePerson(services).register({ email })
  expect(customer.hasAccount).toBe(true)
  expect(customer.id).not.toBe(guest.customerId)
  const again = await ensureCustomer({ email, givenName: 'Ada', familyName: 'L', phone: null }, services, new Date())
  expect(again).toEqual(guest)
})

test.each([
  ['WeakPassword', { password: 'short' }],
  ['WeakPassword', { password: '1q2w3e4r5t' }],
  ['InvalidEmail', { email: 'ada' }],
  ['InvalidEmail', { email: 'ada@x.com,evil@x.com' }],
])('%s: %j', async (refusal, input) => {
  const person = stagePerson(services)
  const { __typename, message } = await person.register(input)
  expect(__typename).toBe(refusal)
  expect(message).toMatch(/\.$/)
  expect(person.jar.token).toBeUndefined()
})

test.each([{ givenName: ' ' }, { familyName: 'x'.repeat(101) }, { givenName: 'a\u0000b' }])(
  'no name: %j',
  async (input) => {
    const { errors } = await stagePerson(services).ask(
      'mutation ($input: RegisterInput!) { register(input: $input) { __typename } }',
      { input: { ...registration(), ...input } },
    )
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: Object.keys(input)[0] })
  },
)

test('one address of the net cannot open accounts without end', async () => {
  const { client } = stagePerson(services)
  const answers = await Promise.all(
    Array.from({ length: 32 }, () => stagePerson(services, client).register({ password: goodPassword })),
  )
  expect(answers.filter(({ __typename }) => __typename === 'Session')).toHaveLength(30)
  const refused = answers.filter(({ __typename }) => __typename === 'TooManyAttempts')
  expect(refused).toHaveLength(2)
  expect(refused[0]?.retryAfterSeconds).toBeGreaterThan(60)
})

test('neither password nor refresh token is anywhere in the database', async () => {
  const person = stagePerson(services)
  await person.register({ password: 'unmistakable-password-7' })
  const everything = JSON.stringify(
    await Promise.all(
      ['customers', 'passwords', 'sessions', 'refresh_tokens', 'api_clients'].map(
        (table) => sql`select * from ${sql(table)}`,
      ),
    ),
  )
  expect(everything).not.toContain('unmistakable')
  expect(everything).not.toContain(person.jar.token)
  expect(everything).toContain('$argon2id$v=19$m=19456,t=2,p=1$')
})
