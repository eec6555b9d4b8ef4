import { setTimeout as sleep } from 'node:timers/promises'

import { expect, test } from 'vitest'

import { overApollo, overSse, type Heard } from '../live-clients.ts'
import { book, booking, ownOffer } from './booking.ts'
import { graph, inDays, site, urls } from './graph.ts'

type Night = { night: string; left: number; roomType: { id: string } }
const next = async (heard: AsyncIterator<Heard>) => {
  const late = sleep(10_000).then(() => ({ value: { errors: [{ message: 'nothing was told', extensions: {} }] } }))
  const { data, errors } = (await Promise.race([heard.next(), late])).value as Heard
  if (!data) throw new Error(JSON.stringify(errors))
  return data
}

test('what is left of a hotel, and what becomes of a reservation, is told as it happens', async () => {
  const arrival = 47
  const { hotel, offer } = await ownOffer(arrival)
  const stay = { checkIn: inDays(arrival), checkOut: inDays(arrival + 2) }
  const nights = overSse(urls['gateway'] as string, {
    query: `subscription ($id: ID!, $stay: StayInput!) {
      availabilityChanged(hotelId: $id, stay: $stay) { cursor hotel { id name } nights { night left roomType { id } } } }`,
    variables: { id: hotel.id, stay },
  })
  type Availability = { hotel: { name: string }; nights: Night[] }
  const before = (await next(nights))['availabilityChanged'] as Availability
  expect(before.hotel.name).toBe(hotel.name)
  const { id, reference } = await book(booking(offer.id))
  const { nights: changed } = (await next(nights))['availabilityChanged'] as Availability
  for (const { night, left, roomType } of changed)
    expect(left).toBe(
      (before.nights.find((one) => one.night === night && one.roomType.id === roomType.id)?.left ?? 0) - 1,
    )
  expect(changed.map(({ night }) => night)).toEqual([stay.checkIn, inDays(arrival + 1)])
  await nights.return(undefined)

  // As the pages of the site do, through the site.
  const followed = overApollo(site, {
    query: `subscription ($reservation: ReservationRefInput!) {
      reservationChanged(reservation: $reservation) { cursor steps { text } reservation { id status payment { status } } } }`,
    variables: { reservation: { reference, surname: 'Lovelace' } },
  })
  expect(await next(followed)).toMatchObject({
    reservationChanged: { steps: [], reservation: { id, status: 'CONFIRMED', payment: { status: 'CAPTURED' } } },
  })
  const { cancelReservation: cancelled } = await graph<{ cancelReservation: { __typename: string } }>(
    `mutation ($input: CancelReservationInput!) { cancelReservation(input: $input) { __typename ... on Refusal { message } } }`,
    { input: { reservation: { reference, surname: 'Lovelace' }, idempotencyKey: `cancel-${reference}` } },
  )
  expect(cancelled).toEqual({ __typename: 'Reservation' })
  const told: string[] = []
  let status = ''
  // The reservation is read after what is told of it: its status may be ahead.
  while (!told.at(-1)?.startsWith('Cancelled')) {
    const { steps, reservation } = (await next(followed))['reservationChanged'] as {
      steps: { text: string }[]
      reservation: { status: string }
    }
    told.push(...steps.map(({ text }) => text))
    status = reservation.status
  }
  expect(status).toMatch(/^CANCELLED/)
  expect(new Set(told).size).toBe(told.length)
  await followed.return(undefined)
})
