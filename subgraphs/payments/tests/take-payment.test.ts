import { beforeEach, expect, test } from 'vitest'

import { lookUpPayment } from '../src/use-cases/look-up-payment.ts'
import { settleOpenPayments } from '../src/use-cases/settle-open-payments.ts'
import { answerChallenge, openDesk, order } from './desk.ts'

// Patient, as a busy machine makes a quick bank slow. Who is to be told PENDING waits less long than the bank takes.
const desk = await openDesk({ patienceMs: 10_000 })
const { bank, service, take, books, told } = desk
const hasty = { ...service, patienceMs: 400 }
beforeEach(() => {
  bank.setWebhook(null)
  bank.scenario({
    reply: 'normal',
    times: null,
    down: false,
    slowMs: 0,
    slowAfterMs: 0,
    declineNext: 0,
    searchLagMs: 0,
  })
})
const charges = (id: string) => bank.ledger().intents.filter((it) => it.metadata['payment_id'] === id).length

test('a payment is taken once, and both ledgers say so', async () => {
  const paid = await take()
  expect(paid).toEqual({ status: 'CAPTURED', paymentId: expect.any(String) })
  const { paymentId } = paid as { paymentId: string }
  expect(await books(paymentId)).toEqual({
    ours: { bank: 47_700, guest_deposits: -47_700 },
    theirs: [{ status: 'succeeded', captured: 47_700, refunded: 0 }],
  })
  // The caller heard it from the answer: no event repeats it.
  expect(await told()).not.toContain(paymentId)
})

test('the same key answers the same payment; with another sum, card or reservation it conflicts', async () => {
  const mine = order()
  const first = await take(mine)
  expect(await take(mine)).toEqual(first)
  expect(await take({ ...mine, amount: 1 })).toEqual({ status: 'CONFLICT' })
  expect(await take({ ...mine, paymentMethodId: 'pm_card_amex' })).toEqual({ status: 'CONFLICT' })
  expect(await take({ ...mine, reservationId: 'another' })).toEqual({ status: 'CONFLICT' })
  expect(charges((first as { paymentId: string }).paymentId)).toBe(1)
})

test('64 at once with one key, over two replicas: one charge and one answer', async () => {
  const mine = order()
  const other = desk.replica()
  const all = await Promise.all(Array.from({ length: 64 }, (_, n) => take(mine, n % 2 ? other : service)))
  expect(new Set(all.map((it) => JSON.stringify(it))).size).toBe(1)
  expect(all[0]).toMatchObject({ status: 'CAPTURED' })
  expect(charges((all[0] as { paymentId: string }).paymentId)).toBe(1)
})

test.for([
  ['pm_card_chargeDeclined', 'generic_decline'],
  ['pm_card_chargeDeclinedInsufficientFunds', 'insufficient_funds'],
  ['pm_card_chargeDeclinedExpiredCard', 'expired_card'],
  ['pm_nobody_knows', 'resource_missing'],
])('%s is declined as %s, and nothing is taken', async ([paymentMethodId, declineCode]) => {
  const mine = { ...order(), paymentMethodId: paymentMethodId as string }
  const answer = await take(mine)
  expect(answer).toMatchObject({ status: 'DECLINED', declineCode })
  expect(await take(mine)).toEqual(answer)
  expect(await books((answer as { paymentId: string }).paymentId)).toMatchObject({ ours: {} })
})

test('yen are charged whole, króna too, and a dinar sum that cards cannot be charged is declined', async () => {
  expect(await take({ amount: 12_000, currency: 'JPY' })).toMatchObject({ status: 'CAPTURED' })
  expect(await take({ amount: 25_000, currency: 'ISK' })).toMatchObject({ status: 'CAPTURED' })
  expect(bank.ledger().intents.at(-1)).toMatchObject({ currency: 'isk', amount: 2_500_000 })
  expect(await take({ amount: 4955, currency: 'KWD' })).toMatchObject({
    status: 'DECLINED',
    declineCode: 'amount_not_chargeable',
  })
})

test('3-D Secure: the guest is sent to the bank, and the approval is told by an event', async () => {
  desk.tellEvents()
  const mine = { ...order(), paymentMethodId: 'pm_card_authenticationRequired' }
  const asked = await take(mine)
  expect(asked).toMatchObject({ status: 'REQUIRES_ACTION', redirectUrl: expect.stringContaining(bank.url) })
  const { paymentId, redirectUrl } = asked as { paymentId: string; redirectUrl: string }
  expect(await answerChallenge(redirectUrl, 'approve')).toContain('redirect_status=succeeded')
  await expect.poll(() => told()).toContain(paymentId)
  expect(await take(mine)).toEqual({ status: 'CAPTURED', paymentId })
})

test('3-D Secure: when the guest declines, so does the payment, also without any event', async () => {
  const mine = { ...order(), paymentMethodId: 'pm_card_threeDSecure2Required' }
  const { redirectUrl } = (await take(mine)) as { redirectUrl: string }
  await answerChallenge(redirectUrl, 'decline')
  expect(await lookUpPayment({ key: mine.key }, service)).toMatchObject({
    status: 'DECLINED',
    declineCode: 'payment_intent_authentication_failure',
  })
})

test('a slow bank: the caller hears PENDING in time, and later an event that it was taken', async () => {
  bank.scenario({ slowCardMs: 4_000 })
  const mine = { ...order(), paymentMethodId: 'pm_card_slow' }
  const pending = await take(mine, hasty)
  expect(pending).toMatchObject({ status: 'PENDING' })
  const { paymentId } = pending as { paymentId: string }
  // Asked again meanwhile, from here and from another replica: still one charge.
  expect(await take(mine, { ...desk.replica(), patienceMs: 400 })).toEqual(pending)
  await expect.poll(() => told(), { timeout: 15_000 }).toContain(paymentId)
  expect(await lookUpPayment({ key: mine.key }, service)).toEqual({ status: 'CAPTURED', paymentId })
  expect(charges(paymentId)).toBe(1)
}, 20_000)

test.for([
  ['the answer is lost', { reply: 'drop', times: 1 }],
  ['the answer is lost twice', { reply: 'drop', times: 2 }],
  ['the answer is garbage', { reply: 'garbage', times: 1 }],
  ['the bank charges and answers 500', { reply: 'error_after', times: 1 }],
  ['the bank answers 500 and does nothing', { reply: 'error_before', times: 1 }],
] as const)('when %s, the card is charged once', async ([, scenario]) => {
  bank.scenario(scenario)
  const mine = order()
  expect(await take(mine)).toMatchObject({ status: expect.stringMatching(/CAPTURED|PENDING/) })
  desk.wait(2_000)
  await settleOpenPayments(service)
  const settled = await lookUpPayment({ key: mine.key }, service)
  expect(settled).toMatchObject({ status: 'CAPTURED' })
  const { paymentId } = settled as { paymentId: string }
  expect(await books(paymentId)).toEqual({
    ours: { bank: 47_700, guest_deposits: -47_700 },
    theirs: [{ status: 'succeeded', captured: 47_700, refunded: 0 }],
  })
})

test('a card whose charge always ends in a fault is found by the search even when that lags', async () => {
  bank.scenario({ searchLagMs: 60_000 })
  const mine = { ...order(), paymentMethodId: 'pm_card_fault' }
  await take(mine)
  expect(await lookUpPayment({ key: mine.key }, service)).toMatchObject({ status: 'CAPTURED' })
})

test('a bank that is not there: nothing was attempted, and a later call takes the payment', async () => {
  const gone = { ...service, bank: desk.replica().bank }
  const closed = (await import('../src/bank/bank.ts')).createBank({
    apiKey: 'sk_test_staygraph',
    apiUrl: 'http://127.0.0.1:1',
    webhookSecret: 'whsec_none',
    logger: service.logger,
  })
  const mine = order()
  expect(await take(mine, { ...gone, bank: closed })).toMatchObject({ status: 'NOT_ATTEMPTED' })
  expect(await lookUpPayment({ key: mine.key }, { ...gone, bank: closed })).toMatchObject({ status: 'NOT_ATTEMPTED' })
  expect(await take(mine)).toMatchObject({ status: 'CAPTURED' })
})

test('a bank that is cut off while it may have been asked: PENDING, never "nothing was charged"', async () => {
  bank.scenario({ down: true })
  const mine = order()
  expect(await take(mine, hasty)).toMatchObject({ status: 'PENDING' })
  bank.scenario({ down: false })
  desk.wait(2_000)
  await settleOpenPayments(service)
  expect(await take(mine)).toMatchObject({ status: 'CAPTURED' })
  expect(await lookUpPayment({ key: 'nobody:pay:1' }, service)).toBeNull()
})

test('a process that died right after writing the intent: the sweeper of another asks with the same key', async () => {
  const mine = order()
  const { receipt, ...row } = mine
  const { beginPayment } = await import('../src/database/payments.ts')
  const begun = await beginPayment(desk.sql, { ...row, receiptDetails: receipt, legalEntity: 'staygraph' }, 100)
  await new Promise((resolve) => setTimeout(resolve, 150))
  desk.wait(1_000)
  await settleOpenPayments(desk.replica())
  expect(await told()).toContain(begun.id)
  expect(await take(mine)).toEqual({ status: 'CAPTURED', paymentId: begun.id })
  expect(charges(begun.id)).toBe(1)
})

test('past the life of the bank’s keys nothing is asked for anew: what the bank does not have was not charged', async () => {
  bank.scenario({ down: true })
  const mine = order()
  await take(mine, hasty)
  bank.scenario({ down: false })
  const day = 24 * 3_600_000
  desk.wait(day)
  await settleOpenPayments(service)
  desk.wait(-day)
  const settled = await take(mine)
  expect(settled).toMatchObject({ status: 'DECLINED', declineCode: 'never_reached_the_bank' })
  expect(charges((settled as { paymentId: string }).paymentId)).toBe(0)
})
