import { expect, test } from 'vitest'

import { book } from '../journeys/booking.ts'
import { ask, graph } from '../journeys/graph.ts'
import { befallen, during, everyoneLives, goesWrong, invariantsHold, kill, ready, well } from './faults.ts'
import {
  account,
  bookingWorks,
  bookUntilConfirmed,
  ownBooking,
  register,
  searchAndSee,
  signIn,
  timed,
} from './scenes.ts'
import { inDatabase } from './stores.ts'

everyoneLives()
const toCustomers = ['gateway', 'customers'] as const

/** An API key of a fresh account. */
async function apiKey(): Promise<string> {
  type Made = { register: { accessToken: string } }
  const { register: session } = await graph<Made>(
    'mutation ($input: RegisterInput!) { register(input: $input) { ... on Session { accessToken } } }',
    { input: account() },
  )
  const { createApiClient } = await graph<{ createApiClient: { key: string } }>(
    'mutation { createApiClient(input: { name: "Shop", scopes: [SEARCH] }) { ... on NewApiClient { key } } }',
    {},
    { authorization: `Bearer ${session.accessToken}` },
  )
  return createApiClient.key
}

test('customers, slow: signing in gives up after two seconds; a guest’s booking hardly waits', async () => {
  const [mine, input] = [account(), await ownBooking()]
  expect(await register(mine)).toBe('Session')
  await during(['*', 'customers'], { kind: 'latency', ms: 60_000 }, async () => {
    const [seen, ms] = await timed(() => signIn(mine))
    expect(seen).toMatch(/^SUBGRAPH_UNAVAILABLE customers/)
    expect(ms).toBeLessThan(5_000)
    const [booked, took] = await timed(() => book(input))
    expect(booked).toMatchObject({ status: 'CONFIRMED' })
    expect(took).toBeLessThan(6_000)
  })
})

test('customers, down: guests search and book; signing in says to try again', async () => {
  const mine = account()
  expect(await register(mine)).toBe('Session')
  await during(['*', 'customers'], { kind: 'refuse' }, async () => {
    expect(await signIn(mine)).toBe('SUBGRAPH_UNAVAILABLE customers again')
    expect(await searchAndSee()).toBe('FOUND')
    await bookUntilConfirmed(await ownBooking())
  })
  await expect.poll(() => signIn(mine), { timeout: 15_000 }).toBe('Session')
})

test('customers, dies: killed with the account written and its answer unsent: one account, and it can be used', async () => {
  const mine = account()
  await goesWrong(toCustomers, { kind: 'latency', ms: 60_000, when: mine.email, times: 1 })
  const registering = register(mine)
  const written = () =>
    inDatabase('customers', (sql) =>
      sql`select 1 from customers where email = ${mine.email}`.then(({ length }) => length),
    )
  await expect.poll(written, { timeout: 10_000 }).toBe(1)
  await kill('customers')
  expect(await registering).toBe('SUBGRAPH_UNAVAILABLE customers')
  await well()
  await ready('customers')
  await expect.poll(() => register(mine), { timeout: 15_000 }).toBe('EmailTaken')
  expect(await signIn(mine)).toBe('Session')
})

test('customers, dies: killed with an erasure promised and its answer unsent: it is finished, nothing tells of the account', async () => {
  const mine = account()
  const { register: session } = await graph<{ register: { accessToken: string } }>(
    'mutation ($input: RegisterInput!) { register(input: $input) { ... on Session { accessToken } } }',
    { input: mine },
  )
  await goesWrong(toCustomers, { kind: 'latency', ms: 60_000, when: 'eraseMyAccount', times: 1 })
  await goesWrong(['customers', 'redis'], { kind: 'refuse' }) // the promise stays in the outbox
  const erasing = ask(
    'mutation ($input: EraseMyAccountInput!) { eraseMyAccount(input: $input) { __typename } }',
    { input: { password: mine.password } },
    { authorization: `Bearer ${session.accessToken}` },
  )
  const left = () =>
    inDatabase('customers', (sql) =>
      sql`select 1 from customers where email = ${mine.email}`.then(({ length }) => length),
    )
  await expect.poll(left, { timeout: 10_000 }).toBe(0)
  await kill('customers')
  expect((await erasing).errors?.[0]?.extensions).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', retryable: false })
  await well()
  await ready('customers')
  await expect.poll(() => signIn(mine), { timeout: 15_000 }).toBe('WrongCredentials')
  await invariantsHold(['I9', 'I12'], { erased: [mine.email] })
})

test('customers, garbage: nobody is taken for anybody: neither a session nor a key is believed', async () => {
  const [mine, key] = [account(), await apiKey()]
  expect(await register(mine)).toBe('Session')
  const search = () => ask<{ cities: unknown }>('{ cities(search: "Rome") { id } }', {}, { 'x-api-key': key })
  expect((await search()).data?.cities).toBeDefined()
  const nonsense = { body: '{"hello":1,"clientId":"c","scopes":["BOOK"]}' }
  await during(toCustomers, { kind: 'garbage', http: nonsense }, async () => {
    expect(await signIn(mine)).toMatch(/^SUBGRAPH_UNAVAILABLE customers/)
    const refused = await search()
    expect(refused.data?.cities).toBeUndefined()
    expect(refused.errors?.length).toBe(1)
  })
  await expect.poll(() => signIn(mine), { timeout: 15_000 }).toBe('Session')
})

test('customers, twice: a guest that is made known twice is one customer', async () => {
  const input = await ownBooking()
  const way = ['reservations', 'customers'] as const
  await during(way, { kind: 'duplicate' }, async () => {
    expect(await book(input)).toMatchObject({ status: 'CONFIRMED' })
    expect(await befallen(way)).toBeGreaterThan(0)
  })
  const made = await inDatabase('customers', (sql) => sql`select id from customers where email = ${input.guest.email}`)
  expect(made).toHaveLength(1)
})

test('when customers is well again every invariant holds', async () => {
  expect(await bookingWorks()).toMatchObject({ status: 'CONFIRMED' })
  await invariantsHold()
})
