import { reservationOfReference } from '../../domain/partner-reference.ts'
import { mayBecome } from '../../domain/status.ts'
import { look } from './look.ts'
import type { Model } from './model.ts'
import { holds, isOneOf } from './must.ts'
import { roomKinds, type Stage } from './stage.ts'

/** Longer than a hold. Mostly nobody looks in between: a sweeper that was away finds all of it at once. */
const awayMinutes = 11
/** Longer than any hold, lease and wait of a saga. */
const toRestMinutes = 25
/** Two looks at the partners' books; now and then as long as they are looked at closely. */
const laterMinutes = { mostly: 70, sometimes: 35 * 60 }
/** A saga that is looked at so often, and does not end, never will. */
const mostRounds = 2_000

/** The faults are over: everybody who was silent speaks, every event arrives, and time passes. */
export async function comeToRest(stage: Stage): Promise<void> {
  const { partner, services } = stage
  partner.mood = 'BOOKS'
  await untilQuiet(stage, toRestMinutes, services.random() < 0.8)
  partner.arrive()
  // What comes to be long after it was asked for is found by a later look: in the script it may have come just after one.
  await untilQuiet(
    stage,
    partner.arrived > 0 || services.random() < 0.1 ? laterMinutes.sometimes : laterMinutes.mostly,
    false,
  )
}

/** Time goes from one thing that is due to the next. */
async function untilQuiet(stage: Stage, minutes: number, away: boolean): Promise<void> {
  const { clock, payments, world } = stage
  const end = clock.now().getTime() + minutes * 60_000
  if (away) {
    await stage.passUntil(clock.now().getTime() + awayMinutes * 60_000)
    await stage.sweep(null)
  }
  for (let round = 0; round < mostRounds; round += 1) {
    for (const { outcome, request } of payments.payments.values())
      if (outcome.status === 'PENDING') payments.bankSays(request.reservationId, 'CAPTURED')
    while (stage.mailbag.length > 0) await stage.deliver(stage.mailbag.length - 1, false, null)
    const due = Object.values(await world.records.nextDue()).flatMap((at) => (at ? [at.getTime()] : []))
    const next = Math.min(...due, ...stage.onTheirWay.map(({ at }) => at))
    if (next > end) break
    await stage.passUntil(next)
    await stage.sweep(null)
  }
  await stage.passUntil(end)
}

/** What the books must say in the end, against the plain model: statuses, money, rooms, the partner, the mails. */
export async function expectSettled(model: Model, stage: Stage): Promise<void> {
  const { world, payments, partner } = stage
  for (const guest of model.guests) {
    await look(model, stage, guest)
    const { name, belief, wanted } = guest
    isOneOf(`${name} knows in the end`, belief, ['NOTHING', 'UNDER_WAY', 'BOOKED', 'GIVEN_UP'])
    holds(`${name} waits for no change`, wanted, null)
    let kept = 0
    const rows = await stage.rowsOf(guest)
    for (const row of rows) {
      const { id, status, dueAt, owed, supplierCode } = row
      holds(`${name}, ${status}`, { dueAt, owed }, { dueAt: null, owed: null })
      if (belief === 'UNDER_WAY' && row === rows.at(-1)) holds(`${name} in the end`, status, 'EXPIRED')
      holds(`set aside of ${name}, ${status}`, payments.openOf(id), 0)
      kept += payments.keptOf(id)
      const there = [...partner.bookings.values()].filter(
        (booking) => booking.status === 'CONFIRMED' && reservationOfReference(booking.clientReference) === id,
      )
      const should = supplierCode !== null && status === 'CONFIRMED' ? [guest.stay.price] : []
      const prices = there.map(({ price }) => price)
      holds(`the partner's rooms of ${name}, ${status}`, prices, should)
    }
    holds(`kept of ${name}, ${belief}`, kept, guest.kept)
    const { 'send-refund': ofRefunds = 0, ...mails } = await world.records.mailsOf(
      rows.map(({ reference }) => reference),
    )
    const cancelled = belief === 'GIVEN_UP' ? 1 : 0
    holds(`mails to ${name}`, mails, { 'send-recap': guest.confirmed, 'send-cancellation': cancelled })
    // One for each payment that a sum was given back from.
    const { returned, paid } = guest
    const most = returned.length * paid
    holds(`${ofRefunds} mails of refunds to ${name}`, ofRefunds >= returned.length && ofRefunds <= most, true)
  }
  await expectCounted(model, stage)
}

/** Steps that begin a saga. */
const begun: Partial<Record<string, string>> = {
  PAYMENT_BEGUN: 'booking',
  CHANGE_BEGUN: 'change',
  CANCELLATION_ASKED: 'cancellation',
  ROOMS_CANCELLED: 'cancellation of a room',
  STAFF_REFUND: 'refund by staff',
  NO_SHOW: 'no-show',
}

/** Every step that was written is one of the table. */
export async function expectLawful(model: Model, stage: Stage): Promise<void> {
  for (const guest of model.guests)
    for (const { id, status } of await stage.rowsOf(guest)) {
      const steps = await stage.world.records.stepsOf([id])
      for (const [index, { status: to, name }] of steps.entries()) {
        const from = steps[index - 1]?.status ?? 'HELD'
        const begins = begun[name]
        if (begins) stage.count('sagas', begins)
        if (from === to) continue
        holds(`${guest.name}: ${from} to ${to}`, mayBecome(from, to), true)
        stage.count('transitions', `${from} > ${to}`)
      }
      stage.count('ends', status)
    }
}

/** Counters against the reservations, and against the model, which knows neither. */
export async function expectCounted(model: Model, stage: Stage): Promise<void> {
  const { records } = stage.world
  holds('counters against a recount', await records.recount(), [])
  for (const room of roomKinds)
    for (const { night, held, sold } of await records.counters(stage.roomTypeOf(room)))
      holds(`rooms ${room} of the night of ${night} June`, { held, sold }, { held: 0, sold: model.surely(room, night) })
}
