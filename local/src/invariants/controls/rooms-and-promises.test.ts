import { randomUUID } from 'node:crypto'

import { expect, test } from 'vitest'

import { cards } from '../../../../subgraphs/reservations/src/testing/payments-stand-in.ts'
import { ada } from '../../../../subgraphs/reservations/src/testing/world.ts'
import { bookRoom } from '../../../../subgraphs/reservations/src/use-cases/book-room.ts'
import { rewrite, setStage } from './stage.ts'

// Each protection of rooms, requests and promises is taken off in a system to be thrown away, and must be missed.

const { world, context, broken } = await setStage()

const book = async (roomTypeId: string, idempotencyKey: string = randomUUID(), allotment = 20) => {
  const offerId = await world.offer({ roomTypeId, allotment })
  return () => bookRoom({ offerId, guest: ada, paymentMethodId: cards.good, idempotencyKey }, context())
}
/** So many guests at once, each at another process. */
const rush = async (roomTypeId: string, guests: number, allotment: number) => {
  const ready = await Promise.all(Array.from({ length: guests }, () => book(roomTypeId, randomUUID(), allotment)))
  const answers = await Promise.allSettled(ready.map((go) => go()))
  return answers.filter((one) => one.status === 'fulfilled' && one.value.__typename === 'Reservation').length
}

test('without the row of the key two equal requests are two reservations, and I11 finds them', async () => {
  const twice = async () => {
    const go = await book('keyed', 'one-key-for-both')
    const answers = await Promise.all([go(), go()])
    return new Set(answers.map((answer) => ('id' in answer ? answer.id : answer.__typename))).size
  }
  expect(await twice()).toBe(1)
  expect(await broken('I11')).toBeUndefined()
  await world.sql`delete from idempotency_keys`
  await world.sql`alter table idempotency_keys drop constraint idempotency_keys_operation_scope_key_pk`
  await rewrite(world.sql, 'claim_booking_key', { 'IF NOT FOUND THEN': 'PERFORM pg_sleep(0.05); IF NOT FOUND THEN' })
  expect(await twice()).toBe(2)
  expect(await broken('I11')).toContain('stands for 2 requests')
  await world.sql`delete from idempotency_keys`
  await world.sql`alter table idempotency_keys add primary key (operation, scope, key)`
})

test('without the promise in the transaction, who dies after it leaves a guest without a mail, and I8 finds it', async () => {
  const promised = async (id: string) =>
    (
      await world.sql`select 1 from outbox where job = 'tell-guest-and-hotel' and payload #>> '{recap,reservationId}' = ${id}`
    ).length
  const kept = await (await book('told'))()
  expect(await promised((kept as { id: string }).id)).toBe(1)
  await world.sql.unsafe(`
    create function written_after() returns trigger language plpgsql as $$ begin return null; end $$;
    create trigger written_after before insert on outbox for each row when (new.job = 'tell-guest-and-hotel') execute function written_after()`)
  const lost = await (await book('told'))()
  expect(lost).toMatchObject({ status: 'CONFIRMED' })
  expect(await promised((lost as { id: string }).id)).toBe(0)
  expect(await broken('I8')).toContain('0 times a recap')
  await world.sql`drop trigger written_after on outbox`
})

test('without the lock the constraint stands; without both, rooms are sold that are not there, and I1 finds them', async () => {
  expect(await rush('safe', 16, 5)).toBe(5)
  expect(await broken('I1')).toBeUndefined()
  await rewrite(world.sql, 'take_nights', {
    ' ORDER BY night FOR UPDATE) locked': ') locked',
    'IF counted < wanted THEN RETURN false; END IF;':
      'IF counted < wanted THEN RETURN false; END IF; PERFORM pg_sleep(0.1);',
    ' AND held + sold + p_rooms <= allotment': '',
  })
  expect(await rush('unlocked', 16, 5)).toBeLessThanOrEqual(5)
  expect(await broken('I1')).toBeUndefined()
  await world.sql`alter table room_night drop constraint never_oversold`
  expect(await rush('unguarded', 16, 5)).toBeGreaterThan(5)
  expect(await broken('I1')).toContain('more than its allotment')
})
