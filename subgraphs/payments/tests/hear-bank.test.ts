import Stripe from 'stripe'
import { expect, test } from 'vitest'

import { settleOpenPayments } from '../src/use-cases/settle-open-payments.ts'
import { answerChallenge, openDesk } from './desk.ts'

const desk = await openDesk()
const { bank, service, take, books, told, sql } = desk

const challenged = async (capture: 'AUTOMATIC' | 'MANUAL' = 'AUTOMATIC') =>
  (await take({ paymentMethodId: 'pm_card_authenticationRequired', capture })) as {
    paymentId: string
    redirectUrl: string
  }
const stateOf = async (id: string) => (await sql`select status from payments where id = ${id}`)[0]?.['status']

test('events doubled and shuffled end in the same state as if they had come once and in order', async () => {
  desk.tellEvents()
  bank.scenario({ webhooks: 'shuffled', webhookDelayMs: 150 })
  const approved = await Promise.all([1, 2, 3, 4].map(() => challenged()))
  bank.scenario({ webhooks: 'doubled' })
  const declined = await Promise.all([1, 2, 3].map(() => challenged('MANUAL')))
  for (const { redirectUrl } of approved) await answerChallenge(redirectUrl, 'approve')
  for (const { redirectUrl } of declined) await answerChallenge(redirectUrl, 'decline')
  const states = () => Promise.all([...approved, ...declined].map(({ paymentId }) => stateOf(paymentId)))
  const expected = [...approved.map(() => 'CAPTURED'), ...declined.map(() => 'DECLINED')]
  await expect.poll(states, { timeout: 5_000 }).toEqual(expected)
  for (const { paymentId } of approved) {
    expect((await books(paymentId)).ours).toEqual({ bank: 47_700, guest_deposits: -47_700 })
  }
  const [twice] =
    await sql`select count(*)::int as n, count(distinct subject)::int as subjects from ledger_transactions`
  expect(twice).toEqual({ n: approved.length, subjects: approved.length })
})

test('a hold that the bank ended by itself is known as voided', async () => {
  bank.scenario({ webhooks: 'normal' })
  desk.tellEvents()
  const { paymentId } = (await take({ capture: 'MANUAL' })) as { paymentId: string }
  const [intent] = bank.ledger().intents.filter((it) => it.metadata['payment_id'] === paymentId)
  await bank.expireAuthorization(intent?.id ?? '')
  await expect.poll(() => stateOf(paymentId)).toBe('VOIDED')
  expect(await told()).toContain(paymentId)
})

test('an event is acted upon once: heard again, it is known', async () => {
  desk.tellEvents()
  const { paymentId } = (await take()) as { paymentId: string }
  const heard = () => sql`select id from bank_events where type = 'payment_intent.succeeded'`
  await expect.poll(async () => (await heard()).length).toBeGreaterThan(0)
  const before = await sql`select count(*)::int as n from ledger_transactions where payment_id = ${paymentId}`
  expect(before[0]?.['n']).toBe(1)
})

test('without any event the sweeper learns what the guest did at the bank', async () => {
  bank.setWebhook(null)
  const { paymentId, redirectUrl } = await challenged()
  await answerChallenge(redirectUrl, 'approve')
  await settleOpenPayments(service)
  expect(await stateOf(paymentId)).toBe('REQUIRES_ACTION')
  desk.wait(20_000)
  await settleOpenPayments(service)
  expect(await stateOf(paymentId)).toBe('CAPTURED')
  desk.wait(-20_000)
})

test('money the bank has for a payment that had ended without is given back at once', async () => {
  bank.setWebhook(null)
  const { paymentId, redirectUrl } = await challenged()
  // As if we had given it up wrongly, long before the guest confirmed.
  await sql`update payments set status = 'DECLINED' where id = ${paymentId}`
  desk.tellEvents()
  await answerChallenge(redirectUrl, 'approve')
  const theirs = async () => (await books(paymentId)).theirs
  await expect.poll(theirs).toEqual([{ status: 'succeeded', captured: 47_700, refunded: 47_700 }])
  expect((await books(paymentId)).ours).toEqual({})
})

test('an event that the bank did not sign changes nothing', async () => {
  const { paymentId } = await challenged()
  const forged = JSON.stringify({
    id: 'evt_forged',
    object: 'event',
    type: 'payment_intent.succeeded',
    data: { object: { id: 'pi_x', object: 'payment_intent', metadata: { payment_id: paymentId } } },
  })
  const header = new Stripe('sk_x').webhooks.generateTestHeaderString({ payload: forged, secret: 'whsec_guess' })
  const send = (headers: Record<string, string>) =>
    fetch(`${desk.url}/webhooks/bank`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: forged,
    })
  for (const headers of [{}, { 'stripe-signature': header }, { 'stripe-signature': 't=1,v1=00' }]) {
    const answer = await send(headers as Record<string, string>)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_SIGNATURE' } }] })
  }
  expect(await stateOf(paymentId)).toBe('REQUIRES_ACTION')
})

test('an event with the right signature but a false story changes nothing: what counts is what the bank says when asked', async () => {
  const { paymentId } = await challenged()
  const story = JSON.stringify({
    id: 'evt_story',
    object: 'event',
    type: 'payment_intent.succeeded',
    data: {
      object: { id: 'pi_x', object: 'payment_intent', status: 'succeeded', metadata: { payment_id: paymentId } },
    },
  })
  const signature = new Stripe('sk_x').webhooks.generateTestHeaderString({
    payload: story,
    secret: 'whsec_for_the_tests',
  })
  await fetch(`${desk.url}/webhooks/bank`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'stripe-signature': signature },
    body: story,
  })
  expect(await stateOf(paymentId)).toBe('REQUIRES_ACTION')
  expect((await books(paymentId)).ours).toEqual({})
})
