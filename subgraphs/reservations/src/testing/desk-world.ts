import { randomUUID } from 'node:crypto'

import type { Viewer } from '@staygraph/subgraph-kit/identity'

import type { Services } from '../context.ts'
import { bookRoom } from '../use-cases/book-room.ts'
import type { OfferWishes } from './offers.ts'
import { createWorld } from './world.ts'

const stay = `reservationId reference status n stay { checkIn checkOut nights } roomTypeId roomName adults childAges
  guest { givenName familyName email } room { id number floor } arrivedAt leftAt`
const reservation = `id reference status rooms { ${stay} }`
const nights = 'roomTypeId nights { date planned outOfOrder closed held sold left }'
const night = 'date planned outOfOrder closed held sold left'
const answers = `__typename ... on Refusal { message }
  ... on InvalidRooms { field }`
const inTheWay = `... on ReservationsInTheWay { nights { ${night} } reservations { ${reservation} } }`
const planned = `${answers} ${inTheWay} ... on DeskNights { ${nights} }`
const outOfOrder = 'id room { id number } from to reason ended'
const brokenAnswer = `${answers} ${inTheWay} ... on RoomNotFree { reservations { ${reservation} } } ... on OutOfOrder { ${outOfOrder} }`
const handled = `__typename ... on Refusal { message } ... on DeskReservation { ${reservation} }`
const door = `${handled} ... on RoomNotFree { reservations { ${reservation} } }`
const connection = `totalCount pageInfo { hasNextPage hasPreviousPage endCursor } edges { cursor node { ${stay} } }`

export type StayAnswer = {
  reservationId: string
  reference: string
  status: string
  n: number
  roomName: string
  guest: { familyName: string }
  room: { id: string; number: string; floor: string | null } | null
  arrivedAt: string | null
  leftAt: string | null
}
export type NightAnswer = {
  date: string
  planned: number
  outOfOrder: number
  closed: boolean
  held: number
  sold: number
  left: number
}
export type ListAnswer = {
  totalCount: number
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null }
  edges: { cursor: string; node: StayAnswer }[]
}
/** Any answer of the desk, read by the test that knows what it asked. */
export type DeskAnswer = {
  __typename: string
  message?: string
  field?: string
  id: string
  status?: string
  rooms: StayAnswer[]
  nights: NightAnswer[]
  reservations: { id: string; reference: string; status: string; rooms: StayAnswer[] }[]
  room: { id: string; number: string }
  ended: boolean
  to: string
}

export const staffOf = (...hotels: string[]): Viewer => ({
  kind: 'customer',
  customerId: 'c-clerk',
  email: 'clerk@example.com',
  staffOf: hotels,
})

/** A world in which a hotel has a desk: `house()` is a fresh one of two types of rooms, with its staff. */
export async function createDeskWorld(options: { connections?: number } = {}) {
  const world = await createWorld(options)
  let last = 100

  const ask = async <Answer>(query: string, variables: object, viewer: Viewer, exchanged: Partial<Services> = {}) => {
    const { data, errors } = await world.graph(query, variables, world.contextOf(viewer, exchanged))
    if (errors) throw new Error(JSON.stringify(errors))
    return Object.values(data as object)[0] as Answer
  }
  const say =
    (name: string, type: string, answer: string) => (input: object, viewer: Viewer, exchanged?: Partial<Services>) =>
      ask<DeskAnswer>(
        `mutation ($input: ${type}!) { ${name}(input: $input) { ${answer} } }`,
        { input },
        viewer,
        exchanged,
      )

  /** What can be said at a desk, by anybody who tries. */
  const desk = {
    setAllotment: say('setAllotment', 'SetAllotmentInput', planned),
    closeNights: say('closeNights', 'NightsInput', planned),
    openNights: say('openNights', 'NightsInput', planned),
    registerRooms: say(
      'registerRooms',
      'RegisterRoomsInput',
      `${answers} ... on HotelRooms { rooms { id number floor roomTypeId } }`,
    ),
    setOutOfOrder: say('setOutOfOrder', 'SetOutOfOrderInput', brokenAnswer),
    endOutOfOrder: (id: string, viewer: Viewer) =>
      ask<DeskAnswer>(`mutation ($id: ID!) { endOutOfOrder(outOfOrderId: $id) { ${brokenAnswer} } }`, { id }, viewer),
    checkIn: say('checkIn', 'CheckInInput', door),
    moveRoom: say('moveRoom', 'MoveRoomInput', door),
    checkOut: (id: string, viewer: Viewer) =>
      ask<DeskAnswer>(`mutation ($id: ID!) { checkOut(reservationId: $id) { ${handled} } }`, { id }, viewer),
    markNoShow: (id: string, viewer: Viewer, exchanged?: Partial<Services>) =>
      ask<DeskAnswer>(
        `mutation ($id: ID!) { markNoShow(reservationId: $id) { ${handled} } }`,
        { id },
        viewer,
        exchanged,
      ),
    open: (hotelId: string, viewer: Viewer, exchanged?: Partial<Services>) =>
      ask<{ __typename: string; message?: string; name?: string; today?: string; roomTypes?: object[] }>(
        'query ($hotelId: ID!) { hotelDesk(hotelId: $hotelId) { __typename ... on Refusal { message } ... on HotelDesk { name timeZone today roomTypes { id name allotment } } } }',
        { hotelId },
        viewer,
        exchanged,
      ),
    list: async (which: 'arrivals' | 'departures' | 'inHouse', hotelId: string, page: object, viewer: Viewer) => {
      const answer = await ask<{ __typename: string } & Record<string, ListAnswer>>(
        `query ($hotelId: ID!, $date: Date, $first: Int, $after: String) { hotelDesk(hotelId: $hotelId) { __typename
          ... on HotelDesk { ${which}(date: $date, first: $first, after: $after) { ${connection} } } } }`,
        { hotelId, ...page },
        viewer,
      )
      return answer[which] as ListAnswer
    },
    nights: async (hotelId: string, roomTypeId: string, from: string, to: string, viewer: Viewer) => {
      const answer = await ask<{ nights: { __typename: string; nights: NightAnswer[] } }>(
        `query ($hotelId: ID!, $roomTypeId: ID!, $from: Date!, $to: Date!) { hotelDesk(hotelId: $hotelId) {
          ... on HotelDesk { nights(roomTypeId: $roomTypeId, from: $from, to: $to) { __typename ... on DeskNights { ${nights} } } } } }`,
        { hotelId, roomTypeId, from, to },
        viewer,
      )
      return answer.nights.nights
    },
  }

  /** A fresh hotel with doubles and suites, its staff, and guests who book there. */
  function house({ allotment = 3, timeZone = 'Europe/Lisbon' } = {}) {
    last += 1
    const hotelId = `h${last}`
    const [double, suite] = [`r${last * 8}`, `r${last * 8 + 1}`]
    const staff = staffOf(hotelId)
    world.houses.set(hotelId, {
      name: `Hotel ${last}`,
      timeZone,
      roomTypes: [
        { id: double, name: 'Double room', allotment },
        { id: suite, name: 'Suite', allotment: 1 },
      ],
    })
    const answerOf = async (wishes: OfferWishes = {}, changed: object = {}, exchanged: Partial<Services> = {}) => {
      world.clock.pass({ milliseconds: 300 }) // what was found taken a moment ago is not remembered
      const offerId = await world.offer({ hotelId, roomTypeId: double, allotment, ...wishes })
      return bookRoom(await world.input({ offerId, ...changed }), world.contextOf({ kind: 'anonymous' }, exchanged))
    }
    return {
      hotelId,
      double,
      suite,
      staff,
      answerOf,
      /** A confirmed stay, 2027-06-12 to 15 if not otherwise wished. */
      book: async (wishes: OfferWishes = {}, changed: object = {}) => {
        const booked = await answerOf(wishes, changed)
        if (booked.__typename !== 'Reservation') throw new Error(booked.__typename)
        return booked
      },
      doors: async (...numbers: string[]) => {
        const input = { hotelId, roomTypeId: double, rooms: numbers.map((number) => ({ number })) }
        const { rooms } = (await desk.registerRooms(input, staff)) as unknown as {
          rooms: { id: string; number: string }[]
        }
        return Object.fromEntries(rooms.map(({ id, number }) => [number, id])) as Record<string, string>
      },
    }
  }
  /** What was told to hotels of a room type last, by night. */
  const told = async (roomTypeId: string): Promise<Record<string, number>> => {
    const rows = await world.sql<{ payload: { revision: number; nights: { night: string; left: number }[] } }[]>`
      select payload from outbox where job = 'availability-changed' and payload ->> 'roomTypeId' = ${roomTypeId}`
    const inOrder = rows.map(({ payload }) => payload).toSorted((one, other) => one.revision - other.revision)
    return Object.fromEntries(inOrder.flatMap(({ nights: of }) => of.map(({ night: date, left }) => [date, left])))
  }
  return { ...world, ask, desk, house, told, key: () => randomUUID() }
}
export type DeskWorld = Awaited<ReturnType<typeof createDeskWorld>>
