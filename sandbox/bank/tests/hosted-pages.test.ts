import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { pino } from 'pino'
import type Stripe from 'stripe'
import { afterAll, expect, test } from 'vitest'

import { passesLuhn } from '../src/cards/card-entry.ts'
import { testCards } from '../src/cards/test-cards.ts'
import { oneNight, openBank } from './practice.ts'

const log: string[] = []
const dataDir = await mkdtemp(join(tmpdir(), 'bank-'))
const { bank, stripe } = await openBank({ dataDir, logger: pino({}, { write: (line: string) => void log.push(line) }) })
afterAll(() => bank.close())

const SITE = 'http://127.0.0.1:3000'
const submit = (url: string, fields: Record<string, string>) =>
  fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })
const visa = { number: '4242 4242 4242 4242', expiry: '08 / 31', cvc: '123', name: 'Ada Lovelace' }

const openCardPage = () =>
  stripe.checkout.sessions.create({
    mode: 'setup',
    currency: 'eur',
    customer_creation: 'always',
    success_url: `${SITE}/book?card_page={CHECKOUT_SESSION_ID}`,
    cancel_url: `${SITE}/book`,
    custom_text: { submit: { message: 'You will pay €123.45 <b>now</b>.' } },
  })

test('a card typed on the card page becomes a payment method that can be charged again and again', async () => {
  const session = await openCardPage()
  expect(session).toMatchObject({ status: 'open', mode: 'setup' })
  expect(await (await fetch(session.url ?? '')).text()).toContain('You will pay €123.45 &lt;b&gt;now&lt;/b&gt;.')
  const answer = await submit(session.url ?? '', visa)
  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toBe(`${SITE}/book?card_page=${session.id}`)

  const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ['setup_intent.payment_method'] })
  const setup = done.setup_intent as Stripe.SetupIntent
  const method = setup.payment_method as Stripe.PaymentMethod
  expect(method.card).toMatchObject({ brand: 'visa', last4: '4242', exp_month: 8, exp_year: 2031 })
  expect(done).toMatchObject({ status: 'complete', customer: method.customer, url: null })
  const charge = { ...oneNight, payment_method: method.id, customer: method.customer as string }
  expect(await stripe.paymentIntents.create(charge)).toMatchObject({ status: 'succeeded' })
  expect(await stripe.paymentIntents.create(charge)).toMatchObject({ status: 'succeeded' })
  const withoutCustomer = stripe.paymentIntents.create({ ...oneNight, payment_method: method.id })
  await expect(withoutCustomer).rejects.toThrow(/include the Customer/)
})

test('sending the card page twice keeps one card and leads on', async () => {
  const session = await openCardPage()
  await submit(session.url ?? '', visa)
  const first = await stripe.checkout.sessions.retrieve(session.id, { expand: ['setup_intent'] })
  const again = await submit(`${bank.url}/card/${session.id}`, { ...visa, number: '5555555555554444' })
  expect(again.status).toBe(303)
  const second = await stripe.checkout.sessions.retrieve(session.id, { expand: ['setup_intent'] })
  expect((second.setup_intent as Stripe.SetupIntent).payment_method).toBe(
    (first.setup_intent as Stripe.SetupIntent).payment_method,
  )
})

test.for([
  ['number', '4242424242424241', 'valid card number'],
  ['number', '4012888888881881', 'only its own test cards'],
  ['expiry', '01/20', 'expired'],
  ['expiry', '13/31', 'month and year'],
  ['cvc', '12', '3 digits'],
  ['name', ' ', 'name on the card'],
])('a wrong %s (%s) is said beside its field, and the number is not sent back', async ([field, value, words]) => {
  const session = await openCardPage()
  const answer = await submit(session.url ?? '', { ...visa, [field as string]: value as string })
  const text = await answer.text()
  expect(answer.status).toBe(422)
  expect(text).toMatch(new RegExp(`id="${field}-error">[^<]*${words}`))
  expect(text).toContain(`aria-describedby`)
  expect(text.split('<h2')[0]).not.toMatch(/4242 ?4242|4012/)
})

test('3-D Secure: approve leads back with success and the money, decline with neither', async () => {
  for (const [decision, redirectStatus, status] of [
    ['approve', 'succeeded', 'succeeded'],
    ['decline', 'failed', 'requires_payment_method'],
  ]) {
    const intent = await stripe.paymentIntents.create({
      ...oneNight,
      payment_method: 'pm_card_authenticationRequired',
      return_url: `${SITE}/book/confirm?reservation=r1`,
    })
    expect(intent).toMatchObject({ status: 'requires_action', next_action: { type: 'redirect_to_url' } })
    const url = intent.next_action?.redirect_to_url?.url ?? ''
    expect(await (await fetch(url)).text()).toContain('€123.45')
    expect((await fetch(url.replace(/secret=.*/, 'secret=guess'))).status).toBe(404)
    for (const _ of [1, 2]) {
      const answer = await submit(url, { decision: decision as string })
      expect(answer.headers.get('location')).toBe(
        `${SITE}/book/confirm?reservation=r1&payment_intent=${intent.id}&payment_intent_client_secret=${intent.client_secret}&redirect_status=${redirectStatus}`,
      )
    }
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ status })
  }
})

test('no card number is in the journal, the log, or the front page’s payments', async () => {
  const session = await openCardPage()
  await submit(session.url ?? '', { ...visa, number: '5555 5555 5555 4444' })
  await submit((await openCardPage()).url ?? '', { ...visa, number: '4000000000000002', cvc: '1' })
  const kept = `${await readFile(join(dataDir, 'bank.jsonl'), 'utf8')}\n${log.join('')}`
  expect(kept).toContain('"last4":"4444"')
  for (const { number } of testCards) expect(kept.replaceAll(/[ -]/g, '')).not.toContain(number)
  expect(await (await fetch(bank.url)).text()).toContain('Recent payments')
})

test('the API refuses a card number instead of taking it', async () => {
  const raw = { type: 'card', card: { number: '4242424242424242', exp_month: 8, exp_year: 2031 } } as const
  await expect(stripe.paymentMethods.create(raw)).rejects.toThrow(/unsafe/)
  const token = await stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_amex' } })
  expect(token.card).toMatchObject({ brand: 'amex', last4: '0005' })
})

test('every test card is a number a card reader would take', () => {
  for (const { number } of testCards) expect([number, passesLuhn(number)]).toEqual([number, true])
})

test('the levers answer over HTTP and refuse what they do not know', async () => {
  const set = (body: object) => fetch(`${bank.url}/_sandbox/scenario`, { method: 'POST', body: JSON.stringify(body) })
  expect(await (await set({ slowCardMs: 1 })).json()).toMatchObject({ slowCardMs: 1, down: false })
  expect((await set({ colour: 'red' })).status).toBe(400)
  const ledger = (await (await fetch(`${bank.url}/_sandbox/ledger`)).json()) as { intents: unknown[] }
  expect(ledger.intents.length).toBeGreaterThan(0)
  expect((await fetch(`${bank.url}/health/ready`)).status).toBe(200)
  expect((await fetch(`${bank.url}/v1/nothing`)).status).toBe(404)
})
