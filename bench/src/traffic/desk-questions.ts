import type { Told } from './booking.ts'
import type { Graph } from './graph.ts'

// What a hotel's staff asks the graph. Undefined: no answer, or that there is none just now.

type Headers = Record<string, string>

export interface DeskNight {
  date: string
  planned: number
  outOfOrder: number
  closed: boolean
  held: number
  sold: number
  left: number
}
type Stay = { reservationId: string; status: string; n: number; room: { number: string } | null }
type Shown = { __typename: string; nights?: DeskNight[]; id?: string; status?: string; rooms?: Stay[] }

const stays = '... on DeskReservation { id status rooms { n room { number } } }'
const nights = '... on DeskNights { nights { date planned outOfOrder closed held sold left } }'
const inTheWay = '... on ReservationsInTheWay { nights { date planned outOfOrder closed held sold left } }'

const mutations = {
  checkIn: `mutation CheckIn($input: CheckInInput!) { checkIn(input: $input) { __typename ${stays} } }`,
  checkOut: `mutation CheckOut($reservationId: ID!) { checkOut(reservationId: $reservationId) { __typename ${stays} } }`,
  markNoShow: `mutation NoShow($reservationId: ID!) { markNoShow(reservationId: $reservationId) { __typename ${stays} } }`,
  registerRooms: 'mutation Doors($input: RegisterRoomsInput!) { registerRooms(input: $input) { __typename } }',
  refundGuest: 'mutation Refund($input: RefundGuestInput!) { refundGuest(input: $input) { __typename ... on Reservation { id status } } }', // prettier-ignore
  closeNights: `mutation Close($input: NightsInput!) { closeNights(input: $input) { __typename ${nights} } }`,
  openNights: `mutation Open($input: NightsInput!) { openNights(input: $input) { __typename ${nights} } }`,
  setAllotment: `mutation Allot($input: SetAllotmentInput!) { setAllotment(input: $input) { __typename ${nights} ${inTheWay} } }`,
}
export type Said = keyof typeof mutations

export interface Heard extends Told {
  nights?: DeskNight[]
}

/** Says something at the desk: what is said twice is done once. */
export const sayAtDesk = async (
  graph: Graph,
  what: Said,
  variables: object,
  headers: Headers,
): Promise<Heard | undefined> => {
  const askedAt = Date.now()
  const { data } = await graph.ask<Record<string, Shown>>(mutations[what], variables, headers)
  const shown = data?.[what]
  if (!shown) return undefined
  const doors = (shown.rooms ?? []).flatMap(({ n, room }) => (room ? [[n, room.number] as const] : []))
  return {
    askedAt,
    heardAt: Date.now(),
    answer: shown.__typename,
    ...(shown.id !== undefined && { id: shown.id }),
    ...(shown.status !== undefined && { status: shown.status }),
    ...(shown.nights && { nights: shown.nights }),
    ...(doors.length > 0 && { doors: Object.fromEntries(doors) }),
  }
}

/** The kinds of room of a hotel. Undefined: no answer, or one may not see its desk. */
export const roomTypesAt = async (graph: Graph, hotelId: string, headers: Headers): Promise<string[] | undefined> => {
  const { data } = await graph.ask<{ hotelDesk: { roomTypes?: { id: string }[] } }>(
    'query Desk($hotelId: ID!) { hotelDesk(hotelId: $hotelId) { ... on HotelDesk { roomTypes { id } } } }',
    { hotelId },
    headers,
  )
  return data?.hotelDesk.roomTypes?.map(({ id }) => id)
}
