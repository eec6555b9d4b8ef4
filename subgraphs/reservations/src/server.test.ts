import { ensureCustomer } from '@staygraph/customers/contract/ensure-customer'
import { lookUpPayment } from '@staygraph/payments/contract/look-up-payment'
import { takePayment } from '@staygraph/payments/contract/take-payment'
import { reservationRecap } from '@staygraph/reservations/contract/reservation-recap'
import { readRecap } from '@staygraph/reservations/contract/reservation-recap'
import { CommandFailed, createCaller, mount } from '@staygraph/subgraph-kit/command'
import { identityHeader, mintIdentity, type Viewer } from '@staygraph/subgraph-kit/identity'
import { createService, mountSubgraph } from '@staygraph/subgraph-kit/serve'
import { buildSchema } from 'graphql'
import { afterAll, describe, expect, test } from 'vitest'

import { createServer } from './server.ts'
import { askCustomers } from './sisters/customers.ts'
import { askPayments } from './sisters/payments.ts'
import { createWorld } from './testing/world.ts'

const world = await createWorld()
const { pairs } = world.keys
const { logger } = world.services

/** payments and customers over HTTP, as their contracts say. What payments is told to do to the next answers, it does. */
const trouble: ('slow' | 'cut' | 'fault' | 'garbage')[] = []
/** When what is slow may answer. */
let later = Promise.resolve()
async function sister(name: 'payments' | 'customers', commands: Parameters<typeof mountSubgraph>[1]['commands']) {
  const app = createService({ name, logger, ready: async () => ({ ready: true }) })
  app.addHook('onSend', async (request, reply, payload) => {
    const now = trouble.shift()
    if (now === 'slow') await later
    if (now === 'cut') request.raw.socket.destroy()
    if (now === 'fault') void reply.code(500)
    return now === 'garbage' ? '<html>' : payload
  })
  await mountSubgraph(app, {
    schema: buildSchema('type Query { up: Boolean }'),
    keys: pairs[name],
    commands: commands ?? [],
    context: () => ({}),
    logger,
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  afterAll(() => app.close())
  return { name, url }
}
const payments = await sister('payments', [
  mount(
    takePayment,
    ['reservations'],
    (request) =>
      world.payments.port.take(request) as ReturnType<
        Parameters<typeof mount<typeof takePayment.input, typeof takePayment.output>>[2]
      >,
  ),
  mount(
    lookUpPayment,
    ['reservations'],
    ({ key }) =>
      world.payments.port.lookUp(key) as ReturnType<
        Parameters<typeof mount<typeof lookUpPayment.input, typeof lookUpPayment.output>>[2]
      >,
  ),
])
const customers = await sister('customers', [
  mount(ensureCustomer, ['reservations'], async ({ email }) => ({ customerId: `c-${email}` })),
])

const call = createCaller(pairs.reservations)
const services = {
  ...world.services,
  payments: askPayments(call, payments, 400),
  customerOf: askCustomers(call, customers, logger),
}
const app = await createServer(services, pairs.reservations, async () => ({ ready: true }))
const url = await app.listen({ host: '127.0.0.1', port: 0 })
afterAll(() => app.close())

const mutation = `mutation ($input: BookRoomInput!) { bookRoom(input: $input) { __typename ... on Refusal { message } ... on Reservation { id reference status } } }`
const post = async (input: object, viewer: Viewer = { kind: 'anonymous' }) => {
  const body = JSON.stringify({ query: mutation, variables: { input } })
  const identity = mintIdentity(pairs.gateway, 'reservations', body, viewer, '203.0.113.1')
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', [identityHeader]: identity },
  })
  return (await answer.json()) as {
    data: { bookRoom: { __typename: string; id: string; status: string } }
    errors?: unknown
  }
}

test('a booking goes over the wire: gateway, customers, payments', async () => {
  const { data, errors } = await post(await world.input())
  expect(errors).toBeUndefined()
  expect(data.bookRoom).toMatchObject({ __typename: 'Reservation', status: 'CONFIRMED' })
  const [row] = await world.sql`select customer_id from reservations where id = ${data.bookRoom.id}`
  expect(row?.['customer_id']).toBe('c-ada@example.com')
})

describe('what payments’ silence means', () => {
  const ask = async (kind: (typeof trouble)[number]) => {
    trouble.push(kind)
    return services.payments.lookUp('nothing')
  }
  test('a cut connection, a fault and garbage are lost answers: something may have happened', async () => {
    for (const kind of ['cut', 'fault', 'garbage'] as const)
      expect(await ask(kind)).toMatchObject({ status: 'SILENT', heard: 'LOST', late: false })
  })

  test('nobody listening is a request that was never sent', async () => {
    const nowhere = askPayments(call, { name: 'payments', url: 'http://127.0.0.1:1' })
    expect(await nowhere.lookUp('nothing')).toMatchObject({ status: 'SILENT', heard: 'NOT_SENT' })
  })

  test('a refusal of the request itself did nothing', async () => {
    const stranger = askPayments(createCaller(pairs.workers), payments)
    expect(await stranger.lookUp('nothing')).toMatchObject({ status: 'SILENT', heard: 'NOT_SENT' })
  })

  test('a bank that thinks too long leaves the guest with a held room, told in time', async () => {
    trouble.push(...([undefined, 'slow'] as (typeof trouble)[number][])) // customers answers, payments is late
    const slow = Promise.withResolvers<void>()
    later = slow.promise
    const { data } = await post(await world.input())
    expect(data.bookRoom).toMatchObject({ __typename: 'Reservation', status: 'AWAITING_PAYMENT' })
    slow.resolve() // only now: they were told before
    world.clock.pass({ seconds: 30 })
    await world.sweep({ payments: services.payments })
    const [row] = await world.sql`select status from reservations where id = ${data.bookRoom.id}`
    expect(row?.['status']).toBe('CONFIRMED')
  })
})

test('while customers does not answer, a guest books all the same, and is not kept waiting for it again and again', async () => {
  const away = { ...services, customerOf: askCustomers(call, { name: 'customers', url: 'http://127.0.0.1:1' }, logger) }
  const guest = { givenName: 'Ada', familyName: 'Lovelace', email: 'ada@example.com', phone: null }
  for (let asked = 0; asked < 8; asked += 1) expect(await away.customerOf(guest)).toBeNull()
})

describe('who is answered', () => {
  test('nobody without an identity, with a stranger’s, or with one of another request', async () => {
    const body = JSON.stringify({ query: '{ __typename }' })
    const stranger = mintIdentity(pairs.workers, 'reservations', body, { kind: 'anonymous' })
    const moved = mintIdentity(pairs.gateway, 'reservations', `${body} `, { kind: 'anonymous' })
    const elsewhere = mintIdentity(pairs.gateway, 'payments', body, { kind: 'anonymous' })
    for (const [identity, status] of [
      ['', 401],
      ['forged', 401],
      [stranger, 403],
      [moved, 401],
      [elsewhere, 401],
    ] as const) {
      const answer = await fetch(`${url}/graphql`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', [identityHeader]: identity },
      })
      expect(answer.status).toBe(status)
    }
  })

  test('workers read a recap, nobody else does', async () => {
    const { data } = await post(await world.input())
    const here = { name: 'reservations', url }
    const recap = await createCaller(pairs.workers)(here, readRecap, { reservationId: data.bookRoom.id })
    expect(recap && reservationRecap.parse(recap)).toMatchObject({
      reservationId: data.bookRoom.id,
      hotel: { name: 'Hotel Miramar', addressLines: ['Rua da Praia 4', '4000-001 Porto'], country: 'PT' },
      payNow: 46_500,
      payAtHotel: 900,
      revision: 0,
      cancelled: null,
      url: expect.stringMatching(/^https:\/\/stay\.example\/trips\/[A-Z0-9]{3}-[A-Z0-9]{4}$/),
    })
    expect(await createCaller(pairs.workers)(here, readRecap, { reservationId: 'nothing' })).toBeNull()
    await expect(createCaller(pairs.customers)(here, readRecap, { reservationId: data.bookRoom.id })).rejects.toThrow(
      CommandFailed,
    )
  })
})
