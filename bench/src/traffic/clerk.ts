import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

import type { Dice } from '../dice.ts'
import { createAccount } from './account.ts'
import { type Booking, type Deed, isConfirmed, newest, type StaffRefund, type Wish } from './booking.ts'
import { roomTypesAt, type Said, sayAtDesk } from './desk-questions.ts'
import type { Graph } from './graph.ts'
import { type Decision, hearNights, type Nights, openFrom } from './nights.ts'
import { inDays, type Offers, wantedNights } from './offers.ts'
import { todayIn } from './tonight.ts'

export interface ClerkSurroundings {
  graph: Graph
  offers: Offers
  dice: Dice
  bookings: Booking[]
  /** What was decided about nights, by all clerks. */
  nights: Nights[]
  count: (what: string) => void
  going: () => boolean
  /** Our operator makes an account staff of a hotel. False: not just now. */
  hire: (hotelId: string, email: string) => Promise<boolean>
}

const actions = { arrive: 40, leave: 12, noShow: 12, refund: 12, close: 5, open: 14, allot: 6 }
const doorsOfAType = 60
const patience = 6

/** Somebody at the desks of a few hotels: those whose day ends next, and the one that everybody wants. */
export const createClerk = ({ graph, offers, dice, bookings, nights, count, going, hire }: ClerkSurroundings) => {
  const account = createAccount(graph, 'Hopper', count)
  const posts = new Map<string, string[]>()
  /** All that was said, with how it is said again. */
  const said: { isOpen: () => boolean; again: () => Promise<void> }[] = []

  /** Signed in as staff of this hotel, its doors registered. */
  const atDesk = async (hotelId: string): Promise<{ headers: Record<string, string>; types: string[] } | undefined> => {
    let headers = await account.headers()
    const known = posts.get(hotelId)
    if (!headers || known) return headers && known && { headers, types: known }
    if (!(await hire(hotelId, account.email))) return undefined
    account.signInAgain()
    headers = await account.headers()
    const types = headers && (await roomTypesAt(graph, hotelId, headers))
    if (!headers || !types) return undefined
    for (const [at, roomTypeId] of types.entries()) {
      const rooms = Array.from({ length: doorsOfAType }, (_, n) => ({
        number: `${at + 1}${String(n).padStart(2, '0')}`,
      }))
      const told = await sayAtDesk(graph, 'registerRooms', { input: { hotelId, roomTypeId, rooms } }, headers)
      if (told?.answer !== 'HotelRooms') return undefined
    }
    posts.set(hotelId, types)
    return { headers, types }
  }

  /** Says it until there is an answer, or patience is over; what is left open is said again in the end. */
  const say = async (what: Said, variables: object, wish: Wish): Promise<void> => {
    const again = async () => {
      for (let tries = 0; tries < patience && going(); tries += 1) {
        if (tries > 0) await sleep(dice.gap(400) + Math.min(200 * tries, 2_000))
        const headers = await account.headers()
        if (!headers) continue
        wish.unknown = true
        const told = await sayAtDesk(graph, what, variables, headers)
        if (!told) continue
        wish.unknown = false
        wish.told.push(told)
        count(`${what} told ${told.answer}${told.status ? ` ${told.status}` : ''}`)
        if (told.answer !== 'TryAgainLater') return
      }
    }
    said.push({ isOpen: () => wish.unknown, again })
    await again()
  }

  const one = (wanted: (booking: Booking) => boolean): Booking | undefined => {
    const [first, ...others] = bookings.filter(wanted).slice(-20)
    return first && dice.pick([first, ...others])
  }
  const idOf = (booking: Booking) => newest(booking)?.id ?? ''
  const stayOf = (booking: Booking) => booking.stay?.split('/') ?? []
  const isAt = (booking: Booking, hotels: string[]) =>
    hotels.includes(booking.offer.hotelId) && isConfirmed(booking) && !booking.cancel
  /** Two in five never arrive. */
  const comes = ({ input }: Booking) => Number.parseInt(input.idempotencyKey.slice(0, 2), 16) % 5 < 3
  const isNew = ({ desk }: Booking) =>
    desk.every(({ told }) => told.every(({ answer }) => answer !== 'DeskReservation'))
  const settled = ({ desk }: Booking) => desk.every(({ unknown }) => !unknown)

  const doDeed = async (booking: Booking | undefined, what: Deed['what']) => {
    if (!booking) return
    const input = { reservationId: idOf(booking) }
    const deed: Deed = { what, input, told: [], unknown: true }
    booking.desk.push(deed)
    await say(what, what === 'checkIn' ? { input } : input, deed)
  }

  const decide = async (decision: Decision) => {
    const hotelId = offers.busyHotels().wanted
    const desk = hotelId === undefined ? undefined : await atDesk(hotelId)
    const [type, ...others] = desk?.types ?? []
    if (hotelId === undefined || type === undefined) return
    const roomTypeId = dice.pick([type, ...others])
    const known = nights.find((some) => some.roomTypeId === roomTypeId)
    if (known?.unknown && !known.asking) await known.again?.()
    if (known?.asking) return // another clerk is at it
    const range = known ?? { hotelId, roomTypeId, from: inDays(wantedNights.from), to: inDays(wantedNights.to), unknown: false, asking: false, shut: [], broken: [] } // prettier-ignore
    if (!known) nights.push(range)
    await sayOfNights(range, decision)
  }

  const sayOfNights = async (range: Nights, decision: Decision) => {
    const { hotelId, roomTypeId, from, to } = range
    const { what, ...more } = decision
    const again = async () => {
      range.asking = true
      for (let tries = 0; tries < patience && going(); tries += 1) {
        if (tries > 0) await sleep(dice.gap(400) + Math.min(200 * tries, 2_000))
        const headers = await account.headers()
        if (!headers) continue
        range.unknown = true
        if (what === 'openNights') openFrom(range, Date.now())
        const told = await sayAtDesk(graph, what, { input: { hotelId, roomTypeId, from, to, ...more } }, headers)
        if (!told) continue
        hearNights(range, decision, told)
        count(`${what} told ${told.answer}`)
        if (told.answer !== 'TryAgainLater') break
      }
      range.asking = false
    }
    range.again = again
    await again()
  }

  const acts: Record<keyof typeof actions, () => Promise<void>> = {
    arrive: async () => {
      const { tonight } = offers.busyHotels()
      const booking = one((some) => isAt(some, tonight) && comes(some) && isNew(some) && settled(some))
      if (booking && (await atDesk(booking.offer.hotelId))) await doDeed(booking, 'checkIn')
    },
    leave: async () => {
      const inHouse = one((some) => settled(some) && some.desk.at(-1)?.told.at(-1)?.status === 'CHECKED_IN')
      await doDeed(inHouse, 'checkOut')
    },
    /** Now and then of somebody who may still come: that is refused. */
    noShow: async () => {
      const { tonight, timeZone = 'UTC' } = offers.busyHotels()
      const today = todayIn(timeZone)
      const early = dice.roll() < 0.2
      const booking = one(
        (some) => isAt(some, tonight) && isNew(some) && settled(some) && (early || (stayOf(some)[0] ?? today) < today),
      )
      if (booking && (await atDesk(booking.offer.hotelId))) await doDeed(booking, 'markNoShow')
    },
    refund: async () => {
      const { tonight, wanted } = offers.busyHotels()
      const booking = one((some) => isAt(some, [...tonight, ...(wanted ? [wanted] : [])]) && some.refunds.length < 3)
      if (!booking || !(await atDesk(booking.offer.hotelId))) return
      const { amount } = booking.offer.payNow
      const input = {
        reservationId: idOf(booking),
        amount: dice.roll() < 0.1 ? null : dice.whole(1, Math.max(1, Math.floor(amount / 3))),
        reason: `A cold room (${randomUUID()})`,
        idempotencyKey: randomUUID(),
      }
      const refund: StaffRefund = { input, told: [], unknown: true }
      booking.refunds.push(refund)
      await say('refundGuest', { input }, refund)
    },
    close: () => decide({ what: 'closeNights' }),
    open: () => decide({ what: 'openNights' }),
    allot: () => decide({ what: 'setAllotment', rooms: dice.whole(0, 12) }),
  }
  return {
    act: async () => {
      const action = dice.weighted(actions)
      count(`the desk did ${action}`)
      await acts[action]()
    },
    /** Says again what has no answer yet. */
    finish: async () => {
      for (const { isOpen, again } of said) if (isOpen()) await again()
      for (const range of nights) if (range.unknown && !range.asking) await range.again?.()
    },
    /** How much that is. */
    open: () => said.filter(({ isOpen }) => isOpen()).length + nights.filter(({ unknown }) => unknown).length,
  }
}
export type Clerk = ReturnType<typeof createClerk>
