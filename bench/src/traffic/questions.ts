import type { Told } from './booking.ts'
import type { Graph } from './graph.ts'

// What guests ask the graph, and its answers as promises. Undefined: no answer, or that there is none just now.

type Stay = { checkIn: string; checkOut: string }
type Room = {
  position: number
  roomTypeId: string
  adults: number
  childAges: number[]
  cancelled?: object | null
}
type Headers = Record<string, string>
type Shown = {
  __typename: string
  id?: string
  reference?: string
  status?: string
  stay?: Stay
  rooms?: Room[]
  cancelled?: { refund: { amount: number } } | null
  redirectUrl?: string
  /** Of a refusal. */
  message?: string
  reservation?: { id: string; reference: string; status: string; stay: Stay; rooms?: Room[] }
}

const reservation = `id reference status stay { checkIn checkOut } cancelled { refund { amount } }
  rooms { position roomTypeId adults childAges cancelled { at } }`
const answer = `__typename
  ... on Reservation { ${reservation} }
  ... on PaymentActionRequired { redirectUrl reservation { id reference status stay { checkIn checkOut } } }
  ... on Refusal { message }`
const cancelAnswer = `__typename ... on Reservation { ${reservation} } ... on Refusal { message }`

const mutation = (name: string, input: string, fields: string) =>
  `mutation ${name}($input: ${input}!) { ${name}(input: $input) { ${fields} } }`

const mutations = {
  bookRoom: mutation('bookRoom', 'BookRoomInput', answer),
  cancelReservation: mutation('cancelReservation', 'CancelReservationInput', cancelAnswer),
  changeStay: mutation('changeStay', 'ChangeStayInput', answer),
}

export const spell = ({ checkIn, checkOut }: Stay) => `${checkIn}/${checkOut}`

/** Each room's kind and guests; their order means nothing. */
export const spellRooms = (rooms: Pick<Room, 'roomTypeId' | 'adults' | 'childAges'>[]) =>
  rooms
    .map(({ roomTypeId, adults, childAges }) => `${roomTypeId} for ${[adults, ...childAges].join('+')}`)
    .toSorted()
    .join(', ')

const toldBy = (shown: Shown, askedAt: number): Told => {
  const of = shown.reservation ?? shown
  return {
    askedAt,
    heardAt: Date.now(),
    answer: shown.__typename,
    ...(of.id !== undefined && { id: of.id }),
    ...(of.reference !== undefined && { reference: of.reference }),
    ...(of.status !== undefined && { status: of.status }),
    ...(of.stay && { stay: spell(of.stay) }),
    ...(of.rooms && { rooms: spellRooms(of.rooms.filter(({ cancelled }) => !cancelled)) }),
    ...(shown.message !== undefined && { message: shown.message }),
    ...(shown.redirectUrl !== undefined && { redirectUrl: shown.redirectUrl }),
    ...(shown.cancelled && { refund: shown.cancelled.refund.amount }),
  }
}

/** Asks for something that its idempotency key makes safe to ask again. */
export const askFor = async (
  graph: Graph,
  what: keyof typeof mutations,
  input: object,
  headers: Headers = {},
): Promise<Told | undefined> => {
  const askedAt = Date.now()
  const { data } = await graph.ask<Record<string, Shown>>(mutations[what], { input }, headers)
  const shown = data?.[what]
  return shown && toldBy(shown, askedAt)
}

/** By reference and surname. Null: there is none of that name. */
export const lookUp = async (graph: Graph, reference: string, surname: string): Promise<Told | null | undefined> => {
  const askedAt = Date.now()
  const { data } = await graph.ask<{ reservation: Shown | null }>(
    `query LookUp($reference: String!, $surname: String!) { reservation(reference: $reference, surname: $surname) { __typename ${reservation} } }`,
    { reference, surname },
  )
  return data && (data.reservation === null ? null : toldBy(data.reservation, askedAt))
}

/** Who may ask: by reference and surname, or signed in by its id. */
export type ReservationRef = { reference: string; surname: string } | { id: string }

/** What cancelling would give back now, of all rooms or of some. Null: it cannot be cancelled. */
export const preview = async (
  graph: Graph,
  of: ReservationRef,
  rooms: number[] | null = null,
  headers: Headers = {},
): Promise<number | null | undefined> => {
  const { data } = await graph.ask<{ cancellationPreview: { refund?: { amount: number } } }>(
    'query Preview($of: ReservationRefInput!, $rooms: [Int!]) { cancellationPreview(reservation: $of, rooms: $rooms) { ... on CancellationPreview { refund { amount } } } }',
    { of, rooms },
    headers,
  )
  return data && (data.cancellationPreview.refund?.amount ?? null)
}

/** The positions of the rooms that are booked. */
export const roomsLeft = async (graph: Graph, reference: string, surname: string): Promise<number[]> => {
  const { data } = await graph.ask<{ reservation: { rooms: Room[] } | null }>(
    'query Rooms($reference: String!, $surname: String!) { reservation(reference: $reference, surname: $surname) { rooms { position cancelled { at } } } }',
    { reference, surname },
  )
  const rooms = data?.reservation?.rooms ?? []
  return rooms.filter(({ cancelled }) => !cancelled).map(({ position }) => position)
}

type Page = {
  edges: { node: { reference: string } }[]
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
}
/** Pages that a guest turns: while parts fail, most of one's trips are attempts that came to nothing. */
const mostPages = 40

/** Those of these references that are not among one's trips, all pages of them. Undefined: no answer, or too many to say. */
export const notAmongTrips = async (
  graph: Graph,
  headers: Headers,
  references: readonly string[],
): Promise<string[] | undefined> => {
  const missing = new Set(references)
  let after: string | null = null
  for (let page = 0; page < mostPages && missing.size > 0; page += 1) {
    type Read = { me: { reservations: Page } | null }
    const { data }: { data?: Read | null } = await graph.ask<Read>(
      `query Trips($after: String) { me { reservations(first: 50, after: $after) {
        edges { node { reference } } pageInfo { hasNextPage endCursor } } } }`,
      { after },
      headers,
    )
    if (!data) return undefined
    for (const { node } of data.me?.reservations.edges ?? []) missing.delete(node.reference)
    if (!data.me?.reservations.pageInfo.hasNextPage) return [...missing]
    after = data.me.reservations.pageInfo.endCursor
  }
  return missing.size > 0 ? undefined : []
}

/** Joins the line for rooms that are sold out. Since when they stand in it, or why they do not. */
export const joinLine = async (
  graph: Graph,
  input: object,
  headers: Headers = {},
): Promise<{ answer: string; since?: string } | undefined> => {
  const { data } = await graph.ask<{ joinWaitingList: { __typename: string; joinedAt?: string } }>(
    mutation('joinWaitingList', 'JoinWaitingListInput', '__typename ... on WaitingListEntry { joinedAt }'),
    { input },
    headers,
  )
  if (!data) return undefined
  const { __typename: answer, joinedAt: since } = data.joinWaitingList
  return { answer, ...(since !== undefined && { since }) }
}

/** Signed links to its papers. */
export const papers = async (graph: Graph, reference: string, surname: string): Promise<string[] | undefined> => {
  type Read = {
    reservation: { payment: { receipt: { url: string } | null } | null; documents: { url: string }[] } | null
  }
  const { data } = await graph.ask<Read>(
    'query Papers($reference: String!, $surname: String!) { reservation(reference: $reference, surname: $surname) { payment { receipt { url } } documents { url } } }',
    { reference, surname },
  )
  if (!data?.reservation) return undefined
  const { payment, documents } = data.reservation
  return [...(payment?.receipt ? [payment.receipt.url] : []), ...documents.map(({ url }) => url)]
}
