import { randomUUID } from 'node:crypto'

import { describe, expect, test } from 'vitest'

import { bookSystem } from './testing/booked-system.ts'
import type { CopiedSystem } from './testing/copied-system.ts'
import { brokenBy, charge, copyOf } from './testing/planting.ts'
import { bookAtBedbank, bookAtPartner } from './testing/sisters.ts'

// Each invariant is broken in a system of its own, past every guard that would have prevented it, and must be missed by
// exactly that one: so none is blind, and none cries for another's trouble.

const booked = await bookSystem()
const { plain, changed, shared, cancelled, declined, waiting, arrived, absent, partner } = booked.reservations

/** A room held for somebody on a waiting list, counted or not. */
const waits = (until: string, counted: number) => `
  with entry as (insert into waiting_entries (hotel_id, check_in, check_out, state, offer, scope, key, input_hash, joined_at, closes_at, offered_until)
    values ('h1', '2027-06-12', '2027-06-13', 'OFFERED', 'o', 's', 'k', 'h', now(), now(), ${until}) returning id)
  insert into waiting_rooms (entry_id, room_type_id, rooms, allotment) select id, 'r1', 1, 20 from entry;
  update room_night set held = held + ${counted} where night = '2027-06-12'`

describe('rooms', () => {
  test.each([
    ['a night counted once too often', `update room_night set sold = sold + 1 where night = '2027-06-12'`, 'it says'],
    [
      'more rooms sold than there are',
      `alter table room_night drop constraint never_oversold; update room_night set allotment = 0 where night = '2027-06-13'`,
      'more than its allotment',
    ],
    [
      'a room counted by another kind than was booked',
      `update booked_rooms set room_type_id = 'r2' where reservation_id = '${shared}' and n = 1`,
      'say 0 and 1',
    ],
    ['a night that nobody counts', `delete from room_night where night = '2027-06-16'`, 'it says 0 held and 0 sold'],
    ['a room held for who waited, that nobody counts', waits(`now() + interval '2 hours'`, 0), 'waiting lists say'],
    [
      'a freed room kept for nobody in particular, that nobody counts',
      `insert into waiting_kept (room_type_id, night, hotel_id, rooms, kept_at) values ('r1', '2027-06-12', 'h1', 1, now() + interval '5 minutes')`,
      'waiting lists say',
    ],
  ])('I1: %s', async (_, statement, what) => {
    expect(await brokenBy(booked, ({ plant }) => plant('reservations', statement))).toEqual({
      I1: expect.stringContaining(what),
    })
  })

  test.each([
    [
      'a room that was given to two guests',
      `alter table room_stays drop constraint one_at_a_time; insert into room_stays (room_id, kind, reservation_id, n, from_night, to_night, begun_at, begun_by, ended_at)
        select room_id, 'GUEST', '${plain}', 1, from_night, to_night, begun_at, begun_by, begun_at from room_stays where reservation_id = '${arrived}'`,
      'room 101 has two on the night of',
    ],
    [
      'a guest in the house without a room',
      `delete from room_stays where reservation_id = '${arrived}'`,
      'has 0 doors for booked room 1',
    ],
    [
      'a room that was kept by guests who never came',
      `insert into room_stays (room_id, kind, reservation_id, n, from_night, to_night, begun_at, begun_by)
        select room_id, 'GUEST', '${absent}', 1, '2027-09-01', '2027-09-02', begun_at, begun_by from room_stays where reservation_id = '${arrived}'`,
      'still has room 101',
    ],
    [
      'a broken room that is on sale',
      `update room_night set out_of_order = 0, allotment = planned where night = '2027-06-21'`,
      'it says 0 rooms out of order, the doors say 1',
    ],
    [
      'a closed night that is on sale',
      `alter table room_night drop constraint as_planned; update room_night set allotment = 3 where night = '2027-06-25'`,
      'closed, 3 are on sale',
    ],
  ])('I1: %s', async (_, statement, what) => {
    expect(await brokenBy(booked, ({ plant }) => plant('reservations', statement))).toEqual({
      I1: expect.stringContaining(what),
    })
  })

  test('I3: money kept of guests who did not come, beyond the fee', async () => {
    const kinder = `update no_shows set fee = 1 where reservation_id = '${absent}'`
    expect(await brokenBy(booked, ({ plant }) => plant('reservations', kinder))).toEqual({
      I3: expect.stringContaining('the reservation is NO_SHOW'),
    })
  })

  test('I1: a room that the partner keeps for nobody', async () => {
    const nobody = randomUUID()
    expect(await brokenBy(booked, async (system) => bookAtPartner(await system.partner(), nobody))).toEqual({
      I1: expect.stringContaining(`${nobody}: the partner keeps a room`),
    })
  })

  test('I1: a room that the second partner keeps for a reservation made at the first', async () => {
    expect(await brokenBy(booked, async (system) => bookAtBedbank(await system.bedbank(), partner))).toEqual({
      I1: expect.stringContaining(`${partner}: the partner keeps a room`),
    })
  })

  test('I1: a stay that was exchanged at the partner, and the old room kept there', async () => {
    const keptBoth = async (system: CopiedSystem) => bookAtPartner(await system.partner(), `${partner}-1`)
    expect(await brokenBy(booked, keptBoth)).toEqual({ I1: expect.stringContaining('has 2 bookings of it') })
  })

  test('I10: a hold that ended 90 s ago and still counts', async () => {
    const hold = `update reservations set hold_expires_at = now() + interval '110 seconds' where id = '${waiting}'`
    expect(await brokenBy(booked, ({ plant }) => plant('reservations', hold))).toEqual({
      I10: expect.stringContaining('which ended at'),
    })
  })

  test.each([
    ['a room held for who waited, and did not book in time', waits(`now() + interval '110 seconds'`, 1), 'which ended'],
    [
      'a freed room that was never dealt to who waits',
      `insert into waiting_kept (room_type_id, night, hotel_id, rooms) values ('r1', '2027-06-12', 'h1', 1);
        update room_night set held = held + 1 where night = '2027-06-12'`,
      'a freed room (kept for the waiting list)',
    ],
  ])('I10: %s', async (_, statement, what) => {
    expect(await brokenBy(booked, ({ plant }) => plant('reservations', statement))).toEqual({
      I10: expect.stringContaining(what),
    })
  })

  test.each([
    [
      'a step outside the table',
      `update reservation_steps set status = 'FAILED' where status = 'AWAITING_PAYMENT' and reservation_id = '${plain}'`,
      'it went from FAILED to CONFIRMED',
    ],
    [
      'a state that nobody logged',
      `delete from reservation_steps where status = 'CANCELLED' and reservation_id = '${cancelled}'`,
      'its log says CANCELLING',
    ],
    [
      'a guard that was switched off',
      'alter table reservations disable trigger lawful_transition',
      'the guard is switched off',
    ],
    [
      'a guard of closed nights that was switched off',
      'alter table room_night disable trigger keep_closed',
      'the guard is switched off',
    ],
  ])('I13: %s', async (_, statement, what) => {
    expect(await brokenBy(booked, ({ plant }) => plant('reservations', statement))).toEqual({
      I13: expect.stringContaining(what),
    })
  })

  test.each([
    ['a booking that waits for its partner', copyOf(declined, `'AUTHORIZED'`, `'liteapi'`), 'is AUTHORIZED'],
    ['a debt that nobody settles', `update reservations set owed = 'SETTLE' where id = '${declined}'`, 'owes SETTLE'],
  ])('I15: %s', async (_, statement, what) => {
    expect(await brokenBy(booked, ({ plant }) => plant('reservations', statement))).toEqual({
      I15: expect.stringContaining(what),
    })
  })

  test('I15: a question to the bank that was never answered', async () => {
    const open = `insert into payments select (p).* from (select jsonb_populate_record(p, '{"id": "${randomUUID()}", "key": "${declined}:pay:2", "status": "PENDING", "bank_intent": null}') as p from payments p where reservation_id = '${declined}') x`
    expect(await brokenBy(booked, ({ plant }) => plant('payments', open))).toEqual({
      I15: expect.stringContaining('is PENDING'),
    })
  })
})

describe('money', () => {
  const captured = (reservation: string) => `status = 'CAPTURED' and reservation_id = '${reservation}'`

  test('I2: a guest who paid another sum than the offer says', async () => {
    const swap = `update reservations set offer = (select offer from reservations where id = '${changed}') where id = '${plain}'`
    expect(await brokenBy(booked, ({ plant }) => plant('reservations', swap))).toEqual({
      I2: expect.stringContaining('were captured for'),
    })
  })

  test.each([
    [
      'a room cancelled without what it gave back',
      `update booked_rooms set fee = 0 where reservation_id = '${shared}'`,
      'are kept in',
    ],
    [
      'a room still charged that was cancelled',
      `update reservations set pay_now = pay_now + 1 where id = '${shared}'`,
      'the rooms of its offer say',
    ],
  ])('I2: %s', async (_, statement, what) => {
    expect(await brokenBy(booked, ({ plant }) => plant('reservations', statement))).toEqual({
      I2: expect.stringContaining(what),
    })
  })

  test('I2: a guest who paid twice for one room', async () => {
    expect(await brokenBy(booked, (system) => system.pay(plain, 2))).toEqual({
      I2: expect.stringContaining('are kept in 2 payments'),
    })
  })

  test.each([
    ['a booking that came to nothing', declined],
    ['no reservation at all', randomUUID()],
    ['a stay that was cancelled without a fee', cancelled],
  ])('I3: money kept for %s', async (_, reservation) => {
    expect(await brokenBy(booked, (system) => system.pay(reservation, 2))).toEqual({
      I3: expect.stringContaining('minor units are kept'),
    })
  })

  test('I4: a charge at the bank that payments does not know', async () => {
    expect(await brokenBy(booked, (system) => charge(system, { 'metadata[payment_id]': randomUUID() }))).toEqual({
      I4: expect.stringContaining('for a payment that we do not know'),
    })
  })

  test('I4: a sum that the bank keeps aside for nobody', async () => {
    const held = { capture_method: 'manual', 'metadata[payment_id]': randomUUID() }
    expect(await brokenBy(booked, (system) => charge(system, held))).toEqual({
      I4: expect.stringContaining('the bank set aside'),
    })
  })

  test.each([
    [
      'a refund that the bank never made',
      `update payments set refunded = 100 where ${captured(plain)}; insert into refunds (key, payment_id, amount, reason, status, bank_refund) select '${plain}:refund:1', id, 100, 'a mistake', 'SUCCEEDED', 're_nowhere' from payments where ${captured(plain)}`,
      'not by the bank',
    ],
    [
      'another sum in the ledger than was captured',
      `update ledger_entries set amount = amount + 1 * sign(amount)::int`,
      'is posted to the account bank',
    ],
    [
      'a capture that was never posted',
      `delete from ledger_entries where transaction_id = (select id from ledger_transactions where kind = 'CAPTURE' limit 1); delete from ledger_transactions t where not exists (select from ledger_entries where transaction_id = t.id)`,
      'nothing is posted',
    ],
  ])('I4: %s', async (_, statement, what) => {
    expect(await brokenBy(booked, ({ plant }) => plant('payments', statement))).toEqual({
      I4: expect.stringContaining(what),
    })
  })

  test.each([
    [
      'an entry without its opposite',
      `insert into ledger_entries select id, 'fees', 100, 'EUR' from ledger_transactions limit 1`,
      'it sums to 100 EUR',
    ],
    [
      'a posting without entries',
      `insert into ledger_transactions (kind, payment_id, subject) select 'NOTHING', id, id from payments limit 1`,
      'it has no entries',
    ],
  ])('I5: %s', async (_, statement, what) => {
    expect(await brokenBy(booked, ({ plant }) => plant('payments', statement))).toEqual({
      I5: expect.stringContaining(what),
    })
  })

  test.each([{}, { ends: 'won' }, { ends: 'lost' }] as const)(
    'a dispute that payments knows breaks nothing: %o',
    async (end) => {
      expect(await brokenBy(booked, (system) => system.dispute(plain, { heard: true, ...end }))).toEqual({})
    },
  )

  test.each([
    ['I2', 'paid twice for one room', plain, '94200 EUR are kept in 2 payments', '47700 EUR are kept'],
    ['I3', 'paid for a booking that came to nothing', declined, '47700 minor units are kept', null],
  ])(
    '%s: a guest who %s and disputes it: in vain the money is still kept, else it is theirs',
    async (name, _, of, what, left) => {
      const disputed = (ends: 'won' | 'lost' | null) => async (system: CopiedSystem) => {
        await system.pay(of, 2)
        await system.dispute(of, { heard: true, ...(ends && { ends }) })
      }
      const kept = { [name]: expect.stringContaining(what) }
      expect(await brokenBy(booked, disputed('won')), 'the bank decided for us').toEqual(kept)
      expect(await brokenBy(booked, disputed(null)), 'the bank has not decided').toEqual(kept)
      const found = await brokenBy(booked, disputed('lost'))
      expect(Object.keys(found), 'the bank decided for the guest').toEqual(left === null ? [] : [name])
      expect(found[name] ?? '').toContain(left ?? '')
    },
  )

  test('I4: a dispute that payments never heard of', async () => {
    expect(await brokenBy(booked, (system) => system.dispute(plain, { heard: false }))).toEqual({
      I4: expect.stringContaining('and our books none'),
    })
  })

  test.each([
    [
      'lost at the bank and won in our books',
      `update disputes set status = 'WON'`,
      'the bank says lost, our books WON',
    ],
    ['about another sum', `update disputes set amount = amount + 1, covered = covered + 1`, 'our books say'],
    [
      'that the bank knows nothing of',
      `insert into disputes (bank_dispute, payment_id, amount, currency, reason, status, opened_at) select 'du_nowhere', id, 1, currency, 'general', 'INQUIRY', now() from payments where ${captured(plain)}`,
      'that the bank does not know',
    ],
  ])('I4: a dispute %s', async (_, statement, what) => {
    const planted = async (system: CopiedSystem) => {
      await system.dispute(plain, { heard: true, ends: 'lost' })
      await system.plant('payments', statement)
    }
    expect(await brokenBy(booked, planted)).toMatchObject({ I4: expect.stringContaining(what) })
  })

  test('I5: a disputed sum that the ledger holds as the guest’s', async () => {
    const planted = async (system: CopiedSystem) => {
      await system.dispute(plain, { heard: true, ends: 'lost' })
      const moved = `update ledger_entries set account = 'disputes' where account = 'dispute_losses'`
      await system.plant('payments', moved)
    }
    expect(await brokenBy(booked, planted)).toEqual({ I5: expect.stringContaining('the disputes say 0 and') })
  })

  test('I6: a guest who keeps the sum by a lost dispute and is to get it back once more', async () => {
    const planted = async (system: CopiedSystem) => {
      await system.dispute(plain, { heard: true, ends: 'lost' })
      await system.plant(
        'payments',
        `update payments set refunded = 100 where ${captured(plain)}; insert into refunds (key, payment_id, amount, reason, created_at) select '${plain}:refund:1', id, 100, 'a mistake', now() + interval '190 seconds' from payments where ${captured(plain)}`,
      )
    }
    expect(await brokenBy(booked, planted)).toEqual({ I6: expect.stringContaining('kept by disputes') })
  })

  test('I6: more promised back than was taken', async () => {
    const promised = `insert into refunds (key, payment_id, amount, reason, created_at) select '${plain}:refund:1', id, amount + 1, 'a mistake', now() + interval '190 seconds' from payments where ${captured(plain)}`
    expect(await brokenBy(booked, ({ plant }) => plant('payments', promised))).toEqual({
      I6: expect.stringContaining('are given back'),
    })
  })
})
