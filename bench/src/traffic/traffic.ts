import { setTimeout as sleep } from 'node:timers/promises'

import { createDice } from '../dice.ts'
import { type Booking, isEnded, newest } from './booking.ts'
import { type Graph, openGraph } from './graph.ts'
import { type Action, createGuest, type Guest } from './guest.ts'
import { createOffers, type Offers } from './offers.ts'

export interface TrafficOptions {
  gateway: string
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
  book: 48,
  again: 8,
  otherInput: 3,
  lookUp: 10,
  cancel: 11,
  change: 8,
  papers: 3,
  crowd: 0.4,
  line: 5,
}

/** Mixed honest guests at the public gateway, until they are stopped. */
export const startTraffic = ({ gateway, seed, guests, thinkMs, someLeave = true }: TrafficOptions): Traffic => {
  const graph = openGraph(gateway)
  const counts = new Map<string, number>()
  const count = (what: string) => void counts.set(what, (counts.get(what) ?? 0) + 1)
  const bookings: Booking[] = []
  let going = true
  const offers = createOffers(graph, createDice(seed))
  const shared = { graph, offers, bookings, count, someLeave }

  const live = async (dice: ReturnType<typeof createDice>) => {
    const guest = createGuest({ ...shared, dice, going: () => going })
    await sleep(dice.roll() * thinkMs)
    while (going) {
      const action = dice.weighted(weights)
      count(`did ${action}`)
      await guest.act(action)
      await sleep(dice.gap(thinkMs))
    }
  }
  const lives = Promise.all(Array.from({ length: guests }, (_, at) => live(createDice(seed * 1_000 + at))))
  lives.catch(() => undefined) // told by stop

  /** Of the wishes without an answer that says what they came to. */
  const open = (booking: Booking) =>
    !isEndedOrGivenUp(booking) ||
    booking.cancel?.unknown === true ||
    booking.change?.unknown === true ||
    stillMoves(booking)

  return {
    bookings,
    graph,
    counts,
    offers,
    guest: createGuest({ ...shared, dice: createDice(seed), going: () => true }),
    stop: async () => {
      going = false
      await lives
    },
    finish: async (deadline) => {
      const guest = createGuest({ ...shared, dice: createDice(seed), going: () => Date.now() < deadline })
      const left = bookings.filter(open)
      const workers = Array.from({ length: 8 }, async () => {
        for (let booking = left.pop(); booking; booking = left.pop()) {
          while (Date.now() < deadline && open(booking)) {
            if (booking.cancel?.unknown || isMoving(booking.cancel))
              await guest.pursueWish('cancelReservation', booking.cancel!)
            if (booking.change?.unknown || isMoving(booking.change))
              await guest.pursueWish('changeStay', booking.change!)
            if (!isEndedOrGivenUp(booking))
              await (someLeave ? guest.ask(booking) : guest.pursue(booking, { patience: 3 }))
            if (open(booking)) await sleep(1_000)
          }
        }
      })
      await Promise.all(workers)
      return bookings.filter(open).length
    },
    close: () => graph.close(),
  }
}

/** A guest who was told to try again later may leave it at that: nothing was charged. */
const isEndedOrGivenUp = (booking: Booking) => isEnded(booking) || (booking.told.length === 0 && !booking.unknown)

const isMoving = (wish: Booking['cancel'] | Booking['change']): boolean => {
  const { status, redirectUrl } = (wish && newest(wish)) ?? {}
  return status === 'MODIFYING' || status === 'CANCELLING' || redirectUrl !== undefined
}
const stillMoves = ({ cancel, change }: Booking) => isMoving(cancel) || isMoving(change)

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
