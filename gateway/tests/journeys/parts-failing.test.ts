import { expect, test } from 'vitest'

import { book, booking, findCity, ownOffer, readReservation, searchCity } from './booking.ts'
import { ask, urls, without } from './graph.ts'
import { mailsTo, oneMailTo } from './mail.ts'

/** What the bank's own books say, as far as it is asked here. */
type BankLedger = {
  intents: { id: string; metadata: Record<string, string> }[]
  charges: { intent: string; failed: boolean }[]
}

/** Makes another company go wrong while `work` goes on. */
async function when<T>(company: 'bank' | 'partner', scenario: object, work: () => Promise<T>): Promise<T> {
  const at = `${urls[company]}/_sandbox/scenario`
  const made = await fetch(at, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(scenario),
  })
  expect(made.status).toBeLessThan(300)
  try {
    return await work()
  } finally {
    expect((await fetch(at, { method: 'DELETE' })).status, 'all is well again').toBeLessThan(300)
  }
}

test('with the workers stopped a booking confirms, and its mails leave once they are back', async () => {
  const { offer } = await ownOffer(50)
  const input = booking(offer.id)
  await without('workers', async () => {
    expect(await book(input)).toMatchObject({ status: 'CONFIRMED' })
    expect(await mailsTo(input.guest.email)).toEqual([])
  })
  await oneMailTo(input.guest.email)
})

test('with the partner slow, search answers in time with our own hotels and says so', async () => {
  const [munich] = await findCity('Munich')
  const began = performance.now()
  const { edges, partners } = await when('partner', { effect: 'slow', operation: 'rates', ms: 8_000 }, () =>
    searchCity(munich!.id, 51),
  )
  expect(performance.now() - began).toBeLessThan(4_000)
  expect(edges.length).toBeGreaterThan(0)
  expect(['TIMEOUT', 'PARTIAL']).toContain(partners[0]?.status) // PARTIAL: what came before the deadline is shown
})

test('with the partner down, search answers with our own hotels and says so', async () => {
  const [munich] = await findCity('Munich')
  const { edges, partners } = await without('partner', () => searchCity(munich!.id, 52))
  expect(edges.length).toBeGreaterThan(0)
  expect(partners).toMatchObject([{ status: 'DOWN', hotelCount: 0 }, { status: 'COMPLETE' }])
})

test('with payments down, search works, and booking says to try later with nothing charged and no room kept', async () => {
  const { offer, hotel } = await ownOffer(53)
  const input = booking(offer.id)
  await without('payments', async () => {
    const [munich] = await findCity('Munich')
    expect((await searchCity(munich!.id, 53)).edges.length).toBeGreaterThan(0)
    const answer = await book(input)
    expect(['TryAgainLater undefined', 'Reservation AWAITING_PAYMENT']).toContain(
      `${answer.__typename} ${answer.status}`,
    )
    // A reservation: payments may have heard of it, so the room is kept until it says so.
  })
  // Back again: whatever was promised comes to an end, and the room can be booked.
  await expect
    .poll(async () => (await book(booking(offer.id))).__typename, { timeout: 30_000, interval: 1_000 })
    .toBe('Reservation')
  const [munich] = await findCity('Munich')
  expect((await searchCity(munich!.id, 53, 100)).edges.some(({ node }) => node.hotel.id === hotel.id)).toBe(true)
})

test('with hotels down, an offer in hand can still be booked and the reservation read', async () => {
  const { offer } = await ownOffer(54)
  const places = (search: string) => ask<{ cities: unknown[] | null }>(`{ cities(search: "${search}") { id } }`)
  const { data: before } = await places('Rome')
  await without('hotels', async () => {
    const booked = await book(booking(offer.id))
    expect(booked).toMatchObject({ __typename: 'Reservation', status: 'CONFIRMED' })
    expect(await readReservation(booked.reference!)).toMatchObject({ status: 'CONFIRMED' })
    expect((await places('Rome')).data, 'the gateway keeps towns for a while').toEqual(before)
    const { data, errors } = await places('Ushuaia')
    expect(data?.cities ?? null).toBeNull()
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', retryable: true })
  })
})

test('with customers down, guests search', async () => {
  const [munich] = await findCity('Munich')
  expect((await without('customers', () => searchCity(munich!.id, 55))).edges.length).toBeGreaterThan(0)
})

test('a bank whose reply is lost charges once', async () => {
  const { offer } = await ownOffer(56)
  const input = booking(offer.id)
  const answer = await when('bank', { reply: 'drop', times: 1 }, () => book(input))
  expect(answer.__typename).toBe('Reservation')
  await expect
    .poll(async () => (await readReservation(answer.reference!))?.status, { timeout: 30_000 })
    .toBe('CONFIRMED')
  const ledger = (await (await fetch(`${urls['bank']}/_sandbox/ledger`)).json()) as BankLedger
  const intents = ledger.intents.filter(({ metadata }) => metadata['reservation_id'] === answer.id)
  const charges = ledger.charges.filter(({ intent, failed }) => !failed && intents.some(({ id }) => id === intent))
  expect(intents, 'payments of this reservation at the bank').toHaveLength(1)
  expect(charges, 'charges of this reservation at the bank').toHaveLength(1)
})
