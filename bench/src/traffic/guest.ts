import { setTimeout as sleep } from 'node:timers/promises'

import { request } from 'undici'

import type { Dice } from '../dice.ts'
import { type Account, createAccount } from './account.ts'
import { type Booking, createBooking, hear, isEnded, newest, type Wish } from './booking.ts'
import type { Graph } from './graph.ts'
import { lookAround } from './look-around.ts'
import { makeUpMind } from './make-up-mind.ts'
import type { Offers } from './offers.ts'
import { askFor } from './questions.ts'

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
  /** Whether this guest has an account (none, unless told). */
  signsIn?: boolean
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

/** What a guest does on the bank's page; or they never go there. */
export type Decision = 'approve' | 'decline' | 'leave'

export interface Persistence {
  /** How often they ask before they let it be. */
  patience?: number
  decision?: Decision
}

export type Guest = ReturnType<typeof createGuest>
export type Action = Parameters<Guest['act']>[0]

/** One honest guest: asks again when no answer comes, with the same key, and remembers what was told. */
export const createGuest = (surroundings: Surroundings) => {
  const { graph, offers, dice, bookings, count, going, someLeave, signsIn = false } = surroundings
  const mine: Booking[] = []
  const surname = `Lovelace${dice.whole(1, 1_000_000)}`
  const account: Account | undefined = signsIn ? createAccount(graph, surname, count) : undefined

  /** As whom it was booked; undefined: they cannot sign in just now, and nobody else may ask with its key. */
  const headersOf = async (booking: Booking) => (booking.account ? booking.account.headers() : {})

  const ask = async (booking: Booking): Promise<void> => {
    const headers = await headersOf(booking)
    if (!headers) return
    booking.unknown = true
    booking.askedAt ??= Date.now()
    const told = await askFor(graph, 'bookRoom', booking.input, headers)
    if (!told) {
      booking.lostAt = Date.now()
      return
    }
    hear(booking, told)
    count(`told ${told.answer}${told.status ? ` ${told.status}` : ''}`)
  }

  const decide = () => dice.weighted<Decision>({ approve: 60, decline: 15, leave: someLeave ? 25 : 0 })
  const pause = (tries: number) => sleep(dice.gap(400) + Math.min(200 * tries, 2_000))

  /** Until it is ended, or patience is. Some do not answer the bank, and some answer no. */
  const pursue = async (booking: Booking, { patience = 8, decision = decide() }: Persistence = {}): Promise<void> => {
    for (let tries = 0; tries < patience && going(); tries += 1) {
      if (tries > 0) await pause(tries)
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
    })
      .then(({ body }) => body.dump())
      .catch(() => count('3-D Secure: the bank did not answer'))
  }

  /** Makes up their mind to book one that they were shown. */
  const begin = async (offer = dice.roll() < 0.12 ? offers.wanted() : offers.any()): Promise<Booking | undefined> => {
    if (!offer) return void (await offers.search())
    const signedIn = (await account?.headers()) ? account : undefined
    const booking = createBooking(offer, dice.weighted(cards), surname, signedIn)
    mine.push(booking)
    bookings.push(booking)
    return booking
  }

  /** Asks for a cancellation or a change until there is an answer that says what it came to. */
  const pursueWish = async (
    what: 'cancelReservation' | 'changeStay',
    booking: Booking,
    wish: Wish,
    { patience = 6, decision = decide() }: Persistence = {},
  ): Promise<void> => {
    for (let tries = 0; tries < patience && going(); tries += 1) {
      if (tries > 0) await pause(tries)
      const headers = await headersOf(booking)
      if (!headers) continue
      wish.unknown = true
      const told = await askFor(graph, what, wish.input, headers)
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

  const one = (wanted: (booking: Booking) => boolean): Booking | undefined => {
    const [first, ...others] = mine.slice(-30).filter(wanted)
    return first && dice.pick([first, ...others])
  }
  const self = { ...surroundings, account, one, begin, ask, pursue, pursueWish, headersOf }
  const actions = {
    search: async () => void (await offers.search()),
    book: async () => {
      const booking = await begin()
      if (booking) await pursue(booking)
    },
    /** Rooms of two kinds. */
    bookMixed: async () => {
      const offer = await offers.mixed()
      const booking = offer && (await begin(offer))
      if (booking) await pursue(booking)
    },
    /** Arrives today, at the hotel whose desk is watched. */
    tonight: async () => {
      const offer = await offers.tonight()
      const booking = offer && (await begin(offer))
      if (booking) await pursue(booking)
    },
    ...lookAround(self),
    ...makeUpMind(self),
  }
  return { act: (action: keyof typeof actions) => actions[action](), pursue, pursueWish, ask }
}

/** A guest as their own deeds see them. */
export interface Self extends Surroundings {
  account: Account | undefined
  /** One of their newest bookings, of those wanted. */
  one: (wanted: (booking: Booking) => boolean) => Booking | undefined
  begin: () => Promise<Booking | undefined>
  ask: (booking: Booking) => Promise<void>
  pursue: (booking: Booking, persistence?: Persistence) => Promise<void>
  pursueWish: (
    what: 'cancelReservation' | 'changeStay',
    booking: Booking,
    wish: Wish,
    persistence?: Persistence,
  ) => Promise<void>
  headersOf: (booking: Booking) => Promise<Record<string, string> | undefined>
}
