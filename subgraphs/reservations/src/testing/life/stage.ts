import { randomUUID } from 'node:crypto'

import type { Viewer } from '@staygraph/subgraph-kit/identity'

import type { Context, Services } from '../../context.ts'
import type { ReservationRow } from '../../database/tables.ts'
import { createTakenRooms } from '../../memory/taken-rooms.ts'
import type { BookRoomInput } from '../../use-cases/book-room.ts'
import { hearPayment } from '../../use-cases/hear-payment.ts'
import { reconcilePartners } from '../../use-cases/reconcile-partners.ts'
import { resumeUnfinished } from '../../use-cases/resume-unfinished.ts'
import { serveWaitingLists } from '../../use-cases/waiting-list/serve-waiting-lists.ts'
import { createClock } from '../clock.ts'
import { Crash } from '../crashes.ts'
import { claimsFor } from '../offers.ts'
import { createPaymentsStandIn } from '../payments-stand-in.ts'
import { createSupplierStandIn } from '../supplier-stand-in.ts'
import { allotment, type Guest, type Stay } from './model.ts'
import { struck, type Strike } from './strikes.ts'
import type { Kind, LifeWorld, Tally } from './tally.ts'

export const roomKinds = ['a', 'b']

/** No answer came: the process died, or our database could not be read. Whoever asked knows nothing. */
export const UNHEARD = 'UNHEARD'

/**
 * The real use cases on the real database, for one life: with a bank and a partner of its own, a clock that goes when it
 * is told to, and dice of its own, so that the same script goes the same way again.
 */
export function createStage(world: LifeWorld, seed: number, tally: Tally) {
  const run = randomUUID()
  const hotelId = `h-${run}`
  const payments = createPaymentsStandIn()
  const { partner, supplier } = createSupplierStandIn()
  const clock = createClock()
  let dice = seed | 1
  const services: Services = {
    ...world.services,
    now: clock.now,
    payments: payments.port,
    suppliers: new Map([['liteapi', supplier]]),
    pause: async (milliseconds) => clock.pass({ milliseconds }),
    takenRooms: createTakenRooms(clock.now),
    factsOf: async (id) =>
      id === hotelId
        ? {
            name: 'Hotel Miramar',
            timeZone: 'Europe/Lisbon',
            roomTypes: roomKinds.map((name) => ({ id: `${run}-${name}`, name, allotment })),
          }
        : null,
    random: () => {
      dice = Math.imul(dice, 48_271) & 0x7fffffff
      return dice / 0x80000000
    },
  }
  const inputs = new Map<Guest, BookRoomInput>()
  const cancelKeys = new Map<Guest, string>()
  const offers = new Map<Guest, string[]>()
  /** Events that payments promised and nobody heard yet, in no order. */
  const mailbag: string[] = []
  const viewer: Viewer = { kind: 'customer', customerId: 'c-ada', email: 'ada@example.com', staffOf: [hotelId] }

  /** Requests on their way to payments, and when they arrive: none after its signed identity ended. */
  const onTheirWay: { at: number; arrive: () => PromiseLike<unknown> }[] = []
  const later = (arrive: () => PromiseLike<unknown>) =>
    void onTheirWay.push({ at: clock.now().getTime() + lateMs, arrive })

  const count = (kind: Kind, what: string) => tally[kind].set(what, (tally[kind].get(what) ?? 0) + 1)

  /** Asks as a guest does, through a process of which one effect may be struck. What else goes wrong is a defect. */
  async function ask<T>(strike: Strike | null, request: (context: Context) => Promise<T>): Promise<T | typeof UNHEARD> {
    clock.pass({ milliseconds: 300 }) // longer than a refusal is remembered
    const { services: mortal } = struck(services, strike, (fault) => count('faults', fault), later)
    try {
      const answer = await request(world.contextOf(viewer, mortal))
      const typed = answer as { __typename?: unknown } | undefined
      if (typeof typed?.__typename === 'string') count('answers', typed.__typename)
      return answer
    } catch (error) {
      if (strike !== null && isSilence(error)) return UNHEARD
      throw error
    }
  }

  const stage = {
    world,
    /** Planted defects, for negative controls. */
    overbooks: false,
    reconciles: true,
    clock,
    services,
    payments,
    partner,
    inputs,
    /** Guests who asked before: their rooms may be held already. */
    asked: new Set<Guest>(),
    cancelKeys,
    mailbag,
    ask,
    count,
    hotelId,
    roomTypeOf: (room: string) => `${run}-${room}`,

    async offer({ rooms, from, to, fee, partner: theirs, price }: Omit<Stay, 'offer'>): Promise<Stay> {
      const claims = claimsFor(
        {
          hotelId: theirs ? 'p-liteapi-lp1' : hotelId,
          supplier: theirs ? { code: 'liteapi', name: 'LiteAPI', offerId: randomUUID() } : null,
          allotment: theirs ? 0 : allotment + (stage.overbooks ? 1 : 0),
          checkIn: june(from),
          checkOut: june(to),
          rooms: rooms.map((room) => ({ adults: 2, childAges: [], roomTypeId: `${run}-${room}`, roomName: room })),
          price,
          cancellation: { freeUntil: null, tiers: fee > 0 ? [{ from: null, fee }] : [] },
        },
        clock.now(),
      )
      return { rooms, from, to, fee, partner: theirs, price: claims.payNow, offer: await world.offerKey.sign(claims) }
    },

    /** Everything we keep of a guest, the oldest first: more than one when they began anew with the same key. */
    rowsOf: (guest: Guest): Promise<ReservationRow[]> => {
      const known = new Set([
        ...(offers.get(guest) ?? []),
        guest.stay.offer,
        ...(guest.wanted ? [guest.wanted.offer] : []),
      ])
      offers.set(guest, [...known])
      return world.records.reservationsOf([...known])
    },

    onTheirWay,
    /** Time passes, and what is on its way arrives. payments tells of what it did when nobody waited. */
    async passUntil(end: number): Promise<void> {
      for (const { at, arrive } of onTheirWay.filter((one) => one.at <= end)) {
        onTheirWay.splice(0, 1)
        if (at > clock.now().getTime()) clock.moveTo(new Date(at).toISOString())
        const known = new Set(payments.payments.keys())
        await arrive()
        for (const [key, { request }] of payments.payments) if (!known.has(key)) mailbag.push(request.reservationId)
      }
      if (end > clock.now().getTime()) clock.moveTo(new Date(end).toISOString())
    },

    /** The sweeper and the reconciler, if something is due: it is taken up at once, statement by statement in turn. */
    async sweep(strike: Strike | null): Promise<void> {
      const due = await world.records.nextDue()
      const is = (at: Date | null) => at !== null && at <= clock.now()
      await ask(strike, async (mortal) => {
        while (is(due.sagas) && (await resumeUnfinished(mortal)));
        while (is(due.waiting) && (await serveWaitingLists(mortal)));
        while (stage.reconciles && is(due.partners) && (await reconcilePartners(mortal)));
      })
    },

    /** One event arrives, and perhaps once more later. */
    async deliver(index: number, again: boolean, strike: Strike | null): Promise<void> {
      const at = index % Math.max(1, mailbag.length)
      const reservationId = mailbag[at]
      if (reservationId === undefined) return
      const heard = await ask(strike, (mortal) => hearPayment({ reservationId }, mortal))
      // What was not heard is delivered again: the queue sees to that.
      if (heard !== UNHEARD && !again) mailbag.splice(at, 1)
    },
  }
  return stage
}
export type Stage = ReturnType<typeof createStage>

const lateMs = 45_000

export const june = (day: number) => `2027-06-${String(day).padStart(2, '0')}`

const isSilence = (error: unknown): boolean => {
  if (error instanceof Crash) return true
  if (typeof error !== 'object' || error === null) return false
  if ('code' in error && error.code === 'CONNECTION_CLOSED') return true
  return 'extensions' in error && (error.extensions as { code?: unknown }).code === 'SUBGRAPH_UNAVAILABLE'
}
