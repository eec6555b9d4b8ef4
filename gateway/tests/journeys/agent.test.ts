import { randomUUID } from 'node:crypto'

import { afterAll, expect, test } from 'vitest'

import { connectAgent } from '../agent-client.ts'
import { couple, guest, ownOffer } from './booking.ts'
import { inDays, urls } from './graph.ts'

// An agent with nothing but our tools: it finds a place, searches, books what the traveller chose, and cancels it.

const agent = await connectAgent(urls['gateway'])
afterAll(() => agent.close())

async function use<Told>(name: string, given: Record<string, unknown>): Promise<Told> {
  const { structuredContent, content, isError } = await agent.callTool({ name, arguments: given })
  if (isError || !structuredContent) throw new Error(`${name}: ${JSON.stringify(content)}`)
  return structuredContent as Told
}

type Sum = { formatted: string; amount: number; currency: string }

test('an agent finds a place, searches, books and cancels with the tools alone', async () => {
  const stay = { checkIn: inDays(71), checkOut: inDays(73) }
  const { suggestions } = await use<{ suggestions: { place: { __typename: string; id: string; name: string } }[] }>(
    'find_places',
    { search: 'munchen' },
  )
  expect(suggestions[0]?.place).toMatchObject({ __typename: 'City', name: 'Munich' })
  const cityId = suggestions[0]?.place.id

  const { searchHotels } = await use<{
    searchHotels: { totalCount: number; edges: { node: { hotel: { id: string } } }[] }
  }>('search_hotels', { where: { cityId, stay, rooms: couple }, sort: 'PRICE', first: 3 })
  expect(searchHotels.totalCount).toBeGreaterThan(0)
  expect(searchHotels.edges.length).toBeGreaterThan(0)

  const { hotel: ours } = await ownOffer(71)
  const { hotel } = await use<{ hotel: { offers: { id: string; total: Sum; payNow: Sum }[] } }>('read_offers', {
    hotelId: ours.id,
    stay,
    rooms: couple,
  })
  const [offer] = hotel.offers
  if (!offer) throw new Error('there is no offer')

  const { amount, currency } = offer.payNow
  const { openCardPage } = await use<{ openCardPage: { __typename: string; id: string; url: string } }>(
    'open_card_page',
    { amount, currency },
  )
  expect(openCardPage).toMatchObject({ __typename: 'CardPage', url: expect.stringContaining('http') as string })
  expect(await use('read_card_page', { id: openCardPage.id })).toMatchObject({ cardPage: { paymentMethodId: null } })

  const input = { offerId: offer.id, guest: guest(), paymentMethodId: 'pm_card_visa', idempotencyKey: randomUUID() }
  const first = await use<{ bookRoom: { __typename: string; reference: string; total: Sum } }>('book_room', { input })
  const again = await use<typeof first>('book_room', { input })
  expect(first.bookRoom).toMatchObject({ __typename: 'Reservation', total: { formatted: offer.total.formatted } })
  expect(again.bookRoom.reference).toBe(first.bookRoom.reference)

  const mine = { reference: first.bookRoom.reference, surname: 'Lovelace' }
  expect(await use('read_reservation', mine)).toMatchObject({ reservation: { status: 'CONFIRMED' } })
  const { cancellationPreview } = await use<{ cancellationPreview: { refund: Sum } }>('preview_cancellation', {
    reservation: mine,
  })
  const expectedRefund = cancellationPreview.refund.amount
  expect(
    await use('cancel_reservation', { input: { reservation: mine, expectedRefund, idempotencyKey: randomUUID() } }),
  ).toMatchObject({
    cancelReservation: { __typename: 'Reservation', status: expect.stringMatching(/^CANCELLED/) as string },
  })
})
