import { mayBecome } from '../../domain/status.ts'
import { look } from './look.ts'
import type { Model } from './model.ts'
import { holds, isOneOf } from './must.ts'
import { roomKinds, type Stage } from './stage.ts'

/** Longer than any hold, lease and wait of a saga; then longer than the partners' books are looked at closely. */
const toRestMinutes = 25
const laterMinutes = 35 * 60
/** A saga that is looked at so often, and does not end, never will. */
const mostRounds = 2_000

/** The faults are over: everybody who was silent speaks, every event arrives, and time passes. */
export async function comeToRest(stage: Stage): Promise<void> {
  const { partner } = stage
  partner.mood = 'BOOKS'
  await untilQuiet(stage, toRestMinutes)
  partner.arrive()
  await untilQuiet(stage, laterMinutes)
}

/** Time goes from one thing that is due to the next. */
async function untilQuiet(stage: Stage, minutes: number): Promise<void> {
  const { clock, payments, world } = stage
  const end = clock.now().getTime() + minutes * 60_000
  for (let round = 0; round < mostRounds; round += 1) {
    for (const { outcome, request } of payments.payments.values())
      if (outcome.status === 'PENDING') payments.bankSays(request.reservationId, 'CAPTURED')
    while (stage.mailbag.length > 0) await stage.deliver(stage.mailbag.length - 1, false, null)
    const due = Object.values(await world.records.nextDue()).flatMap((at) => (at ? [at.getTime()] : []))
    const next = Math.min(...due)
    if (next > end) break
    clock.moveTo(new Date(Math.max(next, clock.now().getTime())).toISOString())
    await stage.sweep(null)
  }
  clock.moveTo(new Date(Math.max(end, clock.now().getTime())).toISOString())
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
      if (belief === 'UNDER_WAY') holds(`${name} in the end`, status, 'EXPIRED')
      holds(`set aside of ${name}, ${status}`, payments.openOf(id), 0)
      kept += payments.keptOf(id)
      const theirs = partner.bookings.get(id)?.status === 'CONFIRMED'
      holds(`the partner's room of ${name}, ${status}`, theirs, supplierCode !== null && status === 'CONFIRMED')
      const steps = await world.records.stepsOf([id])
      for (const [index, { status: to }] of steps.entries()) {
        const from = steps[index - 1]?.status ?? 'HELD'
        if (from === to) continue
        holds(`${name}: ${from} to ${to}`, mayBecome(from, to), true)
        stage.count('transitions', `${from} > ${to}`)
      }
      stage.count('ends', status)
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

/** Counters against the reservations, and against the model, which knows neither. */
export async function expectCounted(model: Model, stage: Stage): Promise<void> {
  const { records } = stage.world
  holds('counters against a recount', await records.recount(), [])
  for (const room of roomKinds)
    for (const { night, held, sold } of await records.counters(stage.roomTypeOf(room)))
      holds(`rooms ${room} of the night of ${night} June`, { held, sold }, { held: 0, sold: model.surely(room, night) })
}
