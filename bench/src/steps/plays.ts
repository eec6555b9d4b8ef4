import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

import type { Booking } from '../traffic/booking.ts'
import { createBooking, newest } from '../traffic/booking.ts'
import type { Graph } from '../traffic/graph.ts'
import type { Decision, Guest } from '../traffic/guest.ts'
import type { Offer, Offers } from '../traffic/offers.ts'
import { preview } from '../traffic/questions.ts'

export interface Play {
  name: string
  card: string
  source: Offer['source']
  /** What the guest answers the bank. */
  decision: Decision
  /** What they do once it is confirmed. */
  wish?: 'cancel' | 'dearer' | 'cheaper'
}

/** Each saga there is, by each way that a guest can bring about. */
export const plays: Play[] = [
  { name: 'a booking', card: 'pm_card_visa', source: 'OWN', decision: 'approve' },
  { name: 'a declined booking', card: 'pm_card_chargeDeclined', source: 'OWN', decision: 'approve' },
  {
    name: 'a booking approved at the bank',
    card: 'pm_card_authenticationRequired',
    source: 'OWN',
    decision: 'approve',
  },
  { name: 'a booking refused at the bank', card: 'pm_card_authenticationRequired', source: 'OWN', decision: 'decline' },
  { name: 'a booking nobody confirms', card: 'pm_card_authenticationRequired', source: 'OWN', decision: 'leave' },
  { name: 'a booking with a partner', card: 'pm_card_visa', source: 'PARTNER', decision: 'approve' },
  { name: 'a cancellation', card: 'pm_card_visa', source: 'OWN', decision: 'approve', wish: 'cancel' },
  {
    name: 'a cancellation with a partner',
    card: 'pm_card_visa',
    source: 'PARTNER',
    decision: 'approve',
    wish: 'cancel',
  },
  { name: 'a change to dearer dates', card: 'pm_card_visa', source: 'OWN', decision: 'approve', wish: 'dearer' },
  { name: 'a change to cheaper dates', card: 'pm_card_visa', source: 'OWN', decision: 'approve', wish: 'cheaper' },
  {
    name: 'a change to dearer dates with a partner',
    card: 'pm_card_visa',
    source: 'PARTNER',
    decision: 'approve',
    wish: 'dearer',
  },
  {
    name: 'a change to cheaper dates with a partner',
    card: 'pm_card_visa',
    source: 'PARTNER',
    decision: 'approve',
    wish: 'cheaper',
  },
]

export interface Stage {
  graph: Graph
  offers: Offers
  guest: Guest
  bookings: Booking[]
}

const until = async <T>(find: () => Promise<T | undefined> | T | undefined, what: string): Promise<T> => {
  for (let tries = 0; tries < 60; tries += 1) {
    const found = await find()
    if (found !== undefined) return found
    await sleep(250)
  }
  throw new Error(`${what} was not found`)
}

/** Plays it once, as the guest of that number; asks again with the same keys as long as it takes. */
export const perform = async (play: Play, n: number, { graph, offers, guest, bookings }: Stage): Promise<Booking> => {
  const changes = play.wish === 'dearer' || play.wish === 'cheaper'
  const find = async () => {
    // Terms that keep all of the money have no refund to be killed at, and cannot be changed.
    const offer = offers.own(play.source, play.wish !== undefined)
    if (!offer) return void (await offers.search())
    if (!changes) return { offer, other: undefined }
    const other = await offers.elsewhen(offer)
    if (other?.payNow.currency !== offer.payNow.currency) return undefined
    const rises = other.payNow.amount - offer.payNow.amount
    return (play.wish === 'dearer' ? rises > 0 : rises < 0) ? { offer, other } : undefined
  }
  const { offer, other } = await until(find, `an offer for ${play.name}`)
  const booking = createBooking(offer, play.card, `Halt${n}x`)
  bookings.push(booking)
  await guest.pursue(booking, { patience: 40, decision: play.decision })
  const { reference, status } = newest(booking) ?? {}
  if (!play.wish || reference === undefined || status !== 'CONFIRMED') return booking

  const reservation = { reference, surname: booking.input.guest.familyName }
  if (other) {
    const input = { reservation, offerId: other.id, paymentMethodId: play.card, idempotencyKey: randomUUID() }
    booking.change = { input, told: [], unknown: true }
    // While it is still looked up whether a first payment was taken, 75 s long, nothing is changed.
    await guest.pursueWish('changeStay', booking, booking.change, { patience: 80, decision: play.decision })
  } else {
    const refund = await until(async () => {
      const sum = await preview(graph, reservation)
      return sum ?? undefined
    }, 'a preview')
    const input = { reservation, expectedRefund: refund, idempotencyKey: randomUUID() }
    booking.cancel = { input, told: [], unknown: true, refund }
    await guest.pursueWish('cancelReservation', booking, booking.cancel, { patience: 40, decision: play.decision })
  }
  return booking
}
