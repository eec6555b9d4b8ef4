import { randomUUID } from 'node:crypto'

import { expect, test } from 'vitest'

import { settlePayment } from '../../../../subgraphs/payments/src/database/payments.ts'
import { news } from '../../../../subgraphs/payments/src/domain/bank-news.ts'
import { order } from '../../../../subgraphs/payments/tests/order.ts'
import { ada } from '../../../../subgraphs/reservations/src/testing/world.ts'
import { bookRoom } from '../../../../subgraphs/reservations/src/use-cases/book-room.ts'
import { paymentsOver } from '../testing/sisters.ts'
import { rewrite, setStage, without } from './stage.ts'

// Each protection of the money is taken off in a system to be thrown away, and must be missed.

const stage = await setStage()
const { world, bank, service, books, context, broken } = stage

const chargesOf = async (reservationId: string) => {
  type Ledger = { intents: { id: string; metadata: Record<string, string> }[]; charges: { intent: string }[] }
  const ledger = (await (await fetch(`${bank.url}/_sandbox/ledger`)).json()) as Ledger
  const ids = ledger.intents.filter(({ metadata }) => metadata['reservation_id'] === reservationId).map(({ id }) => id)
  return ledger.charges.filter(({ intent }) => ids.includes(intent)).length
}

test('a hold that ends without heed of a payment under way keeps money without a room, and I3 finds it', async () => {
  const { payments } = stage
  Object.assign(service, { patienceMs: 50 })
  bank.scenario({ slowCardMs: 600 })
  const begin = async () => {
    const offerId = await world.offer({ roomTypeId: `late-${randomUUID()}` })
    const input = { offerId, guest: ada, paymentMethodId: 'pm_card_slow', idempotencyKey: randomUUID() }
    const answer = await bookRoom(input, context())
    expect(answer).toMatchObject({ __typename: 'Reservation', status: 'AWAITING_PAYMENT' })
    return (answer as { id: string }).id
  }
  const statusOf = async (id: string) =>
    (await world.sql<{ status: string }[]>`select status from reservations where id = ${id}`)[0]?.status

  const heeded = await begin()
  world.clock.pass({ minutes: 11 })
  await world.sweep({ payments })
  expect(await statusOf(heeded), 'not given away while the bank may charge it').toBe('AWAITING_PAYMENT')
  await service.underWay.drain()
  world.clock.pass({ minutes: 1 })
  await world.sweep({ payments })
  expect(await statusOf(heeded)).toBe('CONFIRMED')
  expect(await broken('I3')).toBeUndefined()

  const ignored = await begin()
  await world.sql.unsafe(`set session_replication_role = replica;
    update reservations set status = 'EXPIRED', owed = null, due_at = null where id = '${ignored}';
    update room_night set held = 0 where room_type_id like 'late-%';
    set session_replication_role = origin`)
  await service.underWay.drain()
  world.clock.pass({ minutes: 11 })
  await world.sweep({ payments })
  expect(await chargesOf(ignored)).toBe(1)
  expect(await broken('I3')).toBeDefined()
  Object.assign(service, { patienceMs: 5_000 })
})

test('without the bank’s idempotency key a reply that is lost is a second charge, and I4 misses the match', async () => {
  const pay = async (through: typeof bank) => {
    const { payments } = paymentsOver(service, through)
    const mine = order()
    bank.scenario({ reply: 'drop', times: 1 })
    expect(await payments.take(mine)).toMatchObject({ status: 'CAPTURED' })
    return chargesOf(mine.reservationId)
  }
  expect(await pay(bank)).toBe(1)
  expect(await broken('I4')).toBeUndefined()
  expect(await pay(await without('idempotency-key', bank))).toBe(2)
  expect(await broken('I4')).toBeDefined()
})

test('with the events of the bank believed as often as they come, a capture is posted twice, and I14 finds it', async () => {
  const mine = order()
  const taken = await stage.payments.take(mine)
  expect(taken).toMatchObject({ status: 'CAPTURED' })
  const { paymentId } = taken as { paymentId: string }
  const hearAgain = () => settlePayment(books, paymentId, news('CAPTURED'), { tell: false, now: new Date() })
  await hearAgain()
  expect(await broken('I14')).toBeUndefined()
  await rewrite(books, 'settle_payment', { 'IF NOT payment_may_become(p.status, p_status) THEN': 'IF false THEN' })
  await expect(hearAgain(), 'the ledger refuses it once more').rejects.toThrow(/ledger_posted_once|may not/)
  await books.unsafe(`alter table ledger_transactions drop constraint ledger_posted_once;
    set session_replication_role = replica;
    select settle_payment('${paymentId}', 'CAPTURED', null, null, null, null, null, null, null, false, now());
    set session_replication_role = origin`)
  expect(await broken('I14')).toContain('posted 2 times')
})
