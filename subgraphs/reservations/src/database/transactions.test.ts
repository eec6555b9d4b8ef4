import { freshDatabase } from '@staygraph/subgraph-kit/testing/database'
import { describe, expect, test } from 'vitest'

import { mayBecome, statuses } from '../domain/status.ts'

const { sql } = await freshDatabase(new URL('../../migrations', import.meta.url), { max: 4 })

const insert = async (status: string) => {
  const [row] = await sql`
    insert into reservations (reference, status, hotel_id, check_in, check_out, currency, total, pay_now,
        offer, guest_given_name, guest_family_name, guest_email, created_at)
      values (gen_random_uuid()::text, ${status}, 'h', '2027-06-12', '2027-06-13', 'EUR', 1, 1, 'o', 'g', 'f', 'e', now())
      returning id`
  return String(row?.['id'])
}

test('the database knows the table of transitions, pair by pair', async () => {
  for (const from of statuses) {
    for (const to of statuses) {
      if (from === to) continue
      const id = await insert(from)
      const moved = await sql`update reservations set status = ${to} where id = ${id}`.then(
        () => true,
        (error: Error & { constraint_name?: string }) => {
          expect(error.constraint_name).toBe('lawful_transition')
          return false
        },
      )
      expect(moved, `${from} to ${to}`).toBe(mayBecome(from, to))
    }
  }
})

describe('whoever writes to the tables', () => {
  test('cannot rewrite what happened', async () => {
    const id = await insert('HELD')
    await sql`insert into reservation_steps (reservation_id, at, status, name, detail) values (${id}, now(), 'HELD', 'NIGHTS_HELD', '{}')`
    await expect(sql`update reservation_steps set name = 'PAID'`).rejects.toThrow('only added to')
    await expect(sql`delete from reservation_steps`).rejects.toThrow('only added to')
  })

  test('cannot sell more than the allotment, nor count below nothing', async () => {
    const night = (held: number, sold: number) =>
      sql`insert into room_night (room_type_id, night, allotment, held, sold) values (gen_random_uuid()::text, '2027-06-12', 2, ${held}, ${sold})`
    await expect(night(1, 2)).rejects.toThrow('never_oversold')
    await expect(night(-1, 0)).rejects.toThrow('never_oversold')
    await expect(night(1, 1)).resolves.toBeDefined()
  })
})

test('nights are locked in order even when half of them were never touched before', async () => {
  const take = (room: string, from: string, to: string) =>
    sql`select take_nights(${room}, ${from}, ${to}, 1, 1000) as taken`
  for (let round = 0; round < 15; round += 1) {
    const room = `sparse-${round}`
    const taken = await Promise.all(
      Array.from({ length: 40 }, (_, index) => {
        const day = 1 + ((index * 5) % 20)
        return take(
          room,
          `2027-08-${String(day).padStart(2, '0')}`,
          `2027-08-${String(day + 1 + (index % 7)).padStart(2, '0')}`,
        )
      }),
    )
    expect(taken.every(([row]) => row?.['taken'] === true)).toBe(true)
  }
})

test('a later figure of a night has the greater revision, whoever is told first', async () => {
  await Promise.all(
    Array.from({ length: 60 }, () =>
      sql.begin(async (tx) => {
        await tx`select take_nights('revised', '2027-09-01', '2027-09-03', 1, 100)`
        await tx`select tell_availability('revised', '2027-09-01', '2027-09-03', '{}')`
      }),
    ),
  )
  const told =
    await sql`select (payload ->> 'revision')::int as revision, (payload -> 'nights' -> 0 ->> 'left')::int as left_over
    from outbox where payload ->> 'roomTypeId' = 'revised' order by 1`
  expect(told.map((row) => row['left_over'])).toEqual(Array.from({ length: 60 }, (_, index) => 99 - index))
})
