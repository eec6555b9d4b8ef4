import { randomUUID } from 'node:crypto'

import { load, type Asked, type Heard } from './http-clients.ts'
import type { OfferInHand } from './offers.ts'

const query = `mutation Book($input: BookRoomInput!) {
  bookRoom(input: $input) {
    __typename
    ... on Reservation { id reference status total { amount currency } }
    ... on Refusal { message }
  }
}`

const run = randomUUID().slice(0, 8)
let asked = 0

export interface Guest {
  email: string
  idempotencyKey: string
}
export const newGuest = (): Guest => {
  asked += 1
  return { email: `guest.${run}.${asked}@example.com`, idempotencyKey: `bench-${run}-${asked}` }
}

/** One guest's booking of an offer: a guest, an address and an idempotency key of its own. */
export const bookingOf = (offer: OfferInHand, { email, idempotencyKey }: Guest = newGuest()): Asked => ({
  body: JSON.stringify({
    operationName: 'Book',
    query,
    variables: {
      input: {
        offerId: offer.id,
        guest: { givenName: 'Ada', familyName: 'Lovelace', email, phone: '+44 20 7946 0000' },
        paymentMethodId: 'pm_card_visa',
        idempotencyKey,
      },
    },
  }),
  address: `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}`,
})

export interface Tally {
  /** Milliseconds of each booking that was confirmed. */
  confirmed: number[]
  /** Milliseconds of each attempt that was told that the room is taken. */
  taken: number[]
  /** Everything else, by what it was; `example` is one such answer. */
  others: Map<string, { count: number; example: string }>
}
export const newTally = (): Tally => ({ confirmed: [], taken: [], others: new Map() })

export const count = (tally: Tally, { status, body, ms }: Heard): void => {
  if (status === 200 && body.includes('"status":"CONFIRMED"')) return void tally.confirmed.push(ms)
  if (status === 200 && body.includes('"__typename":"RoomTaken"')) return void tally.taken.push(ms)
  const typename = /"__typename":"(\w+)"/.exec(body)?.[1]
  const kind = status !== 200 ? `HTTP ${status}` : (typename ?? /"code":"(\w+)"/.exec(body)?.[1] ?? 'not understood')
  const known = tally.others.get(kind)
  tally.others.set(kind, { count: (known?.count ?? 0) + 1, example: known?.example ?? body.slice(0, 400) })
}

export interface Booked {
  tally: Tally
  seconds: number
}

/** Clients that book one offer after the other until `until` (by `performance.now`), or until `attempts` were made. */
export const book = async (
  url: string,
  offers: OfferInHand[],
  { clients, until = Infinity, attempts = Infinity }: { clients: number; until?: number; attempts?: number },
): Promise<Booked> => {
  const tally = newTally()
  const began = performance.now()
  let made = 0
  await load({
    url,
    clients,
    next: () => {
      const offer = offers[made % offers.length]
      if (!offer || made >= attempts || performance.now() >= until) return null
      made += 1
      return bookingOf(offer)
    },
    heard: (heard) => count(tally, heard),
  })
  return { tally, seconds: (performance.now() - began) / 1_000 }
}
