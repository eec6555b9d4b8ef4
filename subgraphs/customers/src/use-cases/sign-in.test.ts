import { describe, expect, test } from 'vitest'

import { goodPassword, registration, stagePerson, stageServices } from '../../tests/staged-customers.ts'

const { services } = await stageServices()

const account = async () => {
  const input = registration()
  const { customer } = await stagePerson(services).register(input)
  return { ...input, id: customer.id }
}

test('the right password opens a session, whatever the case of the address', async () => {
  const { email, id } = await account()
  const person = stagePerson(services)
  const { __typename, customer } = await person.signIn(email.toUpperCase(), goodPassword)
  expect(__typename).toBe('Session')
  expect(customer.id).toBe(id)
  expect(person.jar.token).toBeDefined()
})

test('a password typed in other code points of the same letters is the same', async () => {
  const input = { ...registration(), password: 'une caf\u00e9 au soleil' }
  await stagePerson(services).register(input)
  expect((await stagePerson(services).signIn(input.email, 'une cafe\u0301 au soleil')).__typename).toBe('Session')
})

test('a wrong password, an unknown address and no address are refused alike', async () => {
  const { email } = await account()
  const answers = await Promise.all(
    [email, registration().email, 'nobody', ''].map((typed) => stagePerson(services).signIn(typed, 'not the password')),
  )
  expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
    new Set([
      JSON.stringify({ __typename: 'WrongCredentials', message: 'Address and password do not belong together.' }),
    ]),
  )
})

test('an unknown address takes as long as a known one', async () => {
  const { email } = await account()
  // Of the processor, and the least of seven: what else the machine or this process does must not look like a difference.
  const spent = { known: Infinity, unknown: Infinity }
  for (let n = 0; n < 7; n += 1) {
    for (const kind of ['known', 'unknown'] as const) {
      const person = stagePerson(services)
      const before = process.cpuUsage()
      await person.signIn(kind === 'known' ? email : registration().email, 'not the password')
      const { user, system } = process.cpuUsage(before)
      spent[kind] = Math.min(spent[kind], user + system)
    }
  }
  const ratio = spent.unknown / spent.known
  expect(ratio).toBeGreaterThan(0.5) // an address for which nothing is hashed takes a quarter
  expect(ratio).toBeLessThan(2)
})

describe('guessing', () => {
  test('is stopped after five tries from here, even for the right password, and not for others', async () => {
    const { email } = await account()
    const thief = stagePerson(services)
    for (let n = 0; n < 5; n += 1) expect((await thief.signIn(email, `guess ${n}`)).__typename).toBe('WrongCredentials')
    const refused = await thief.signIn(email, goodPassword)
    expect(refused.__typename).toBe('TooManyAttempts')
    expect(refused.retryAfterSeconds).toBeGreaterThan(0)
    expect((await stagePerson(services).signIn(email, goodPassword)).__typename).toBe('Session')
  })

  test('many at once count too', async () => {
    const { email } = await account()
    const { client } = stagePerson(services)
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => stagePerson(services, client).signIn(email, `guess ${n}`)),
    )
    expect(answers.filter(({ __typename }) => __typename === 'WrongCredentials')).toHaveLength(5)
  })

  test('an address without an account is limited like one with', async () => {
    const person = stagePerson(services)
    const { email } = registration()
    for (let n = 0; n < 5; n += 1) await person.signIn(email, 'guess')
    expect((await person.signIn(email, 'guess')).__typename).toBe('TooManyAttempts')
  })

  test('from everywhere at once, an account is tried fifty times an hour and no more', async () => {
    const { email } = await account()
    const answers = await Promise.all(
      Array.from({ length: 55 }, (_, n) => stagePerson(services).signIn(email, `guess ${n}`)),
    )
    expect(answers.filter(({ __typename }) => __typename === 'WrongCredentials')).toHaveLength(50)
  })

  test('the right password forgets what its owner mistyped', async () => {
    const { email } = await account()
    const person = stagePerson(services)
    for (let round = 0; round < 3; round += 1) {
      for (let n = 0; n < 4; n += 1) await person.signIn(email, 'mistyped')
      expect((await person.signIn(email, goodPassword)).__typename).toBe('Session')
    }
  })

  test('while Redis is away each process counts alone, and stricter', async () => {
    const { services: alone } = await stageServices({ redisUrl: 'redis://127.0.0.1:1' })
    const input = registration()
    await stagePerson(alone).register(input)
    const thief = stagePerson(alone)
    for (let n = 0; n < 3; n += 1)
      expect((await thief.signIn(input.email, 'guess')).__typename).toBe('WrongCredentials')
    expect((await thief.signIn(input.email, 'guess')).__typename).toBe('TooManyAttempts')
    expect((await stagePerson(alone).signIn(input.email, goodPassword)).__typename).toBe('Session')
  })
})
