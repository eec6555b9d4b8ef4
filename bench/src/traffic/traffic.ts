import { setTimeout as sleep } from 'node:timers/promises'

import { createDice } from '../dice.ts'
import type { Platform } from '../platform.ts'
import { type Booking, isEnded, isSettled } from './booking.ts'
import { createCardholders } from './cardholders.ts'
import { createClerk } from './clerk.ts'
import { type Graph, openGraph } from './graph.ts'
import { type Action, createGuest, type Guest } from './guest.ts'
import { createHiring } from './hiring.ts'
import type { Nights } from './nights.ts'
import { createOffers, type Offers } from './offers.ts'

export interface TrafficOptions {
  seed: number
  /** Guests at once. */
  guests: number
  /** How long a guest thinks between two things, on average. */
  thinkMs: number
  /** Whether some never answer the bank (they do, unless told): their rooms wait until the hold ends. */
  someLeave?: boolean
}

export interface Traffic {
  bookings: Booking[]
  /** What the staff of hotels decided about nights. */
  nights: Nights[]
  graph: Graph
  /** How often what was done and told. */
  counts: Map<string, number>
  /** Ends the guests, each after what it is doing; nobody waits for longer than this. */
  stop: () => Promise<void>
  /** Asks again, with the same keys, for all that was left without an answer. Answers how many still are. */
  finish: (deadline: number) => Promise<number>
  close: () => Promise<void>
  /** One more guest, who does what they are told. */
  guest: Guest
  offers: Offers
}

const weights: Record<Action, number> = {
  search: 8,
  book: 42,
  bookMixed: 4,
  tonight: 6,
  again: 8,
  otherInput: 3,
  lookUp: 10,
  trips: 4,
  pry: 1,
  cancel: 9,
  cancelRoom: 8,
  change: 8,
  papers: 3,
  crowd: 0.4,
  line: 5,
}

/** One clerk for so many guests, who is slower; complaints to banks are rarer still. */
const [guestsAClerk, clerksThink, complaintsThink] = [8, 3, 25]

/** Mixed honest guests at the public gateway, with the hotels' staff and the guests' banks, until they are stopped. */
export const startTraffic = (
  platform: Pick<Platform, 'urls' | 'places'>,
  { seed, guests, thinkMs, someLeave = true }: TrafficOptions,
): Traffic => {
  const graph = openGraph(platform.urls['gateway'] ?? '')
  const counts = new Map<string, number>()
  const count = (what: string) => void counts.set(what, (counts.get(what) ?? 0) + 1)
  const bookings: Booking[] = []
  const nights: Nights[] = []
  let going = true
  let finishUntil = 0
  const offers = createOffers(graph, createDice(seed))
  const shared = { graph, offers, bookings, count, someLeave }

  const live = async (think: number, dice: ReturnType<typeof createDice>, act: () => Promise<void>) => {
    await sleep(dice.roll() * think)
    while (going) {
      await act()
      await sleep(dice.gap(think))
    }
  }
  const guestLives = Array.from({ length: guests }, (_, at) => {
    const dice = createDice(seed * 1_000 + at)
    const guest = createGuest({ ...shared, dice, going: () => going, signsIn: at % 2 === 1 })
    return live(thinkMs, dice, () => {
      const action = dice.weighted(weights)
      count(`did ${action}`)
      return guest.act(action)
    })
  })
  const hire = createHiring(platform)
  const clerks = Array.from({ length: Math.ceil(guests / guestsAClerk) }, (_, at) => {
    const dice = createDice(seed * 2_000 + at)
    return createClerk({ ...shared, dice, nights, hire, going: () => going || Date.now() < finishUntil })
  })
  const cardholders = createCardholders({ ...shared, dice: createDice(seed + 29), bank: platform.urls['bank'] ?? '' })
  const lives = Promise.all([
    ...guestLives,
    ...clerks.map(({ act }, at) => live(thinkMs * clerksThink, createDice(seed * 3_000 + at), act)),
    ...(guests > 0 ? [live(thinkMs * complaintsThink, createDice(seed + 31), cardholders.act)] : []),
  ])
  lives.catch(() => undefined) // told by stop

  /** Of the wishes without an answer that says what they came to. */
  const open = (booking: Booking) => !isEndedOrGivenUp(booking) || openWishes(booking).length > 0

  const finishBooking = async (guest: Guest, booking: Booking, deadline: number) => {
    while (Date.now() < deadline && open(booking)) {
      for (const { what, wish } of openWishes(booking)) await guest.pursueWish(what, booking, wish)
      if (!isEndedOrGivenUp(booking)) await (someLeave ? guest.ask(booking) : guest.pursue(booking, { patience: 3 }))
      if (open(booking)) await sleep(1_000)
    }
  }

  return {
    bookings,
    nights,
    graph,
    counts,
    offers,
    guest: createGuest({ ...shared, dice: createDice(seed), going: () => true }),
    stop: async () => {
      going = false
      await lives
    },
    finish: async (deadline) => {
      finishUntil = deadline
      const guest = createGuest({ ...shared, dice: createDice(seed), going: () => Date.now() < deadline })
      const left = bookings.filter(open)
      const workers = Array.from({ length: 8 }, async () => {
        for (let booking = left.pop(); booking; booking = left.pop()) await finishBooking(guest, booking, deadline)
      })
      const [complaints] = await Promise.all([
        cardholders.finish(deadline),
        ...clerks.map((clerk) => clerk.finish()),
        ...workers,
      ])
      return bookings.filter(open).length + clerks.reduce((sum, clerk) => sum + clerk.open(), 0) + complaints
    },
    close: () => graph.close(),
  }
}

/** A guest who was told to try again later may leave it at that: nothing was charged. */
const isEndedOrGivenUp = (booking: Booking) => isEnded(booking) || (booking.told.length === 0 && !booking.unknown)

/** Those that were asked for and not answered, or that are still under way. */
const openWishes = ({ cancel, change, cancelledRooms }: Booking) =>
  [
    ...[cancel, ...cancelledRooms].map((wish) => ({ what: 'cancelReservation' as const, wish })),
    { what: 'changeStay' as const, wish: change },
  ].flatMap(({ what, wish }) => (wish && !isSettled(wish) ? [{ what, wish }] : []))

/** How often a guest was told that the room is theirs. */
export const confirmedBy = ({ counts }: Pick<Traffic, 'counts'>) => counts.get('told Reservation CONFIRMED') ?? 0

/** A system that books nothing has nothing to lose: waits for a confirmation, but not for ever. */
export const untilConfirmed = async (
  traffic: Pick<Traffic, 'counts'>,
  wanted: number,
  patienceMs = 60_000,
): Promise<void> => {
  const until = Date.now() + patienceMs
  while (confirmedBy(traffic) < wanted && Date.now() < until) await sleep(50)
}
