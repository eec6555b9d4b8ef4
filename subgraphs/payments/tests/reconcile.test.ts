import { createLogger } from '@staygraph/subgraph-kit/log'
import { beforeEach, expect, test, vi } from 'vitest'

import { findingsOpen } from '../src/use-cases/reconcile/reconcile-metrics.ts'
import { reconcile } from '../src/use-cases/reconcile/reconcile.ts'
import { openDesk, order } from './desk.ts'

const logger = createLogger('payments', 'silent')
const told = vi.spyOn(logger, 'error')
let ahead = 0
// The bank's clock goes with ours: what it makes is dated as we see it.
const desk = await openDesk({ logger, bank: { clock: () => new Date(Date.now() + ahead) } })
const wait = (ms: number) => {
  ahead += ms
  desk.wait(ms)
}
const { bank, sql, service, take, books } = desk
const { stripe } = service.bank
// Nothing is told: the reconciler alone hears of what is planted at the bank.
bank.setWebhook(null)
beforeEach(() => told.mockClear())

/** Past what is on its way, and past the pause between two rounds. */
const compareNow = async (by = service) => {
  wait(4 * 60_000)
  while (await reconcile(by));
}
const paid = async () => ((await take()) as { paymentId: string }).paymentId
const intentOf = (paymentId: string) =>
  bank.ledger().intents.find((it) => it.metadata['payment_id'] === paymentId)?.id ?? ''
const found = (subject: string) =>
  sql<
    { kind: string; settled: boolean }[]
  >`select kind, settled_at is not null as settled from bank_findings where subject = ${subject}`
const counted = async (kind: string) =>
  (await findingsOpen.get()).values.find(({ labels }) => labels.kind === kind)?.value
const charge = (changes: object = {}) =>
  stripe.paymentIntents.create({
    amount: 47_700,
    currency: 'eur',
    payment_method: 'pm_card_visa',
    confirm: true,
    ...changes,
  })

test('books that agree: nothing is found, and the watermark moves on', async () => {
  const paymentId = await paid()
  await stripe.refunds.create({ payment_intent: (await charge()).id }) // money that came and went
  await compareNow()
  expect(await found(intentOf(paymentId))).toEqual([])
  const marks = await sql<{ reading: string; age: number }[]>`
    select reading, extract(epoch from ${service.now().toISOString()}::timestamptz - compared_until)::float8 as age from reconciliations order by reading`
  expect(marks.map(({ reading }) => reading)).toEqual(['DISPUTES', 'INTENTS', 'REFUNDS'])
  for (const { age } of marks) expect(age).toBeLessThan(130)
})

test('a capture that we did not know is ours: it is taken up by the usual way, with its posting and its event', async () => {
  const { beginPayment } = await import('../src/database/payments.ts')
  const { receipt, ...row } = order()
  const begun = await beginPayment(sql, { ...row, receiptDetails: receipt, legalEntity: 'staygraph' }, 1)
  await charge({ metadata: { payment_id: begun.id } })
  await compareNow()
  expect((await books(begun.id)).ours).toEqual({ bank: 47_700, guest_deposits: -47_700 })
  expect(await desk.told()).toContain(begun.id)
  expect(await sql`select 1 from bank_findings where settled_at is null`).toEqual([])
})

test('a dispute nobody told us of is taken up', async () => {
  const paymentId = await paid()
  await bank.openDispute(intentOf(paymentId))
  await compareNow()
  expect((await books(paymentId)).ours).toEqual({ bank: 0, disputed: 47_700, guest_deposits: -47_700 })
})

test('money of nobody is found, counted, told once at error, and settled when it has gone back', async () => {
  const { id } = await charge({ metadata: { payment_id: '01890000-0000-7000-8000-000000000000' } })
  await compareNow()
  await compareNow(desk.replica())
  expect(await found(id)).toEqual([{ kind: 'PAYMENT_OF_NOBODY', settled: false }])
  expect(told.mock.calls.filter(([about]) => JSON.stringify(about).includes(id))).toHaveLength(1)
  expect(await counted('PAYMENT_OF_NOBODY')).toBe(1)
  await stripe.refunds.create({ payment_intent: id })
  wait(15 * 60_000)
  await compareNow()
  expect(await found(id)).toEqual([{ kind: 'PAYMENT_OF_NOBODY', settled: true }])
  expect(await counted('PAYMENT_OF_NOBODY')).toBe(0)
})

test('a sum taken twice for one payment is found', async () => {
  const paymentId = await paid()
  const { id } = await charge({ metadata: { payment_id: paymentId } })
  await compareNow()
  expect(await found(id)).toEqual([{ kind: 'TAKEN_TWICE', settled: false }])
})

test('a sum that differs is found: what the bank took, and what it gave back', async () => {
  const paymentId = await paid()
  await sql`update payments set amount = amount + 1, refunded = 0 where id = ${paymentId}`
  const refunded = await paid()
  const { refundPayment } = await import('../src/use-cases/refund-payment.ts')
  await refundPayment({ key: `${refunded}:1`, paymentId: refunded, amount: 500, currency: 'EUR', reason: 'x' }, service)
  await sql`update refunds set amount = 501 where payment_id = ${refunded}`
  const [refund] = await sql<
    { bankRefund: string }[]
  >`select bank_refund as "bankRefund" from refunds where payment_id = ${refunded}`
  await compareNow()
  expect(await found(intentOf(paymentId))).toEqual([{ kind: 'AMOUNT_DIFFERS', settled: false }])
  expect(await found(refund?.bankRefund ?? '')).toEqual([{ kind: 'AMOUNT_DIFFERS', settled: false }])
})

test('a refund made at the bank behind our back is found', async () => {
  const paymentId = await paid()
  const { id } = await stripe.refunds.create({ payment_intent: intentOf(paymentId), amount: 700 })
  await compareNow()
  expect(await found(id)).toEqual([{ kind: 'REFUND_OF_NOBODY', settled: false }])
})

test('states that contradict are found: the bank does not know what we captured, or lost what we won', async () => {
  const paymentId = await paid()
  const seen = intentOf(paymentId)
  await sql`update payments set bank_intent = 'pi_gone', created_at = ${service.now().toISOString()} where id = ${paymentId}`
  const won = await paid()
  const dispute = await bank.openDispute(intentOf(won))
  const { hearOfDispute } = await import('../src/use-cases/hear-dispute.ts')
  await hearOfDispute(dispute ?? '', service)
  await sql`update disputes set status = 'WON', closed_at = now() where bank_dispute = ${dispute}`
  await bank.decideDispute(dispute ?? '', 'lost')
  await compareNow()
  expect(await found('pi_gone')).toEqual([{ kind: 'STATE_DIFFERS', settled: false }])
  expect(await found(seen)).toEqual([{ kind: 'TAKEN_TWICE', settled: false }])
  expect(await found(dispute ?? '')).toEqual([{ kind: 'STATE_DIFFERS', settled: false }])
})

test('a dispute about a payment that is not ours is found', async () => {
  const { id } = await charge()
  const dispute = await bank.openDispute(id)
  await compareNow()
  expect(await found(dispute ?? '')).toEqual([{ kind: 'DISPUTE_OF_NOBODY', settled: false }])
})

test('one process a list: of two replicas at once one compares, and when it dies the other goes on after its lease', async () => {
  wait(4 * 60_000)
  const { id } = await charge()
  wait(4 * 60_000)
  await Promise.all([reconcile(service), reconcile(desk.replica())])
  expect(await found(id)).toEqual([{ kind: 'PAYMENT_OF_NOBODY', settled: false }])
  expect(told.mock.calls.filter(([about]) => JSON.stringify(about).includes(id))).toHaveLength(1)

  wait(4 * 60_000)
  await sql`update reconciliations set leased_until = now() + interval '150 milliseconds'`
  const before = await sql`select compared_until from reconciliations order by reading`
  await reconcile(service)
  expect(await sql`select compared_until from reconciliations order by reading`).toEqual(before)
  await new Promise((resolve) => setTimeout(resolve, 200))
  await reconcile(service)
  expect(await sql`select compared_until from reconciliations order by reading`).not.toEqual(before)
})

test('a bank that is away is compared later, from where it was left', async () => {
  const { id } = await charge()
  bank.scenario({ down: true })
  const before = await sql`select compared_until from reconciliations order by reading`
  await compareNow()
  expect(await sql`select compared_until from reconciliations order by reading`).toEqual(before)
  bank.scenario({ down: false })
  await new Promise((resolve) => setTimeout(resolve, 3_500)) // the breaker
  await compareNow()
  expect(await found(id)).toHaveLength(1)
}, 15_000)

test('a crowded time is compared in parts, and nothing of it is passed over', async () => {
  wait(20 * 60_000)
  const first = await charge()
  for (let n = 0; n < 42; n += 1) {
    const unpaid = () => stripe.paymentIntents.create({ amount: 500, currency: 'eur' })
    await Promise.all(Array.from({ length: 25 }, unpaid))
    wait(1_000)
  }
  const last = await charge()
  await compareNow()
  for (const { id } of [first, last]) expect(await found(id)).toEqual([{ kind: 'PAYMENT_OF_NOBODY', settled: false }])
}, 30_000)
