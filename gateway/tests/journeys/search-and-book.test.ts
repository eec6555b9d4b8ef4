import { expect, test } from 'vitest'

import { book, booking, findCity, ownOffer, readReservation, searchCity } from './booking.ts'
import { graph, site, urls } from './graph.ts'
import { attachment, oneMailTo } from './mail.ts'

const text = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes)

test('a city is found by its name in any language, with or without its accents', async () => {
  const [german, english, japanese, plain] = await Promise.all(
    ['münchen', 'Munich', 'ミュンヘン', 'munchen'].map(findCity),
  )
  expect(english![0]).toMatchObject({ country: 'DE' })
  for (const found of [german, japanese, plain]) expect(found![0]!.id).toBe(english![0]!.id)
})

test('hotels of our own and of partners are listed together with a total, the cheapest first', async () => {
  const [munich] = await findCity('Munich')
  const { edges, totalCount, partners } = await searchCity(munich!.id, 30, 100)
  const sources = new Set(edges.map(({ node }) => node.hotel.source))
  expect(sources).toEqual(new Set(['OWN', 'PARTNER']))
  expect(edges).toHaveLength(Math.min(100, totalCount))
  // A house that both sell is one, at the cheaper of them: the other one's offer is beside it.
  expect(partners).toMatchObject([
    { name: 'LiteAPI', status: 'COMPLETE' },
    { name: 'Lodgebank', status: 'COMPLETE' },
  ])
  for (const { hotelCount } of partners) expect(hotelCount).toBeGreaterThan(5)
  const totals = edges.map(({ node }) => node.offer.total.amount)
  expect(totals).toEqual(totals.toSorted((a, b) => a - b))
})

test.each(['liteapi', 'lodgebank'])('a room of %s is booked at the price shown', async (code) => {
  const [munich] = await findCity('Munich')
  const { edges } = await searchCity(munich!.id, 33, 100)
  const theirs = edges.find(({ node }) => node.hotel.id.startsWith(`p-${code}-`))!.node
  expect(await book(booking(theirs.offer.id))).toMatchObject({
    __typename: 'Reservation',
    status: 'CONFIRMED',
    total: theirs.offer.total,
    payment: { status: 'CAPTURED', amount: theirs.offer.payNow },
  })
})

test('a room booked with a card is confirmed, and the same key again gives the same answer', async () => {
  const { offer } = await ownOffer(31)
  const input = booking(offer.id)
  const first = await book(input)
  expect(first).toMatchObject({
    __typename: 'Reservation',
    status: 'CONFIRMED',
    total: offer.total,
    payment: { status: 'CAPTURED', amount: offer.payNow, card: { brand: 'visa', last4: '4242' } },
  })
  expect(await book(input)).toEqual(first)
  expect(await book({ ...input, paymentMethodId: 'pm_card_mastercard' })).toMatchObject({
    __typename: 'IdempotencyConflict',
  })
})

test('a card the bank declines costs nothing and leaves the room to others', async () => {
  const { hotel, offer } = await ownOffer(42) // nights that no other journey books
  expect(await book(booking(offer.id, 'pm_card_chargeDeclined'))).toMatchObject({ __typename: 'PaymentDeclined' })
  expect(await book(booking(offer.id, 'pm_card_chargeDeclinedInsufficientFunds'))).toMatchObject({
    declineCode: 'insufficient_funds',
  })
  const [munich] = await findCity('Munich')
  const left = async () =>
    (await searchCity(munich!.id, 42, 100)).edges.find(({ node }) => node.hotel.id === hotel.id)?.node.offer.roomsLeft
  // Search hears of freed rooms by an event, a moment later.
  await expect.poll(left, { timeout: 10_000 }).toBe(offer.roomsLeft)
  expect(await book(booking(offer.id))).toMatchObject({ status: 'CONFIRMED' })
})

test('a bank that asks for 3-D Secure confirms the booking once the guest has approved on its page', async () => {
  const { offer } = await ownOffer(33)
  const input = booking(offer.id, 'pm_card_authenticationRequired')
  const asked = await book(input)
  expect(asked).toMatchObject({ __typename: 'PaymentActionRequired', reservation: { status: 'REQUIRES_ACTION' } })
  const page = await fetch(asked.redirectUrl!)
  const html = await page.text()
  const form = /<form[^>]*action="([^"]+)"/.exec(html)?.[1] ?? ''
  const approve = /<button[^>]*name="([^"]+)"[^>]*value="([^"]*)"[^>]*>\s*Approve/i.exec(html)
  const done = await fetch(new URL(form.replaceAll('&amp;', '&'), page.url), {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(approve ? { [approve[1]!]: approve[2]! } : { outcome: 'approve' }),
  })
  expect(done.headers.get('location')).toContain(site)
  await expect
    .poll(async () => (await readReservation(asked.reservation!.reference))?.status, { timeout: 20_000 })
    .toBe('CONFIRMED')
  expect(await book(input)).toMatchObject({ __typename: 'Reservation', status: 'CONFIRMED' })
})

test('a confirmed guest gets one recap mail with the receipt as PDF and a calendar file, the hotel gets one of its own', async () => {
  const { offer } = await ownOffer(34)
  const input = booking(offer.id)
  const { reference } = await book(input)
  const recap = await oneMailTo(input.guest.email)
  expect(recap.Text).toContain(reference)
  expect(text(await attachment(recap, '.pdf')).slice(0, 5)).toBe('%PDF-')
  const calendar = text(await attachment(recap, '.ics'))
  expect(calendar).toContain('BEGIN:VCALENDAR')
  expect(calendar).toContain(reference)
  type Listed = { messages: { Subject: string; Snippet: string; To: { Address: string }[] }[] }
  const others = async () => {
    const { messages } = (await (await fetch(`${urls['mailbox']}/api/v1/messages?limit=200`)).json()) as Listed
    return messages.filter(
      (mail) => JSON.stringify(mail).includes(reference!) && mail.To[0]?.Address !== input.guest.email,
    )
  }
  await expect.poll(async () => (await others()).length, { timeout: 20_000 }).toBe(1)
})

test('the receipt has a number, and its signed link gives a PDF to whoever holds it and to nobody else', async () => {
  const { offer } = await ownOffer(35)
  const { reference } = await book(booking(offer.id))
  await expect
    .poll(async () => (await readReservation(reference!))?.payment?.receipt?.number, { timeout: 20_000 })
    .toMatch(/^\d{4}-\d{6}$/)
  const { url } = (await readReservation(reference!))!.payment!.receipt!
  const pdf = await fetch(url)
  expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf'])
  const tampered = await fetch(`${url.slice(0, -4)}AAAA`)
  expect(tampered.status).toBeGreaterThanOrEqual(400)
})

test('a partner’s hotel is booked at its partner, and its id works later', async () => {
  const [munich] = await findCity('Munich')
  const { edges } = await searchCity(munich!.id, 36, 100)
  const { hotel, offer } = edges.find(({ node }) => node.hotel.source === 'PARTNER')!.node
  expect(await book(booking(offer.id))).toMatchObject({
    __typename: 'Reservation',
    status: 'CONFIRMED',
    total: offer.total,
  })
  expect(await graph('query ($id: ID!) { hotel(id: $id) { name source } }', { id: hotel.id })).toEqual({
    hotel: { name: hotel.name, source: 'PARTNER' },
  })
})

test('a house that we sell and a partner too is listed once, and booked at either for the price shown', async () => {
  const [vienna] = await findCity('Vienna')
  const { edges } = await searchCity(vienna!.id, 38, 100)
  const house = edges.find(({ node: { hotel, furtherOffers } }) =>
    furtherOffers.some((further) => further.hotel.source !== hotel.source),
  )
  const { hotel, offer, furtherOffers } = house!.node
  const other = furtherOffers.find((further) => further.hotel.source !== hotel.source)!
  expect(edges.map(({ node }) => node.hotel.id)).not.toContain(other.hotel.id)
  expect(other.total.amount).toBeGreaterThanOrEqual(offer.total.amount)
  for (const { id, total } of [offer, other])
    expect(await book(booking(id))).toMatchObject({ __typename: 'Reservation', status: 'CONFIRMED', total })
})

test('a cancelled stay gives back exactly what the preview said', async () => {
  const { offer } = await ownOffer(60)
  const { reference } = await book(booking(offer.id))
  const reservation = { reference, surname: 'LOVELACE' }
  type Preview = { cancellationPreview: { refund: { amount: number }; fee: { amount: number } } }
  const { cancellationPreview } = await graph<Preview>(
    'query ($reservation: ReservationRefInput!) { cancellationPreview(reservation: $reservation) { ... on CancellationPreview { refund { amount } fee { amount } } } }',
    { reservation },
  )
  expect(cancellationPreview.refund.amount + cancellationPreview.fee.amount).toBe(offer.payNow.amount)
  type Cancelled = { cancelReservation: { status: string; cancelled: { refund: { amount: number } } } }
  const { cancelReservation } = await graph<Cancelled>(
    'mutation ($input: CancelReservationInput!) { cancelReservation(input: $input) { __typename ... on Reservation { status cancelled { refund { amount } } } ... on Refusal { message } } }',
    {
      input: { reservation, expectedRefund: cancellationPreview.refund.amount, idempotencyKey: `cancel-${reference}` },
    },
  )
  expect(cancelReservation.status).toMatch(/^CANCELLED/)
  expect(cancelReservation.cancelled.refund).toEqual(cancellationPreview.refund)
})
