import { beforeEach, expect, test } from 'vitest'

import { createBank } from '../src/bank/bank.ts'
import { capturePayment } from '../src/use-cases/capture-payment.ts'
import { lookUpPayment } from '../src/use-cases/look-up-payment.ts'
import { refundPayment, settleOpenRefunds } from '../src/use-cases/refund-payment.ts'
import { settleOpenPayments } from '../src/use-cases/settle-open-payments.ts'
import { voidPayment } from '../src/use-cases/void-payment.ts'
import { answerChallenge, openDesk, order, type Order } from './desk.ts'

// Patient, as a busy machine makes a quick bank slow. Who is to be told PENDING waits less long than the bank takes.
const desk = await openDesk({ patienceMs: 10_000 })
const { bank, service, take, books, told } = desk
const hasty = { ...service, patienceMs: 400 }
const nobody = {
  ...service,
  bank: createBank({ apiKey: 'sk', apiUrl: 'http://127.0.0.1:1', webhookSecret: 'x', logger: service.logger }),
}
beforeEach(() => {
  bank.setWebhook(null)
  bank.scenario({ reply: 'normal', times: null, down: false, slowMs: 0, slowCardMs: 4_000 })
})
const hold = async (changes: Partial<Order> = {}) => {
  const held = await take({ capture: 'MANUAL', ...changes })
  expect(held).toMatchObject({ status: 'AUTHORIZED', until: expect.stringMatching(/^\d{4}-/) })
  return { paymentId: (held as { paymentId: string }).paymentId }
}
const paid = async (changes: Partial<Order> = {}) => ((await take(changes)) as { paymentId: string }).paymentId
const refundOf = (paymentId: string, amount: number, key = `${paymentId}:refund:1`) => ({ key, paymentId, amount, currency: 'EUR', reason: 'Cancelled by the guest' }) // prettier-ignore

test('what is set aside is captured once, however often it is asked for', async () => {
  const held = await hold()
  expect(await books(held.paymentId)).toMatchObject({ ours: {}, theirs: [{ status: 'requires_capture' }] })
  const answers = await Promise.all(Array.from({ length: 8 }, () => capturePayment(held, service)))
  expect(new Set(answers.map((it) => it.status))).toEqual(new Set(['CAPTURED']))
  expect(await books(held.paymentId)).toEqual({
    ours: { bank: 47_700, guest_deposits: -47_700 },
    theirs: [{ status: 'succeeded', captured: 47_700, refunded: 0 }],
  })
})

test('what is set aside is let go, and can then not be captured', async () => {
  const held = await hold()
  expect(await voidPayment(held, service)).toEqual({ status: 'VOIDED', ...held })
  expect(await voidPayment(held, service)).toEqual({ status: 'VOIDED', ...held })
  expect(await capturePayment(held, service)).toEqual({ status: 'VOIDED', ...held })
  expect(await books(held.paymentId)).toEqual({ ours: {}, theirs: [{ status: 'canceled', captured: 0, refunded: 0 }] })
})

test('a captured payment stays captured when it is to be voided, and says so', async () => {
  const paymentId = await paid()
  expect(await voidPayment({ paymentId }, service)).toEqual({ status: 'CAPTURED', paymentId })
})

test('a capture whose answer is lost is seen through by the sweeper, and told', async () => {
  const held = await hold()
  bank.scenario({ reply: 'drop', times: 2 })
  expect(await capturePayment(held, service)).toMatchObject({ status: expect.stringMatching(/PENDING|CAPTURED/) })
  desk.wait(2_000)
  await settleOpenPayments(service)
  expect(await capturePayment(held, service)).toEqual({ status: 'CAPTURED', ...held })
  expect((await books(held.paymentId)).theirs).toEqual([{ status: 'succeeded', captured: 47_700, refunded: 0 }])
})

test('a capture at a bank that is not there was not attempted: the sum stays set aside', async () => {
  const held = await hold()
  expect(await capturePayment(held, nobody)).toEqual({ status: 'NOT_ATTEMPTED', ...held })
  expect(await capturePayment(held, service)).toEqual({ status: 'CAPTURED', ...held })
})

test('a payment the guest never confirmed is called off, and approving it later takes nothing', async () => {
  const asked = (await take({ paymentMethodId: 'pm_card_authenticationRequired' })) as {
    paymentId: string
    redirectUrl: string
  }
  expect(await voidPayment(asked, service)).toMatchObject({ status: 'VOIDED' })
  await answerChallenge(asked.redirectUrl, 'approve')
  expect(await books(asked.paymentId)).toEqual({ ours: {}, theirs: [{ status: 'canceled', captured: 0, refunded: 0 }] })
})

test('a payment the guest confirmed just before it was called off is captured, and says so', async () => {
  const asked = (await take({ paymentMethodId: 'pm_card_authenticationRequired' })) as {
    paymentId: string
    redirectUrl: string
  }
  await answerChallenge(asked.redirectUrl, 'approve')
  expect(await voidPayment(asked, service)).toEqual({ status: 'CAPTURED', paymentId: asked.paymentId })
})

test('calling off a payment whose request never reached the bank: a late arrival of it can no longer take money', async () => {
  bank.scenario({ down: true })
  const mine = order()
  const pending = (await take(mine, hasty)) as { paymentId: string }
  expect(pending).toMatchObject({ status: 'PENDING' })
  bank.scenario({ down: false })
  expect(await voidPayment(pending, service)).toMatchObject({ status: 'VOIDED' })
  const { askForPayment } = await import('../src/bank/payment-intents.ts')
  const { readPayment } = await import('../src/database/payments.ts')
  const late = await askForPayment(service.bank, await readPayment(desk.db, pending.paymentId))
  expect(late).toEqual({ kind: 'KEY_USED' })
  expect((await books(pending.paymentId)).theirs).toEqual([])
  expect(await take(mine)).toMatchObject({ status: 'VOIDED' })
})

test('calling off a payment that the bank is still working on: it ends voided or is told as captured, never in between', async () => {
  const mine = { ...order(), paymentMethodId: 'pm_card_slow' }
  const pending = (await take(mine, hasty)) as { paymentId: string }
  expect(await voidPayment(pending, hasty)).toMatchObject({ status: 'PENDING' })
  await expect
    .poll(() => lookUpPayment({ key: mine.key }, service), { timeout: 15_000 })
    .toMatchObject({ status: 'CAPTURED' })
  await expect.poll(() => told()).toContain(pending.paymentId)
  expect((await books(pending.paymentId)).theirs).toEqual([{ status: 'succeeded', captured: 47_700, refunded: 0 }])
}, 20_000)

test('a payment that was never attempted is voided without asking anyone', async () => {
  const mine = order()
  const { paymentId } = (await take(mine, nobody)) as { paymentId: string }
  expect(await voidPayment({ paymentId }, nobody)).toEqual({ status: 'VOIDED', paymentId })
  expect(await take(mine)).toEqual({ status: 'VOIDED', paymentId })
})

test('a refund is made once a key, in part or whole, and never above what was captured', async () => {
  const paymentId = await paid()
  const part = refundOf(paymentId, 7_700)
  const answers = await Promise.all(Array.from({ length: 16 }, () => refundPayment(part, service)))
  expect(new Set(answers.map((it) => JSON.stringify(it))).size).toBe(1)
  expect(answers[0]).toMatchObject({ status: 'SUCCEEDED' })
  expect(await refundPayment({ ...part, amount: 1 }, service)).toEqual({ status: 'CONFLICT' })
  expect(await refundPayment(refundOf(paymentId, 40_001, 'too-much'), service)).toEqual({ status: 'EXCEEDS' })
  expect(await refundPayment(refundOf(paymentId, 40_000, `${paymentId}:refund:2`), service)).toMatchObject({
    status: 'SUCCEEDED',
  })
  expect(await books(paymentId)).toEqual({
    ours: { bank: 0, guest_deposits: 0 },
    theirs: [{ status: 'succeeded', captured: 47_700, refunded: 47_700 }],
  })
})

test('two refunds that race for the rest: one gets it', async () => {
  const paymentId = await paid()
  const race = ['a', 'b', 'c'].map((key) => refundPayment(refundOf(paymentId, 30_000, `${paymentId}:${key}`), service))
  expect((await Promise.all(race)).map((it) => it.status).toSorted()).toEqual(['EXCEEDS', 'EXCEEDS', 'SUCCEEDED'])
})

test('only what was captured can be given back, in its own currency', async () => {
  const held = await hold()
  expect(await refundPayment(refundOf(held.paymentId, 1), service)).toEqual({ status: 'NOT_CAPTURED' })
  expect(await refundPayment(refundOf('no-such-payment', 1), service)).toEqual({ status: 'NOT_CAPTURED' })
  const yen = { ...refundOf(await paid(), 1), currency: 'JPY' }
  expect(await refundPayment(yen, service)).toEqual({ status: 'CONFLICT' })
})

test('a refund whose answer is lost, or that found no bank, is seen through by the sweeper with its own key', async () => {
  const [lost, unasked] = [await paid(), await paid()]
  bank.scenario({ reply: 'error_after', times: 1 })
  await refundPayment(refundOf(lost, 47_700), service)
  expect(await refundPayment(refundOf(unasked, 47_700), nobody)).toMatchObject({ status: 'NOT_ATTEMPTED' })
  desk.wait(3_000)
  await settleOpenRefunds(service)
  for (const paymentId of [lost, unasked]) {
    expect(await refundPayment(refundOf(paymentId, 47_700), service)).toMatchObject({ status: 'SUCCEEDED' })
    expect(await books(paymentId)).toEqual({
      ours: { bank: 0, guest_deposits: 0 },
      theirs: [{ status: 'succeeded', captured: 47_700, refunded: 47_700 }],
    })
  }
})

test('a refund the card’s bank sends back: the ledger has the money again, and it can be given back anew', async () => {
  desk.tellEvents()
  const paymentId = await paid({ paymentMethodId: 'pm_card_refundFail' })
  expect(await refundPayment(refundOf(paymentId, 47_700), service)).toMatchObject({ status: 'SUCCEEDED' })
  await expect.poll(() => told()).toContain(paymentId)
  expect(await refundPayment(refundOf(paymentId, 47_700), service)).toMatchObject({ status: 'FAILED' })
  expect(await books(paymentId)).toEqual({
    ours: { bank: 47_700, guest_deposits: -47_700 },
    theirs: [{ status: 'succeeded', captured: 47_700, refunded: 0 }],
  })
})

test('a refund that takes the bank days is PENDING, and told when it arrives', async () => {
  const paymentId = await paid({ paymentMethodId: 'pm_card_pendingRefund' })
  desk.tellEvents()
  expect(await refundPayment(refundOf(paymentId, 100), service)).toMatchObject({ status: 'PENDING' })
  await expect.poll(() => told()).toContain(paymentId)
  expect(await refundPayment(refundOf(paymentId, 100), service)).toMatchObject({ status: 'SUCCEEDED' })
  expect((await books(paymentId)).ours).toEqual({ bank: 47_600, guest_deposits: -47_600 })
})
