import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

import { expect } from 'vitest'

import { book, type Booked, type Booking, booking, ownOffer, readReservation } from '../journeys/booking.ts'
import { ask, dataFolder, inDays, urls } from '../journeys/graph.ts'

/** What the bank's own books say, as far as it is asked here. */
type Ledger = {
  intents: { id: string; metadata: Record<string, string>; idempotencyKey: string | null }[]
  charges: { intent: string; failed: boolean; captured: boolean; released: boolean }[]
}

/** The payments of one reservation in the bank's books: how many were begun, and how many took money. */
export async function atBank(reservationId: string) {
  const ledger = (await (await fetch(`${urls['bank']}/_sandbox/ledger`)).json()) as Ledger
  const intents = ledger.intents.filter(({ metadata }) => metadata['reservation_id'] === reservationId)
  const ids = new Set(intents.map(({ id }) => id))
  const charges = ledger.charges.filter(({ intent, failed }) => ids.has(intent) && !failed)
  return { intents: intents.length, charges: charges.filter(({ captured }) => captured).length }
}
export const chargedOnce = { intents: 1, charges: 1 }

/** How many payments the bank has been asked for in all. */
export const intentsInAll = async () =>
  ((await (await fetch(`${urls['bank']}/_sandbox/ledger`)).json()) as Ledger).intents.length

/** Tells a sandbox company how to behave, until `behave`. */
export async function misbehave(company: 'bank' | 'partner' | 'mailbox', scenario: object) {
  const answer = await fetch(`${urls[company]}/_sandbox/scenario`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(scenario),
  })
  if (!answer.ok) throw new Error(`${company}: ${answer.status} ${await answer.text()}`)
}
export const behave = (company: 'bank' | 'partner') => fetch(`${urls[company]}/_sandbox/scenario`, { method: 'DELETE' })

let arrival = 20 + Math.floor(Math.random() * 300)
/** A booking of a hotel of our own, on nights that no other test books. */
export async function ownBooking(paymentMethodId?: string): Promise<Booking> {
  for (let tries = 1; ; tries += 1) {
    arrival = 20 + ((arrival - 20 + 3) % 300)
    try {
      return booking((await ownOffer(arrival)).offer.id, paymentMethodId)
    } catch (error) {
      if (tries === 8) throw error // a few dates have nothing free
    }
  }
}

/** Waits until a reservation has come to this status. */
export async function comesTo(status: string, { reference }: Booked, timeout = 30_000): Promise<void> {
  await expect
    .poll(async () => (await readReservation(reference!))?.status, { timeout, interval: 200, message: reference })
    .toBe(status)
}

/** What it came to, and how many milliseconds that took. */
export async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const began = performance.now()
  const answer = await work()
  return [answer, performance.now() - began]
}

/** Books until it confirms: whoever was left alone for a while is asked again. */
export async function bookingWorks(): Promise<Booked> {
  let booked: Booked | undefined
  await expect
    .poll(async () => (booked = await book(await ownBooking())).status, { timeout: 30_000, interval: 300 })
    .toBe('CONFIRMED')
  return booked!
}

/** Whom a process leaves alone at the moment, because they were silent too often in a row. */
export async function leftAloneBy(part: string): Promise<string[]> {
  const answer = (await (await fetch(`${urls[part]}/health/ready`)).json()) as { leftAlone?: string[] }
  return answer.leftAlone ?? []
}

/** What a client sees of a booking: the refusal or the reservation's status, or the code of the error and the advice. */
export async function bookAndSee(input: Booking): Promise<{ seen: string; booked: Booked | undefined }> {
  const { data, errors } = await ask<{ bookRoom: Booked | null }>(
    `mutation ($input: BookRoomInput!) { bookRoom(input: $input) { __typename ... on Refusal { message }
      ... on Reservation { id reference status } } }`,
    { input },
  )
  const booked = data?.bookRoom ?? undefined
  const [error] = errors ?? []
  return { seen: booked?.status ?? booked?.__typename ?? codeOf(error?.extensions), booked }
}

/** `SUBGRAPH_UNAVAILABLE` of reservations, which may be asked again: `SUBGRAPH_UNAVAILABLE reservations again`. */
export const codeOf = (extensions: Record<string, unknown> = {}): string => {
  const { code, service, retryable } = extensions
  return [code, service, retryable === true ? 'again' : undefined].filter(Boolean).join(' ')
}

/** Asks with the same key until the room is booked, as a client does that was told to try again. */
export async function bookUntilConfirmed(input: Booking, timeout = 40_000): Promise<Booked> {
  let last: Booked | undefined
  await expect
    .poll(
      async () => {
        const { seen, booked } = await bookAndSee(input)
        last = booked
        return seen
      },
      { timeout, interval: 400 },
    )
    .toBe('CONFIRMED')
  return last!
}

/** Whether Munich can be searched, and what else the answer says. */
export async function searchAndSee(): Promise<string> {
  const { data, errors } = await ask<{ searchHotels: { edges: unknown[] } | null }>(
    `query ($where: HotelSearchInput!) { searchHotels(where: $where, first: 3) { edges { node { hotel { id } } } } }`,
    { where: { cityId: 'c2867714', stay: { checkIn: inDays(60), checkOut: inDays(62) }, rooms: [{ adults: 2 }] } },
  )
  const found = data?.searchHotels?.edges.length ?? 0
  return found > 0 ? 'FOUND' : codeOf(errors?.[0]?.extensions)
}

export type Account = { email: string; password: string; givenName: string; familyName: string }
export const account = (): Account => ({
  email: `${randomUUID()}@example.com`,
  password: 'correct horse battery',
  givenName: 'Ada',
  familyName: 'Lovelace',
})

/** What a client sees of opening an account or signing in to one. */
export async function register(input: Account): Promise<string> {
  const { data, errors } = await ask<{ register: { __typename: string } | null }>(
    'mutation ($input: RegisterInput!) { register(input: $input) { __typename } }',
    { input },
  )
  return data?.register?.__typename ?? codeOf(errors?.[0]?.extensions)
}
export async function signIn({ email, password }: Account): Promise<string> {
  const { data, errors } = await ask<{ signIn: { __typename: string } | null }>(
    'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }',
    { input: { email, password } },
  )
  return data?.signIn?.__typename ?? codeOf(errors?.[0]?.extensions)
}

/** What a test leaves to the last one of all, because it takes as long as a lease lasts. */
export type Afterwards = { what: 'one mail'; to: string }
const afterwardsFile = path.join(dataFolder, 'afterwards.jsonl')
export const afterwards = (left: Afterwards) => fs.appendFileSync(afterwardsFile, `${JSON.stringify(left)}\n`)
export const allAfterwards = (): Afterwards[] =>
  fs.existsSync(afterwardsFile)
    ? fs
        .readFileSync(afterwardsFile, 'utf8')
        .split('\n')
        .flatMap((line) => (line ? [JSON.parse(line) as Afterwards] : []))
    : []
