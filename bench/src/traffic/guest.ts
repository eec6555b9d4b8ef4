import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

import { request } from 'undici'

import type { Dice } from '../dice.ts'
import { type Booking, createBooking, hear, isConfirmed, isEnded, newest, type Wish } from './booking.ts'
import type { Graph } from './graph.ts'
import type { Offers } from './offers.ts'
import { askFor, joinLine, lookUp, papers, preview } from './questions.ts'

export interface Surroundings {
  graph: Graph
  offers: Offers
  dice: Dice
  /** Every wish to book that was ever uttered. */
  bookings: Booking[]
  count: (what: string) => void
  going: () => boolean
  /** Whether some never answer the bank: their rooms wait until the hold ends. */
  someLeave: boolean
}

/** pm_card_visa and what else a purse holds. */
const cards = {
  pm_card_visa: 60,
  pm_card_mastercard: 6,
  pm_card_chargeDeclined: 7,
  pm_card_chargeDeclinedInsufficientFunds: 3,
  pm_card_authenticationRequired: 15,
  pm_card_pendingRefund: 3,
  pm_card_dropReply: 3,
  pm_card_fault: 2,
  pm_card_slow: 1,
}

export type Action =
  | 'search'
  | 'book'
  | 'again'
  | 'otherInput'
  | 'lookUp'
  | 'cancel'
  | 'change'
  | 'crowd'
  | 'papers'
  | 'line'

const crowdSize = 64

/** What a guest does on the bank's page; or they never go there. */
export type Decision = 'approve' | 'decline' | 'leave'

export interface Persistence {
  /** How often they ask before they let it be. */
  patience?: number
  decision?: Decision
}

export type Guest = ReturnType<typeof createGuest>

/** One honest guest: asks again when no answer comes, with the same key, and remembers what was told. */
export const createGuest = ({ graph, offers, dice, bookings, count, going, someLeave }: Surroundings) => {
  const mine: Booking[] = []
  const surname = `Lovelace${dice.whole(1, 1_000_000)}`
  const guestOf = ({ input }: Booking) => input.guest.familyName
  const some = (wanted: (booking: Booking) => boolean): Booking | undefined => {
    const [first, ...others] = mine.slice(-30).filter(wanted)
    return first && dice.pick([first, ...others])
  }

  const ask = async (booking: Booking): Promise<void> => {
    booking.unknown = true
    const told = await askFor(graph, 'bookRoom', booking.input)
    if (!told) {
      booking.lostAt = Date.now()
      return
    }
    hear(booking, told)
    count(`told ${told.answer}${told.status ? ` ${told.status}` : ''}`)
  }

  const decide = () => dice.weighted<Decision>({ approve: 60, decline: 15, leave: someLeave ? 25 : 0 })

  /** Until it is ended, or patience is. Some do not answer the bank, and some answer no. */
  const pursue = async (booking: Booking, { patience = 8, decision = decide() }: Persistence = {}): Promise<void> => {
    for (let tries = 0; tries < patience && going(); tries += 1) {
      if (tries > 0) await sleep(dice.gap(400) + Math.min(200 * tries, 2_000))
      await ask(booking)
      const tryLater = newest(booking)?.answer === 'TryAgainLater' && (patience > 8 || dice.roll() < 0.6)
      if (isEnded(booking) && !tryLater) return
      const redirectUrl = newest(booking)?.redirectUrl
      if (redirectUrl === undefined) continue
      if (decision === 'leave') return
      await answerBank(redirectUrl, decision)
    }
  }

  const answerBank = async (url: string, decision: string): Promise<void> => {
    count(`3-D Secure: ${decision}`)
    await request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `decision=${decision}`,
      signal: AbortSignal.timeout(10_000),
    }).then(
      ({ body }) => body.dump(),
      () => count('3-D Secure: the bank did not answer'),
    )
  }

  const begin = async (): Promise<Booking | undefined> => {
    const offer = dice.roll() < 0.12 ? offers.wanted() : offers.any()
    if (!offer) return void (await offers.search())
    const booking = createBooking(offer, dice.weighted(cards), surname)
    mine.push(booking)
    bookings.push(booking)
    return booking
  }

  /** Asks for a cancellation or a change until there is an answer that says what it came to. */
  const pursueWish = async (
    what: 'cancelReservation' | 'changeStay',
    wish: Wish,
    { patience = 6, decision = decide() }: Persistence = {},
  ): Promise<void> => {
    for (let tries = 0; tries < patience && going(); tries += 1) {
      if (tries > 0) await sleep(dice.gap(400) + Math.min(200 * tries, 2_000))
      wish.unknown = true
      const told = await askFor(graph, what, wish.input)
      if (!told) continue
      wish.unknown = false
      wish.told.push(told)
      count(`${what} told ${told.answer}${told.status ? ` ${told.status}` : ''}`)
      if (told.redirectUrl !== undefined) {
        if (decision === 'leave') return
        await answerBank(told.redirectUrl, decision)
      } else if (told.answer !== 'TryAgainLater' && told.status !== 'MODIFYING' && told.status !== 'CANCELLING') return
    }
  }

  const refOf = (booking: Booking) => ({ reference: newest(booking)?.reference ?? '', surname: guestOf(booking) })
  const free = (booking: Booking) => isConfirmed(booking) && !booking.cancel && !booking.change

  const actions: Record<Action, () => Promise<void>> = {
    search: async () => void (await offers.search()),
    book: async () => {
      const booking = await begin()
      if (booking) await pursue(booking)
    },
    again: async () => {
      const booking = some((one) => one.told.length > 0)
      if (booking) await ask(booking)
    },
    otherInput: async () => {
      const booking = some((one) => newest(one)?.reference !== undefined && !one.unknown)
      if (!booking) return
      const told = await askFor(graph, 'bookRoom', { ...booking.input, requests: 'A quiet room' })
      if (told && told.answer !== 'IdempotencyConflict')
        booking.broken.push(`other input under the key ${booking.input.idempotencyKey} was answered ${told.answer}`)
    },
    lookUp: async () => {
      const booking = some(({ told }) => told.some(({ reference }) => reference !== undefined))
      const { reference } = (booking && newest(booking)) ?? {}
      if (!booking || reference === undefined) return
      const told = await lookUp(graph, reference, guestOf(booking))
      if (told === null) booking.broken.push(`${reference} was told, and is not found`)
    },
    cancel: async () => {
      const booking = some(free)
      if (!booking) return
      const of = refOf(booking)
      const refund = await preview(graph, of.reference, of.surname)
      if (typeof refund !== 'number') return
      const input = { reservation: of, expectedRefund: refund, idempotencyKey: randomUUID() }
      booking.cancel = { input, told: [], unknown: true, refund }
      await pursueWish('cancelReservation', booking.cancel)
    },
    change: async () => {
      const booking = some((one) => free(one) && one.offer.source === 'OWN')
      const other = booking && (await offers.elsewhen(booking.offer))
      if (!booking || !other) return
      const paymentMethodId = dice.weighted({
        pm_card_visa: 80,
        pm_card_chargeDeclined: 8,
        pm_card_authenticationRequired: 12,
      })
      const input = { reservation: refOf(booking), offerId: other.id, paymentMethodId, idempotencyKey: randomUUID() }
      booking.change = { input, told: [], unknown: true }
      await pursueWish('changeStay', booking.change)
    },
    crowd: async () => {
      const booking = await begin()
      if (!booking) return
      const { told } = booking
      await Promise.all(Array.from({ length: crowdSize }, () => ask(booking)))
      const named = new Set(told.flatMap(({ reference, status }) => (status === 'CONFIRMED' ? [reference] : [])))
      if (named.size > 1) booking.broken.push(`${crowdSize} equal requests were told ${[...named].join(', ')}`)
      await pursue(booking)
    },
    line: async () => {
      const booking = some((one) => newest(one)?.answer === 'RoomTaken' && one.offer.source === 'OWN')
      if (!booking) return
      const { offerId, guest, idempotencyKey } = booking.input
      const told = await joinLine(graph, { offerId, guest, idempotencyKey: `line-${idempotencyKey}` })
      if (!told) return
      count(`the line told ${told.answer}`)
      if (booking.line !== undefined && told.since !== undefined && told.since !== booking.line)
        booking.broken.push(`one key joined the line twice (line-${idempotencyKey})`)
      if (told.since !== undefined) booking.line = told.since
    },
    papers: async () => {
      const booking = some(isConfirmed)
      const { reference } = (booking && newest(booking)) ?? {}
      if (!booking || reference === undefined) return
      const [url] = (await papers(graph, reference, guestOf(booking))) ?? []
      if (url === undefined) return
      await request(url, { signal: AbortSignal.timeout(10_000) }).then(
        async ({ statusCode, body }) => {
          await body.dump()
          count(`a paper: ${statusCode}`)
        },
        () => count('a paper: no answer'),
      )
    },
  }
  return { act: (action: Action) => actions[action](), pursue, pursueWish, ask }
}
