import { expect, test } from 'vitest'

import { book, booking, couple, guest, ownOffer } from './booking.ts'
import { graph, inDays, urls } from './graph.ts'

type Refund = {
  status: string
  amount: { amount: number }
  byDispute: { amount: number }
  creditNote: { number: string } | null
}
type Money = {
  status: string
  timeline: { text: string }[]
  payment: { status: string; disputes: { status: string; amount: { amount: number } }[]; refunds: Refund[] }
}
const readMoney = async (reference: string) =>
  (
    await graph<{ reservation: Money }>(
      `query ($reference: String!) { reservation(reference: $reference, surname: "Lovelace") { status timeline { text }
        payment { status disputes { status amount { amount } } refunds { status amount { amount } byDispute { amount } creditNote { number } } } } }`,
      { reference },
    )
  ).reservation
const atBank = async (path: string, body: object) => {
  const answer = await fetch(`${urls['bank']}/_sandbox/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) // prettier-ignore
  expect(answer.status).toBe(200)
  return (await answer.json()) as { opened?: string }
}
type Ledger = { intents: { id: string; captured: number; refunded: number; metadata: Record<string, string> }[] }
const intentOf = async (reservationId: string) => {
  const { intents } = (await (await fetch(`${urls['bank']}/_sandbox/ledger`)).json()) as Ledger
  const found = intents.find(({ metadata, captured }) => metadata['reservation_id'] === reservationId && captured > 0)
  if (!found) throw new Error('the bank took nothing')
  return found
}

/** An offer that gives everything back when it is cancelled now. */
async function freeToCancel(arrival: number): Promise<string> {
  const { hotel: found } = await ownOffer(arrival)
  const { hotel } = await graph<{ hotel: { offers: { id: string; cancellation: { freeUntil: string | null } }[] } }>(
    `query ($id: ID!, $stay: StayInput!, $rooms: [RoomGuestsInput!]!) { hotel(id: $id) { offers(stay: $stay, rooms: $rooms) { id cancellation { freeUntil } } } }`,
    { id: found.id, stay: { checkIn: inDays(arrival), checkOut: inDays(arrival + 2) }, rooms: couple },
  )
  const free = hotel.offers.find(({ cancellation }) => cancellation.freeUntil !== null)
  if (!free) throw new Error('this hotel lets nobody cancel for nothing')
  return free.id
}

test('a guest disputes the payment, cancels all the same, and has the money back once: from the bank', async () => {
  const made = await book(booking(await freeToCancel(90)))
  const [id, reference] = [made.id ?? '', made.reference ?? '']
  const { opened } = await atBank(`payment_intents/${(await intentOf(id)).id}/dispute`, {
    reason: 'product_not_received',
  })
  const disputes = async () => (await readMoney(reference)).payment.disputes.map(({ status }) => status)
  await expect.poll(disputes, { timeout: 20_000 }).toEqual(['OPEN'])
  const told = async () => (await readMoney(reference)).timeline.map(({ text }) => text).join('\n')
  await expect.poll(told, { timeout: 20_000 }).toContain('A complaint about the payment reached us from your bank.')

  const { cancelReservation } = await graph<{ cancelReservation: { __typename: string; status: string } }>(
    `mutation ($input: CancelReservationInput!) { cancelReservation(input: $input) { __typename ... on Reservation { status } } }`,
    { input: { reservation: { reference, surname: 'Lovelace' }, idempotencyKey: crypto.randomUUID() } },
  )
  expect(cancelReservation).toMatchObject({ status: 'CANCELLED' })
  expect((await readMoney(reference)).payment.refunds).toMatchObject([{ status: 'WAITING', creditNote: null }])
  expect(await told()).toContain('by your bank or by us, not by both')

  await atBank(`disputes/${opened}/decide`, { outcome: 'lost' })
  await expect.poll(disputes, { timeout: 20_000 }).toEqual(['LOST'])
  await expect
    .poll(async () => (await readMoney(reference)).payment.refunds[0], { timeout: 20_000 })
    .toMatchObject({ status: 'SUCCEEDED', creditNote: { number: expect.stringMatching(/^C/) } })
  const [refund] = (await readMoney(reference)).payment.refunds
  expect(refund?.byDispute).toEqual(refund?.amount)
  await expect.poll(told, { timeout: 20_000 }).toContain('is what we owed you, and is paid by that.')
  expect((await intentOf(id)).refunded).toBe(0)
})

test('a customer erases the account: nobody signs in with it any more, and a stay still to come is still theirs by its reference', async () => {
  const { email } = guest()
  const password = 'four slow barges in the fog'
  const session = async (operation: 'register' | 'signIn', input: object) =>
    (
      await graph<Record<string, { __typename: string; accessToken?: string }>>(
        `mutation ($input: ${operation === 'signIn' ? 'SignInInput' : 'RegisterInput'}!) { ${operation}(input: $input) { __typename ... on Session { accessToken } } }`,
        { input },
      )
    )[operation]
  const registered = await session('register', { email, password, givenName: 'Ada', familyName: 'Lovelace' })
  const headers = { authorization: `Bearer ${registered?.accessToken}` }
  const { offer } = await ownOffer(91)
  const made = await book({ ...booking(offer.id), guest: { ...guest(), email } }, headers)
  expect(made.status).toBe('CONFIRMED')
  const erase = (typed: string) =>
    graph<{ eraseMyAccount: { __typename: string } }>(
      `mutation ($input: EraseMyAccountInput!) { eraseMyAccount(input: $input) { __typename } }`,
      { input: { password: typed } },
      headers,
    )
  expect((await erase('not this one')).eraseMyAccount.__typename).toBe('WrongCredentials')
  expect((await erase(password)).eraseMyAccount.__typename).toBe('AccountErased')
  expect((await session('signIn', { email, password }))?.__typename).toBe('WrongCredentials')
  expect(await readMoney(made.reference ?? '')).toMatchObject({ status: 'CONFIRMED', payment: { status: 'CAPTURED' } })
})
