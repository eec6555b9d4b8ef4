import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

import { expect, test } from 'vitest'

import { book, booking, guest, ownOffer } from './booking.ts'
import { ask, dataFolder, graph, inDays, site, urls } from './graph.ts'

type Session = { __typename: string; accessToken: string; customer: { id: string } }

async function register(): Promise<Session> {
  const { register: session } = await graph<{ register: Session }>(
    'mutation ($input: RegisterInput!) { register(input: $input) { __typename ... on Session { accessToken customer { id } } ... on Refusal { message } } }',
    {
      input: {
        email: `${randomUUID()}@example.com`,
        password: 'correct horse battery',
        givenName: 'Ada',
        familyName: 'Lovelace',
      },
    },
  )
  return session
}
const as = ({ accessToken }: Session) => ({ authorization: `Bearer ${accessToken}` })

test('a subgraph answers nobody but the gateway and its sisters', async () => {
  for (const part of ['hotels', 'customers', 'payments', 'reservations']) {
    for (const [route, body] of [
      ['graphql', '{"query":"{ __typename }"}'],
      ['commands/take-payment', '{}'],
      ['commands/ensure-customer', '{}'],
    ]) {
      const answer = await fetch(`${urls[part]}/${route}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-staygraph-identity': 'forged' },
        body: body!,
      })
      expect([401, 404], `${part}/${route}`).toContain(answer.status)
      expect(await answer.json()).toHaveProperty('errors.0.extensions.code')
    }
  }
})

test('identity headers forged by a client are worth nothing', async () => {
  const mine = await register()
  const forged = {
    'x-staygraph-identity': mine.accessToken,
    'x-viewer-id': mine.customer.id,
    'x-customer-id': mine.customer.id,
  }
  expect(await graph('{ me { id } }', {}, forged)).toEqual({ me: null })
  expect(await graph('{ me { id } }', {}, as(mine))).toEqual({ me: { id: mine.customer.id } })
})

test('a token that is not ours is an error, never a silent stranger', async () => {
  const { errors } = await ask('{ me { id } }', {}, { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.' })
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' })
})

test('another customer’s reservation can be neither read nor cancelled by its id', async () => {
  const [mine, theirs] = await Promise.all([register(), register()])
  const { offer } = await ownOffer(40)
  const booked = await book(booking(offer.id), as(mine))
  const cancel = 'mutation ($input: CancelReservationInput!) { cancelReservation(input: $input) { __typename } }'
  const input = { reservation: { id: booked.id }, idempotencyKey: randomUUID() }
  for (const headers of [as(theirs), {}]) {
    expect(await graph(cancel, { input }, headers)).toEqual({
      cancelReservation: { __typename: 'ReservationNotFound' },
    })
  }
  const trips = '{ me { reservations { edges { node { id } } } } }'
  expect(await graph(trips, {}, as(mine))).toMatchObject({
    me: { reservations: { edges: [{ node: { id: booked.id } }] } },
  })
  expect(await graph(trips, {}, as(theirs))).toMatchObject({ me: { reservations: { edges: [] } } })
  const byEntity = await ask('query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }', {
    r: [{ __typename: 'Reservation', id: booked.id }],
  })
  expect(byEntity.errors).toBeDefined()
})

test('an integrator searches and books by API key; a key without the scope, or taken back, does not', async () => {
  const mine = await register()
  type Made = { createApiClient: { key: string; client: { id: string } } }
  const make = async (scopes: string[]) =>
    (
      await graph<Made>(
        'mutation ($input: CreateApiClientInput!) { createApiClient(input: $input) { ... on NewApiClient { key client { id } } } }',
        { input: { name: 'Shop', scopes } },
        as(mine),
      )
    ).createApiClient
  const [full, searchOnly] = [await make(['SEARCH', 'BOOK']), await make(['SEARCH'])]
  const { offer } = await ownOffer(41)
  expect(await book(booking(offer.id), { 'x-api-key': full.key })).toMatchObject({ status: 'CONFIRMED' })
  const refused = await ask(
    'mutation ($input: BookRoomInput!) { bookRoom(input: $input) { __typename } }',
    { input: booking(offer.id) },
    { 'x-api-key': searchOnly.key },
  )
  expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' })
  await graph('mutation ($id: ID!) { revokeApiClient(id: $id) }', { id: full.client.id }, as(mine))
  await expect
    .poll(
      async () =>
        (await ask('{ cities(search: "Rome") { id } }', {}, { 'x-api-key': full.key })).errors?.[0]?.extensions?.[
          'code'
        ],
      { timeout: 65_000, interval: 1_000 },
    )
    .toBe('UNAUTHENTICATED')
}, 90_000)

test('an offer that was changed on its way is not an offer', async () => {
  const { offer } = await ownOffer(42)
  const [head, body, signature] = offer.id.split('.')
  const claims = JSON.parse(Buffer.from(body!, 'base64url').toString()) as { payNow: number; total: number }
  const cheaper = Buffer.from(JSON.stringify({ ...claims, payNow: 100, total: 100 })).toString('base64url')
  expect(await book(booking(`${head}.${cheaper}.${signature}`))).toMatchObject({ __typename: 'OfferInvalid' })
})

test('a stay in the past, a guest without a name and nonsense are typed refusals or typed errors', async () => {
  const { offer } = await ownOffer(43)
  expect(await book({ ...booking(offer.id), guest: { ...guest(), email: 'not an address' } })).toMatchObject({
    __typename: 'InvalidGuest',
  })
  const { errors } = await ask('query ($where: HotelSearchInput!) { searchHotels(where: $where) { totalCount } }', {
    where: { cityId: 'c2867714', stay: { checkIn: inDays(-3), checkOut: inDays(2) }, rooms: [{ adults: 2 }] },
  })
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' })
})

/** Files below a folder in which the bytes stand. What its owner removes meanwhile, as databases do, has nothing. */
function filesWith(folder: string, needle: string): string[] {
  return unlessGone(() => fs.readdirSync(folder, { withFileTypes: true }), []).flatMap((entry) => {
    const at = path.join(folder, entry.name)
    if (entry.isDirectory()) return filesWith(at, needle)
    return entry.isFile() && unlessGone(() => fs.readFileSync(at).includes(needle), false) ? [at] : []
  })
}

function unlessGone<T>(read: () => T, gone: T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return gone
    throw error
  }
}

test('a card number typed on the bank’s page is in no log, database or queue of anybody', async () => {
  const number = '4242424242424242'
  const opened = await graph<{ openCardPage: { id: string; url: string } }>(
    'mutation ($input: OpenCardPageInput!) { openCardPage(input: $input) { ... on CardPage { id url } ... on Refusal { message } } }',
    { input: { returnUrl: `${site}/book`, amount: 49_500, currency: 'EUR' } },
  )
  const page = await fetch(opened.openCardPage.url)
  const form = /<form[^>]*action="([^"]+)"/.exec(await page.text())?.[1] ?? ''
  const done = await fetch(new URL(form.replaceAll('&amp;', '&'), page.url), {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      number: '4242 4242 4242 4242',
      expiry: '12 / 34',
      exp: '12/34',
      exp_month: '12',
      exp_year: '2034',
      cvc: '987',
      name: 'Ada Lovelace',
    }),
  })
  expect(done.headers.get('location')).toContain('card_page=')
  type Typed = { cardPage: { status: string; paymentMethodId: string; card: { last4: string } } }
  const { cardPage } = await graph<Typed>(
    'query ($id: ID!) { cardPage(id: $id) { status paymentMethodId card { last4 } } }',
    { id: opened.openCardPage.id },
  )
  expect(cardPage).toMatchObject({ status: 'COMPLETE', card: { last4: '4242' } })
  const input = booking((await ownOffer(44)).offer.id, cardPage.paymentMethodId)
  expect(await book(input)).toMatchObject({ status: 'CONFIRMED' })
  await expect.poll(() => filesWith(dataFolder, input.guest.email).length, { timeout: 15_000 }).toBeGreaterThan(0) // the search does find what is there
  for (const written of [number, '4242 4242 4242 4242', '4242-4242-4242-4242'])
    expect(filesWith(dataFolder, written)).toEqual([])
}, 60_000)
