import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import Stripe from 'stripe'
import { afterAll, beforeEach, expect, test } from 'vitest'

import { oneNight, openBank, sdkFor } from './practice.ts'

const { bank, stripe } = await openBank()
afterAll(() => bank.close())
beforeEach(() => bank.reset())

const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error as Stripe.errors.StripeError,
  )

test('the same key gives the same answer and one charge', async () => {
  const first = await stripe.paymentIntents.create(oneNight, { idempotencyKey: 'k1' })
  const second = await stripe.paymentIntents.create(oneNight, { idempotencyKey: 'k1' })
  expect(second.id).toBe(first.id)
  expect(second.lastResponse.headers['idempotent-replayed']).toBe('true')
  expect(bank.ledger().charges).toHaveLength(1)
})

test('a decline is replayed too', async () => {
  const declined = { ...oneNight, payment_method: 'pm_card_chargeDeclined' }
  const first = await caught(stripe.paymentIntents.create(declined, { idempotencyKey: 'k1' }))
  const second = await caught(stripe.paymentIntents.create(declined, { idempotencyKey: 'k1' }))
  expect(second).toMatchObject({
    code: 'card_declined',
    payment_intent: { id: (first as Stripe.errors.StripeCardError).payment_intent?.id },
  })
  expect(bank.ledger().charges).toHaveLength(1)
})

test('the same key with other parameters, or for another endpoint, is refused', async () => {
  const { id } = await stripe.paymentIntents.create(oneNight, { idempotencyKey: 'k1' })
  const changed = await caught(stripe.paymentIntents.create({ ...oneNight, amount: 1 }, { idempotencyKey: 'k1' }))
  expect(changed).toBeInstanceOf(Stripe.errors.StripeIdempotencyError)
  const moved = await caught(stripe.refunds.create({ payment_intent: id }, { idempotencyKey: 'k1' }))
  expect(moved).toBeInstanceOf(Stripe.errors.StripeIdempotencyError)
  expect(bank.ledger().refunds).toHaveLength(0)
})

test('parameters that fail validation leave the key free', async () => {
  await caught(stripe.paymentIntents.create({ ...oneNight, amount: 1 }, { idempotencyKey: 'k1' }))
  expect(await stripe.paymentIntents.create(oneNight, { idempotencyKey: 'k1' })).toMatchObject({ status: 'succeeded' })
})

test('while the first request is under way, the same key is in use', async () => {
  bank.scenario({ slowCardMs: 300 })
  const slow = { ...oneNight, payment_method: 'pm_card_slow' }
  const first = stripe.paymentIntents.create(slow, { idempotencyKey: 'k1' })
  await new Promise((resolve) => setTimeout(resolve, 50))
  const second = await caught(stripe.paymentIntents.create(slow, { idempotencyKey: 'k1' }))
  expect(second).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' })
  const again = await sdkFor(bank, { maxNetworkRetries: 3 }).paymentIntents.create(slow, { idempotencyKey: 'k1' })
  expect(again.id).toBe((await first).id)
})

test('64 at once with one key: one charge', async () => {
  const sdk = sdkFor(bank, { maxNetworkRetries: 5 })
  const all = await Promise.all(
    Array.from({ length: 64 }, () => sdk.paymentIntents.create(oneNight, { idempotencyKey: 'k1' })),
  )
  expect(new Set(all.map((it) => it.id)).size).toBe(1)
  expect(bank.ledger().charges).toHaveLength(1)
})

test('a 500 after the effect is replayed for ever, and the payment is found by its metadata', async () => {
  const fault = { ...oneNight, payment_method: 'pm_card_fault', metadata: { payment_id: 'p-1' } }
  for (const _ of [1, 2]) {
    const failed = await caught(stripe.paymentIntents.create(fault, { idempotencyKey: 'k1' }))
    expect(failed).toMatchObject({ statusCode: 500 })
  }
  const found = await stripe.paymentIntents.search({ query: "metadata['payment_id']:'p-1'" })
  expect(found.data.map((it) => it.status)).toEqual(['succeeded'])
})

// Two replies are lost because the SDK itself asks once more when a connection is cut.
test('a reply that was lost is fetched with the same key', async () => {
  bank.scenario({ reply: 'drop', times: 2 })
  expect(await caught(stripe.paymentIntents.create(oneNight, { idempotencyKey: 'k1' }))).toMatchObject({
    type: 'StripeConnectionError',
  })
  expect(await stripe.paymentIntents.create(oneNight, { idempotencyKey: 'k1' })).toMatchObject({ status: 'succeeded' })
  expect(bank.ledger().charges).toHaveLength(1)
})

test('scenarios: down does nothing, garbage and error_after do it and say something else', async () => {
  bank.scenario({ down: true })
  expect(await caught(stripe.paymentIntents.create(oneNight))).toMatchObject({ type: 'StripeConnectionError' })
  bank.scenario({ down: false, reply: 'error_before', times: 1 })
  expect(await caught(stripe.paymentIntents.create(oneNight))).toMatchObject({ statusCode: 500 })
  expect(bank.ledger().intents).toHaveLength(0)
  bank.scenario({ reply: 'garbage', times: 1 })
  expect(await caught(stripe.paymentIntents.create(oneNight))).toMatchObject({ type: 'StripeAPIError' })
  bank.scenario({ reply: 'error_after', times: 1 })
  expect(await caught(stripe.paymentIntents.create(oneNight))).toMatchObject({ statusCode: 500 })
  expect(bank.ledger().intents).toHaveLength(2)
  bank.scenario({ declineNext: 1 })
  expect(await caught(stripe.paymentIntents.create(oneNight))).toMatchObject({ code: 'card_declined' })
  expect(await stripe.paymentIntents.create(oneNight)).toMatchObject({ status: 'succeeded' })
})

test('payments, keys and cards outlive a restart, and a torn last line does not stop it', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'bank-'))
  const before = await openBank({ dataDir })
  const paid = await before.stripe.paymentIntents.create(oneNight, { idempotencyKey: 'k1' })
  await before.bank.close()
  const { appendFile } = await import('node:fs/promises')
  await appendFile(join(dataDir, 'bank.jsonl'), '[["intent",{"id":"pi_torn"')
  const after = await openBank({ dataDir })
  expect(await after.stripe.paymentIntents.create(oneNight, { idempotencyKey: 'k1' })).toMatchObject({ id: paid.id })
  await after.stripe.refunds.create({ payment_intent: paid.id })
  await after.bank.close()
  const third = await openBank({ dataDir })
  expect(third.bank.ledger().intents).toMatchObject([{ id: paid.id, captured: 12_345, refunded: 12_345 }])
  await third.bank.close()
})
