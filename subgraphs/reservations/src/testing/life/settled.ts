import { expect } from 'vitest'

import { stepsOf } from '../../database/reservations.ts'
import { mayBecome } from '../../domain/status.ts'
import { recount } from '../recount.ts'
import { look } from './look.ts'
import type { Model } from './model.ts'
import { roomKinds, type Stage } from './stage.ts'

const waits = [30, 60, 90, 700, 90, 90, 60, 60, 60]
const laterLooks = [4 * 60, 3_600, 6 * 3_600, 25 * 3_600]

/** The faults are over: everybody who was silent speaks, every event arrives, and time passes. */
export async function comeToRest(stage: Stage): Promise<void> {
  const { clock, partner, payments } = stage
  partner.mood = 'BOOKS'
  for (const seconds of waits) {
    clock.pass({ seconds })
    await stage.sweep(null)
    for (const { outcome, request } of payments.payments.values())
      if (outcome.status === 'PENDING') payments.bankSays(request.reservationId, 'CAPTURED')
    while (stage.mailbag.length > 0) await stage.deliver(stage.mailbag.length - 1, false, null)
  }
  partner.arrive()
  for (const seconds of laterLooks) {
    clock.pass({ seconds })
    await stage.sweep(null)
  }
}

/** What the books must say in the end, against the plain model: statuses, money, rooms, the partner, the mails. */
export async function expectSettled(model: Model, stage: Stage): Promise<void> {
  const { world, payments, partner } = stage
  for (const guest of model.guests) {
    await look(model, stage, guest)
    const { name, belief, wanted } = guest
    expect(['NOTHING', 'UNDER_WAY', 'BOOKED', 'GIVEN_UP'], `${name} knows in the end`).toContain(belief)
    expect(wanted, `${name} waits for no change`).toBeNull()
    let kept = 0
    for (const row of await stage.rowsOf(guest)) {
      const { id, status, dueAt, owed, supplierCode } = row
      expect({ dueAt, owed }, `${name}, ${status}`).toEqual({ dueAt: null, owed: null })
      if (belief === 'UNDER_WAY') expect(status, `${name} in the end`).toBe('EXPIRED')
      expect(payments.openOf(id), `set aside of ${name}, ${status}`).toBe(0)
      kept += payments.keptOf(id)
      const rooms = partner.bookings.get(id)?.status === 'CONFIRMED'
      expect(rooms, `the partner's room of ${name}, ${status}`).toBe(supplierCode !== null && status === 'CONFIRMED')
      const steps = await stepsOf(world.db, id)
      for (const [index, { status: to }] of steps.entries()) {
        const from = steps[index - 1]?.status ?? 'HELD'
        expect(from === to || mayBecome(from, to), `${name}: ${from} to ${to}`).toBe(true)
      }
    }
    expect(kept, `kept of ${name}, ${belief}`).toBe(guest.kept)
    expect(await mailsOf(stage, guest), `mails to ${name}`).toEqual({
      'send-recap': guest.confirmed,
      'send-cancellation': belief === 'GIVEN_UP' ? 1 : 0,
      'send-refund': guest.returned.length,
    })
  }
  await expectCounted(model, stage)
}

/** Counters against the reservations, and against the model, which knows neither. */
export async function expectCounted(model: Model, stage: Stage): Promise<void> {
  const { world } = stage
  expect(await recount(world.sql)).toEqual([])
  for (const room of roomKinds) {
    const rows = await world.sql<{ night: number; held: number; sold: number }[]>`
      select extract(day from night)::int as night, held, sold from room_night where room_type_id = ${stage.roomTypeOf(room)}`
    for (const { night, held, sold } of rows)
      expect({ held, sold }, `rooms ${room} of the night of ${night} June`).toEqual({
        held: 0,
        sold: model.surely(room, night),
      })
  }
}

async function mailsOf(stage: Stage, guest: Model['guests'][number]): Promise<Record<string, number>> {
  const references = (await stage.rowsOf(guest)).map(({ reference }) => reference)
  const rows = await stage.world.sql<{ job: string; promised: number }[]>`
    select job, count(*)::int as promised from outbox
    where job in ('send-recap', 'send-cancellation', 'send-refund') and (payload::text like any (${references.map((one) => `%"${one}"%`)}::text[]))
    group by job`
  const counted = { 'send-recap': 0, 'send-cancellation': 0, 'send-refund': 0 }
  return { ...counted, ...Object.fromEntries(rows.map(({ job, promised }) => [job, promised])) }
}
