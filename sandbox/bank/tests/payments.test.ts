import Stripe from 'stripe'
import { afterAll, expect, test } from 'vitest'

import { oneNight, openBank } from './practice.ts'

const { bank, stripe } = await openBank()
afterAll(() => bank.close())

test('a payment is charged, and its charge says with which card', async () => {
  const intent = await stripe.paymentIntents.create({
    ...oneNight,
    metadata: { order: '7' },
    expand: ['latest_charge'],
  })
  expect(intent).toMatchObject({ status: 'succeeded', amount_received: 12_345, metadata: { order: '7' } })
  expect(intent.lastResponse.requestId).toMatch(/^req_/)
  const charge = intent.latest_charge as Stripe.Charge
  expect(charge.payment_method_details?.card).toMatchObject({ brand: 'visa', last4: '4242' })
  expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
    status: 'succeeded',
    latest_charge: charge.id,
  })
})

test('a hold is captured in part, and only once', async () => {
  const held = await stripe.paymentIntents.create({ ...oneNight, capture_method: 'manual' })
  expect(held).toMatchObject({ status: 'requires_capture', amount_capturable: 12_345, amount_received: 0 })
  await expect(stripe.paymentIntents.capture(held.id, { amount_to_capture: 20_000 })).rejects.toThrow(/more than/)
  const taken = await stripe.paymentIntents.capture(held.id, { amount_to_capture: 10_000 })
  expect(taken).toMatchObject({ status: 'succeeded', amount_received: 10_000 })
  await expect(stripe.paymentIntents.capture(held.id)).rejects.toMatchObject({
    code: 'payment_intent_unexpected_state',
  })
})

test('a hold that is cancelled leaves nothing in the ledger', async () => {
  const held = await stripe.paymentIntents.create({ ...oneNight, capture_method: 'manual' })
  expect(await stripe.paymentIntents.cancel(held.id)).toMatchObject({ status: 'canceled', amount_capturable: 0 })
  const charge = await stripe.charges.retrieve(held.latest_charge as string)
  expect(charge).toMatchObject({ refunded: true, captured: false, balance_transaction: null })
})

test.for([
  ['pm_card_chargeDeclined', 'card_declined', 'generic_decline'],
  ['pm_card_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
  ['pm_card_chargeDeclinedExpiredCard', 'expired_card', 'expired_card'],
])('%s is declined as %s / %s, and the intent waits for another card', async ([card, code, declineCode]) => {
  const declined = await stripe.paymentIntents
    .create({ ...oneNight, payment_method: card })
    .catch((error: unknown) => error)
  expect(declined).toBeInstanceOf(Stripe.errors.StripeCardError)
  expect(declined).toMatchObject({ statusCode: 402, code, decline_code: declineCode })
  const { payment_intent: intent } = declined as Stripe.errors.StripeCardError
  expect(intent).toMatchObject({ status: 'requires_payment_method', last_payment_error: { code } })
  const again = await stripe.paymentIntents.confirm(intent?.id ?? '', { payment_method: 'pm_card_mastercard' })
  expect(again).toMatchObject({ status: 'succeeded', last_payment_error: null })
})

test('refunds never give back more than was captured', async () => {
  const paid = await stripe.paymentIntents.create(oneNight)
  const part = await stripe.refunds.create({ payment_intent: paid.id, amount: 345, metadata: { why: 'early' } })
  expect(part).toMatchObject({ status: 'succeeded', amount: 345, metadata: { why: 'early' } })
  await expect(stripe.refunds.create({ payment_intent: paid.id, amount: 12_001 })).rejects.toThrow(
    /greater than unrefunded/,
  )
  await stripe.refunds.create({ payment_intent: paid.id })
  const over = stripe.refunds.create({ payment_intent: paid.id })
  await expect(over).rejects.toMatchObject({ code: 'charge_already_refunded' })
  const all = await stripe.refunds.list({ payment_intent: paid.id })
  expect(all.data.map((it) => it.amount)).toEqual([12_000, 345])
})

test('yen are counted whole, dinars in tens of a thousandth, krónur in hundredths that are whole', async () => {
  const pay = (amount: number, currency: string) => stripe.paymentIntents.create({ ...oneNight, amount, currency })
  expect(await pay(500, 'jpy')).toMatchObject({ amount_received: 500 })
  expect(await pay(4950, 'kwd')).toMatchObject({ amount_received: 4950 })
  await expect(pay(4955, 'kwd')).rejects.toMatchObject({ param: 'amount', code: 'parameter_invalid_integer' })
  await expect(pay(1050, 'isk')).rejects.toMatchObject({ param: 'amount' })
  await expect(pay(10, 'eur')).rejects.toMatchObject({ code: 'amount_too_small' })
  await expect(pay(100_000_000, 'eur')).rejects.toMatchObject({ code: 'amount_too_large' })
  await expect(pay(100, 'xxx')).rejects.toMatchObject({ param: 'currency' })
})

test('parameters nobody knows, missing or malformed are refused by name', async () => {
  const create = (parameters: object) => stripe.paymentIntents.create(parameters as Stripe.PaymentIntentCreateParams)
  await expect(create({ currency: 'eur' })).rejects.toMatchObject({ param: 'amount', code: 'parameter_missing' })
  await expect(create({ ...oneNight, colour: 'red' })).rejects.toMatchObject({
    param: 'colour',
    code: 'parameter_unknown',
  })
  await expect(create({ ...oneNight, amount: '1.5' })).rejects.toMatchObject({ param: 'amount' })
  await expect(create({ ...oneNight, payment_method: 'pm_nobody' })).rejects.toMatchObject({ code: 'resource_missing' })
  await expect(stripe.paymentIntents.retrieve('pi_none')).rejects.toMatchObject({
    statusCode: 404,
    code: 'resource_missing',
  })
})

test('a wrong key opens nothing', async () => {
  const stranger = new Stripe('sk_test_stranger', { host: bank.host, port: bank.port, protocol: 'http' })
  await expect(stranger.paymentIntents.list()).rejects.toBeInstanceOf(Stripe.errors.StripeAuthenticationError)
})

test('a reconciler finds payments by their metadata and pages through the lists', async () => {
  const mine = []
  for (const n of [1, 2, 3]) {
    mine.push(
      await stripe.paymentIntents.create({ ...oneNight, metadata: { payment_id: `p-${n}`, batch: 'reconcile' } }),
    )
  }
  const found = await stripe.paymentIntents.search({ query: "metadata['payment_id']:'p-2' AND status:'succeeded'" })
  expect(found.data.map((it) => it.id)).toEqual([mine[1]?.id])
  const newest = await stripe.paymentIntents.list({ limit: 2 })
  expect(newest.data.map((it) => it.id)).toEqual([mine[2]?.id, mine[1]?.id])
  const next = await stripe.paymentIntents.list({ limit: 1, starting_after: mine[1]?.id ?? '' })
  expect(next.data.map((it) => it.id)).toEqual([mine[0]?.id])
})

test('the balance is the sum of what was captured less what was refunded, and the ledger agrees', async () => {
  await bank.reset()
  const paid = await stripe.paymentIntents.create({ ...oneNight, amount: 10_000 })
  await stripe.refunds.create({ payment_intent: paid.id, amount: 4000 })
  await stripe.paymentIntents.create({ ...oneNight, capture_method: 'manual' })
  const lines = await stripe.balanceTransactions.list()
  expect(lines.data.map((it) => [it.type, it.amount, it.fee])).toEqual([
    ['refund', -4000, 0],
    ['charge', 10_000, 140],
  ])
  expect(bank.ledger().totals).toEqual({
    eur: { charged: 10_000, refunded: 4000, disputed: 0, fees: 140, balance: 5860 },
  })
  expect(bank.ledger().intents[0]).toMatchObject({ id: paid.id, captured: 10_000, refunded: 4000 })
})

test('a refund may fail after it seemed to have succeeded, and the money is back', async () => {
  const slow = await openBank({ refundSettlesAfterMs: 20 })
  const paid = await slow.stripe.paymentIntents.create({ ...oneNight, payment_method: 'pm_card_refundFail' })
  const refund = await slow.stripe.refunds.create({ payment_intent: paid.id })
  expect(refund.status).toBe('succeeded')
  await expect.poll(async () => (await slow.stripe.refunds.retrieve(refund.id)).status).toBe('failed')
  expect(slow.bank.ledger().totals['eur']).toMatchObject({ charged: 12_345, refunded: 0 })
  await slow.bank.close()
})
