import { expect } from 'vitest'

import { book, type Booked, type Booking, booking, ownOffer, readReservation } from '../journeys/booking.ts'
import { urls } from '../journeys/graph.ts'

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
  const answer = await fetch(`${urls[company]}${company === 'mailbox' ? '/_sandbox/scenario' : '/_sandbox/scenario'}`, {
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
  arrival = 20 + ((arrival - 20 + 3) % 300)
  return booking((await ownOffer(arrival)).offer.id, paymentMethodId)
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
