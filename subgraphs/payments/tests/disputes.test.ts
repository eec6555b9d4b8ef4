import fc from 'fast-check'
import Stripe from 'stripe'
import { beforeEach, expect, test } from 'vitest'

import { lookAtOpenDisputes } from '../src/use-cases/hear-dispute.ts'
import { refundPayment, settleOpenRefunds } from '../src/use-cases/refund-payment.ts'
import { openDesk, order } from './desk.ts'

const desk = await openDesk({ bank: { disputeOpensAfterMs: 30 } })
const { bank, sql, service, take, books } = desk
beforeEach(() => {
  bank.scenario({ webhooks: 'normal', reply: 'normal', times: null })
  desk.tellEvents()
})

const paid = async (paymentMethodId = 'pm_card_visa') =>
  ((await take({ paymentMethodId })) as { paymentId: string }).paymentId
const intentOf = (paymentId: string) =>
  bank.ledger().intents.find((it) => it.metadata['payment_id'] === paymentId)?.id ?? ''
const openDispute = async (paymentId: string, about: Parameters<typeof bank.openDispute>[1] = {}) => {
  const id = await bank.openDispute(intentOf(paymentId), about)
  if (!id) throw new Error('nothing was disputed')
  return id
}
const refund = (paymentId: string, amount: number, n = 1, by = service) =>
  refundPayment({ key: `${paymentId}:refund:${n}`, paymentId, amount, currency: 'EUR', reason: 'Cancelled' }, by)
const statesOf = async (paymentId: string) =>
  (await sql<{ status: string }[]>`select status from disputes where payment_id = ${paymentId} order by id`).map(
    (it) => it.status,
  )
const toldOf = async (paymentId: string) =>
  (
    await sql<{ status: string; covered: number }[]>`
      select payload ->> 'status' as status, (payload ->> 'covered')::int as covered from outbox
      where job = 'payment-disputed' and payload ->> 'paymentId' = ${paymentId} order by id`
  ).map(({ status, covered }) => [status, covered])
const refundedAtBank = (paymentId: string) =>
  bank.ledger().intents.find((it) => it.id === intentOf(paymentId))?.refunded
const disputed = async (paymentId: string, about = {}) => {
  const id = await openDispute(paymentId, about)
  await expect.poll(() => statesOf(paymentId)).toEqual(['OPEN'])
  return id
}

test('a charge the cardholder disputes: the sum leaves our account at the bank, and reservations hears of it', async () => {
  const paymentId = await paid('pm_card_createDispute')
  await expect.poll(() => statesOf(paymentId)).toEqual(['OPEN'])
  expect((await books(paymentId)).ours).toEqual({ bank: 0, disputed: 47_700, guest_deposits: -47_700 })
  expect(await toldOf(paymentId)).toEqual([['OPEN', 0]])
})

test('won, the sum is ours again; lost, it is the guest’s; both sum to zero and are told once', async () => {
  const [kept, lost] = [await paid(), await paid()]
  await bank.decideDispute(await disputed(kept), 'won')
  await bank.decideDispute(await disputed(lost), 'lost')
  await expect.poll(() => statesOf(kept)).toEqual(['WON'])
  await expect.poll(() => statesOf(lost)).toEqual(['LOST'])
  expect((await books(kept)).ours).toEqual({ bank: 47_700, disputed: 0, guest_deposits: -47_700 })
  expect((await books(lost)).ours).toEqual({ bank: 0, disputed: 0, dispute_losses: 47_700, guest_deposits: -47_700 })
  expect(await toldOf(kept)).toEqual([['OPEN', 0], ['WON', 0]]) // prettier-ignore
  expect(await toldOf(lost)).toEqual([['OPEN', 0], ['LOST', 0]]) // prettier-ignore
})

test('events doubled and shuffled end in the same state as if they had come once and in order', async () => {
  bank.scenario({ webhooks: 'shuffled', webhookDelayMs: 200 })
  const payments = await Promise.all(Array.from({ length: 6 }, () => paid()))
  const opened = await Promise.all(payments.map((it) => openDispute(it)))
  bank.scenario({ webhooks: 'doubled' })
  await Promise.all(opened.map((id, n) => bank.decideDispute(id, n % 2 ? 'won' : 'lost')))
  await expect
    .poll(() => Promise.all(payments.map(statesOf)), { timeout: 5_000 })
    .toEqual(payments.map((_, n) => [n % 2 ? 'WON' : 'LOST']))
  // The late ones of what was told before the end: heard, and nothing is posted again.
  await new Promise((resolve) => setTimeout(resolve, 300))
  for (const [n, paymentId] of payments.entries()) {
    expect((await books(paymentId)).ours).toEqual(
      n % 2
        ? { bank: 47_700, disputed: 0, guest_deposits: -47_700 }
        : { bank: 0, disputed: 0, dispute_losses: 47_700, guest_deposits: -47_700 },
    )
  }
})

test('without any event an open dispute is looked at every hour', async () => {
  const paymentId = await paid()
  const id = await disputed(paymentId)
  bank.setWebhook(null)
  await bank.decideDispute(id, 'lost')
  await lookAtOpenDisputes(service)
  expect(await statesOf(paymentId)).toEqual(['LOST'])
})

test('an event with the right signature but a false story changes nothing: what counts is what the bank says when asked', async () => {
  const paymentId = await paid()
  const id = await disputed(paymentId)
  const story = JSON.stringify({
    id: 'evt_dispute_story',
    object: 'event',
    type: 'charge.dispute.closed',
    data: { object: { id, object: 'dispute', status: 'won', amount: 1, payment_intent: intentOf(paymentId) } },
  })
  const signature = new Stripe('sk_x').webhooks.generateTestHeaderString({
    payload: story,
    secret: 'whsec_for_the_tests',
  })
  const headers = { 'content-type': 'application/json', 'stripe-signature': signature }
  expect((await fetch(`${desk.url}/webhooks/bank`, { method: 'POST', headers, body: story })).status).toBe(200)
  expect(await statesOf(paymentId)).toEqual(['OPEN'])
  expect((await books(paymentId)).ours).toMatchObject({ bank: 0, disputed: 47_700 })
})

test('a refund that meets an open dispute waits; lost, the guest has it already: nothing is paid, and the credit note is written', async () => {
  const paymentId = await paid()
  const id = await disputed(paymentId)
  expect(await refund(paymentId, 47_700)).toMatchObject({ status: 'WAITING' })
  expect(await refund(paymentId, 1, 2)).toEqual({ status: 'EXCEEDS' })
  desk.wait(5_000)
  await settleOpenRefunds(service)
  expect(await refund(paymentId, 47_700)).toMatchObject({ status: 'WAITING' })
  await bank.decideDispute(id, 'lost')
  await expect.poll(() => toldOf(paymentId)).toContainEqual(['LOST', 47_700])
  await settleOpenRefunds(service)
  expect(await refund(paymentId, 47_700)).toMatchObject({ status: 'SUCCEEDED' })
  expect(refundedAtBank(paymentId)).toBe(0)
  expect((await books(paymentId)).ours).toEqual({ bank: 0, disputed: 0, dispute_losses: 0, guest_deposits: 0 })
  await desk.number()
  expect(
    await sql`select 1 from credit_notes c join refunds r on r.id = c.refund_id where r.payment_id = ${paymentId}`,
  ).toHaveLength(1)
})

test('a refund that meets an open dispute waits; won, it is paid, once', async () => {
  const paymentId = await paid()
  const id = await disputed(paymentId)
  expect(await refund(paymentId, 7_700)).toMatchObject({ status: 'WAITING' })
  await bank.decideDispute(id, 'won')
  await expect.poll(() => statesOf(paymentId)).toEqual(['WON'])
  desk.wait(5_000)
  await Promise.all([settleOpenRefunds(service), settleOpenRefunds(desk.replica()), refund(paymentId, 7_700)])
  expect(await refund(paymentId, 7_700)).toMatchObject({ status: 'SUCCEEDED' })
  expect(refundedAtBank(paymentId)).toBe(7_700)
  expect((await books(paymentId)).ours).toEqual({ bank: 40_000, disputed: 0, guest_deposits: -40_000 })
})

test('what was lost before a refund is asked for counts towards it; only the rest is paid', async () => {
  const paymentId = await paid()
  await bank.decideDispute(await disputed(paymentId, { amount: 30_000 }), 'lost')
  await expect.poll(() => statesOf(paymentId)).toEqual(['LOST'])
  expect(await refund(paymentId, 20_000)).toMatchObject({ status: 'SUCCEEDED' })
  expect(refundedAtBank(paymentId)).toBe(0)
  expect(await refund(paymentId, 27_700, 2)).toMatchObject({ status: 'SUCCEEDED' })
  expect(refundedAtBank(paymentId)).toBe(17_700)
  expect((await books(paymentId)).ours).toEqual({ bank: 0, disputed: 0, dispute_losses: 0, guest_deposits: 0 })
})

test('a refund refused by the bank because of a dispute nobody told us of: the dispute is taken up, and the refund waits', async () => {
  const paymentId = await paid()
  bank.setWebhook(null)
  const id = await openDispute(paymentId)
  expect(await refund(paymentId, 47_700)).toMatchObject({ status: 'WAITING' })
  expect(await statesOf(paymentId)).toEqual(['OPEN'])
  await bank.decideDispute(id, 'won')
  desk.wait(3_600_000)
  await lookAtOpenDisputes(service)
  desk.wait(5_000)
  await settleOpenRefunds(service)
  desk.wait(-3_600_000)
  expect(await refund(paymentId, 47_700)).toMatchObject({ status: 'SUCCEEDED' })
  expect(refundedAtBank(paymentId)).toBe(47_700)
})

test('a dispute that is heard of before the capture is: the capture is found first', async () => {
  const { beginPayment } = await import('../src/database/payments.ts')
  const { receipt, ...row } = order()
  const begun = await beginPayment(sql, { ...row, receiptDetails: receipt, legalEntity: 'staygraph' }, 60_000)
  // As if the process had died between the bank's yes and our books.
  const taken = await service.bank.stripe.paymentIntents.create(
    {
      amount: row.amount,
      currency: 'eur',
      payment_method: 'pm_card_visa',
      confirm: true,
      metadata: { payment_id: begun.id },
    },
    { idempotencyKey: row.key },
  )
  await bank.openDispute(taken.id)
  await expect.poll(() => statesOf(begun.id)).toEqual(['OPEN'])
  expect((await books(begun.id)).ours).toEqual({ bank: 0, disputed: 47_700, guest_deposits: -47_700 })
})

type Step = { act: 'dispute' | 'won' | 'lost' | 'refund' | 'sweep'; amount: number }
const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom('dispute', 'won', 'lost', 'refund', 'refund', 'sweep'),
  amount: fc.integer({ min: 1, max: 47_700 }),
})

test('whatever is disputed, decided and refunded: the guest never has more back than was taken, and both ledgers agree', async () => {
  bank.setWebhook(null)
  let waited = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 9 }), async (steps) => {
      const paymentId = await paid()
      let n = 0
      for (const { act, amount } of steps) {
        const open = bank
          .ledger()
          .disputes.find((it) => it.intent === intentOf(paymentId) && it.status === 'needs_response')
        if (act === 'dispute')
          await bank.openDispute(intentOf(paymentId), { amount: Math.min(amount, leftAtBank(paymentId)) })
        if (act === 'refund') waited += (await refund(paymentId, amount, (n += 1))).status === 'WAITING' ? 1 : 0
        if ((act === 'won' || act === 'lost') && open) await bank.decideDispute(open.id, act)
        if (act === 'sweep') await sweepAll()
      }
      for (const it of bank.ledger().disputes)
        if (it.status === 'needs_response') await bank.decideDispute(it.id, 'won')
      for (let times = 0; times < 3; times += 1) await sweepAll()
      const theirs = bank.ledger().intents.find((it) => it.id === intentOf(paymentId))
      const kept = bank
        .ledger()
        .disputes.filter((it) => it.intent === intentOf(paymentId))
        .reduce((sum, it) => sum + it.withdrawn, 0)
      expect((theirs?.refunded ?? 0) + kept).toBeLessThanOrEqual(47_700)
      const { ours } = await books(paymentId)
      expect(ours['bank']).toBe(47_700 - (theirs?.refunded ?? 0) - kept)
      expect(ours['disputed'] ?? 0).toBe(0)
      const [owed] = await sql<
        { sum: number }[]
      >`select coalesce(sum(amount), 0)::int as sum from refunds where payment_id = ${paymentId} and status = 'SUCCEEDED'`
      expect(ours['guest_deposits']).toBe(-47_700 + (owed?.sum ?? 0))
      expect(await sql`select status from refunds where payment_id = ${paymentId} and status <> 'SUCCEEDED'`).toEqual(
        [],
      )
    }),
    { numRuns: Number(process.env['DISPUTE_RUNS'] ?? 25) },
  )
  // Some refund must have met a dispute, or this proves nothing.
  expect(waited).toBeGreaterThan(0)
}, 60_000)

const leftAtBank = (paymentId: string) => {
  const intent = bank.ledger().intents.find((it) => it.id === intentOf(paymentId))
  return Math.max(1, (intent?.captured ?? 0) - (intent?.refunded ?? 0))
}
async function sweepAll() {
  desk.wait(3_600_000)
  const opened = bank.ledger().disputes.map((it) => it.id)
  const { hearOfDispute } = await import('../src/use-cases/hear-dispute.ts')
  for (const id of opened.slice(-2)) await hearOfDispute(id, service)
  await lookAtOpenDisputes(service)
  desk.wait(10_000)
  await settleOpenRefunds(service)
}
