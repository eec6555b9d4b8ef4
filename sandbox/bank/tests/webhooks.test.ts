import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeEach, expect, test } from 'vitest'

import { oneNight, openBank, openMerchant, SECRET } from './practice.ts'

const { bank, stripe } = await openBank()
let healthy = true
const merchant = await openMerchant(stripe, () => (healthy ? 200 : 503))
afterAll(() => Promise.all([bank.close(), merchant.close()]))
beforeEach(async () => {
  await bank.reset()
  merchant.received.length = 0
  healthy = true
  bank.setWebhook({
    url: merchant.url,
    secret: SECRET,
    events: ['payment_intent.succeeded', 'charge.refunded', 'refund.created'],
  })
})

test('events are signed as the SDK verifies them, and only those asked for are sent', async () => {
  const paid = await stripe.paymentIntents.create(oneNight)
  await expect
    .poll(() => merchant.received)
    .toMatchObject([{ type: 'payment_intent.succeeded', object: { id: paid.id } }])
  const told = await stripe.events.list({ type: 'payment_intent.*' })
  expect(told.data.map((it) => it.type)).toEqual(['payment_intent.succeeded', 'payment_intent.created'])
  await expect.poll(async () => (await stripe.events.retrieve(told.data[0]?.id ?? '')).pending_webhooks).toBe(0)
})

test('an event the merchant does not take is sent again', async () => {
  healthy = false
  await stripe.paymentIntents.create(oneNight)
  await new Promise((resolve) => setTimeout(resolve, 100))
  healthy = true
  await expect.poll(() => merchant.received.length, { timeout: 5000 }).toBe(1)
})

test('scenario doubled sends each twice; off holds them back until it is over', async () => {
  bank.scenario({ webhooks: 'doubled' })
  await stripe.paymentIntents.create(oneNight)
  await expect.poll(() => merchant.received.map((it) => it.id)).toHaveLength(2)
  expect(new Set(merchant.received.map((it) => it.id)).size).toBe(1)
  bank.scenario({ webhooks: 'off' })
  await stripe.paymentIntents.create(oneNight)
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(merchant.received).toHaveLength(2)
  bank.scenario({ webhooks: 'normal' })
  await expect.poll(() => merchant.received).toHaveLength(3)
})

test('scenario disordered sends each of them twice, each copy at its own time', async () => {
  bank.scenario({ webhooks: 'disordered', webhookDelayMs: 60 })
  const ids: string[] = []
  for (let n = 0; n < 8; n += 1) ids.push((await stripe.paymentIntents.create(oneNight)).id)
  await expect.poll(() => merchant.received).toHaveLength(16)
  const received = merchant.received.map((it) => it.object.id)
  expect(received.toSorted()).toEqual([...ids, ...ids].toSorted())
  expect(received).not.toEqual(ids.flatMap((id) => [id, id]))
})

test('scenario shuffled sends all of them, in another order', async () => {
  bank.scenario({ webhooks: 'shuffled', webhookDelayMs: 60 })
  const ids: string[] = []
  for (let n = 0; n < 12; n += 1) ids.push((await stripe.paymentIntents.create(oneNight)).id)
  await expect.poll(() => merchant.received).toHaveLength(12)
  expect(merchant.received.map((it) => it.object.id)).not.toEqual(ids)
  expect(merchant.received.map((it) => it.object.id).toSorted()).toEqual(ids.toSorted())
})

test('what was not delivered when the bank stopped is delivered after it started again', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'bank-'))
  const wanted = { webhookUrl: merchant.url, webhookSecret: SECRET, webhookEvents: ['payment_intent.succeeded'] }
  const before = await openBank({ dataDir, ...wanted })
  before.bank.scenario({ webhooks: 'off' })
  const paid = await before.stripe.paymentIntents.create(oneNight)
  await before.bank.close()
  expect(merchant.received).toHaveLength(0)
  for (const _ of ['delivers', 'has nothing left to deliver']) {
    const after = await openBank({ dataDir, ...wanted })
    await expect.poll(() => merchant.received.map((it) => it.object.id)).toEqual([paid.id])
    await expect
      .poll(
        async () => (await after.stripe.events.list({ type: 'payment_intent.succeeded' })).data[0]?.pending_webhooks,
      )
      .toBe(0)
    await after.bank.close()
  }
})
