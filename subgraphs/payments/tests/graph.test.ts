import { documentLink } from '@staygraph/payments/contract/document-link'
import { findReceipt, readReceipt } from '@staygraph/payments/contract/receipt-document'
import { takePayment } from '@staygraph/payments/contract/take-payment'
import { verifyClaim } from '@staygraph/subgraph-kit/claim'
import { createCaller } from '@staygraph/subgraph-kit/command'
import { createGranter } from '@staygraph/subgraph-kit/grant'
import { identityHeader, mintIdentity, type Viewer } from '@staygraph/subgraph-kit/identity'
import { expect, test } from 'vitest'

import { refundPayment } from '../src/use-cases/refund-payment.ts'
import { openDesk, order, pairs, SITE, trust } from './desk.ts'

const desk = await openDesk()
const ada: Viewer = { kind: 'customer', customerId: 'customer-ada', email: 'ada@example.com' }
const eve: Viewer = { kind: 'customer', customerId: 'customer-eve', email: 'eve@example.com' }
const nobody: Viewer = { kind: 'anonymous' }

type Shown = {
  id: string
  url: string
  paymentMethodId: string
  receipt: { number: string; url: string }
}
type Answer = {
  data?: { _entities?: (Shown | null)[]; openCardPage?: Shown; cardPage?: Shown | null }
  errors?: unknown[]
}
async function ask(query: string, variables: object, viewer: Viewer): Promise<Answer> {
  const body = JSON.stringify({ query, variables })
  const identity = mintIdentity(pairs.gateway, 'payments', body, viewer)
  const headers = { 'content-type': 'application/json', [identityHeader]: identity }
  return (await (await fetch(`${desk.url}/graphql`, { method: 'POST', headers, body })).json()) as Answer
}

const ENTITY = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Payment {
  id status amount { amount currency formatted(locale: "de") } refunded { amount } card { brand last4 }
  receipt { number issuedAt url } refunds { amount { formatted } status creditNote { number url } } } } }`
const read = async (id: string, viewer: Viewer, grant?: string) => {
  const { data, errors } = await ask(ENTITY, { of: [{ __typename: 'Payment', id, grant }] }, viewer)
  expect(errors).toBeUndefined()
  return data?._entities?.[0] ?? null
}
const grantOf = (paymentId: string, by = pairs.reservations, seconds = 60, to = 'payments') =>
  createGranter(by, to)({ paymentId }, seconds)

test('a payment is read by its customer and by whoever was shown its reservation; by nobody else', async () => {
  const { paymentId } = (await desk.take()) as { paymentId: string }
  const { paymentId: another } = (await desk.take()) as { paymentId: string }
  expect(await read(paymentId, ada)).toMatchObject({ id: paymentId, status: 'CAPTURED' })
  expect(await read(paymentId, nobody, grantOf(paymentId))).toMatchObject({ id: paymentId })

  expect(await read(paymentId, eve)).toBeNull()
  expect(await read(paymentId, nobody)).toBeNull()
  expect(await read(paymentId, eve, grantOf(another))).toBeNull()
  expect(await read(paymentId, eve, grantOf(paymentId, pairs.workers))).toBeNull()
  expect(await read(paymentId, eve, grantOf(paymentId, pairs.reservations, -60))).toBeNull()
  expect(await read(paymentId, eve, grantOf(paymentId, pairs.reservations, 60, 'workers'))).toBeNull()
  expect(await read(paymentId, eve, 'forged')).toBeNull()
  expect(await read('not-an-id', ada)).toBeNull()
})

test('the graph shows the sum, the card’s last digits, the receipt and the refunds with their credit notes', async () => {
  const { paymentId } = (await desk.take()) as { paymentId: string }
  expect(await read(paymentId, ada)).toMatchObject({ receipt: null, refunds: [] })
  const refund = { key: `${paymentId}:1`, paymentId, amount: 7_700, currency: 'EUR', reason: 'Cancelled' }
  await refundPayment(refund, desk.service)
  await desk.number()
  const shown = await read(paymentId, ada)
  expect(shown).toMatchObject({
    status: 'PARTIALLY_REFUNDED',
    amount: { amount: 47_700, currency: 'EUR', formatted: '477,00\u00a0€' },
    refunded: { amount: 7_700 },
    card: { brand: 'visa', last4: '4242' },
    receipt: { number: expect.stringMatching(/^20\d\d-\d{6}$/), issuedAt: expect.stringMatching(/Z$/) },
    refunds: [
      { status: 'SUCCEEDED', amount: { formatted: '€77.00' }, creditNote: { number: expect.stringMatching(/^C20/) } },
    ],
  })
  const token = (shown?.receipt.url ?? '').replace(`${SITE}/documents/`, '')
  const link = await verifyClaim(token, trust, 'documents', ['payments'], documentLink)
  const call = createCaller(pairs.workers)
  const document = await call({ name: 'payments', url: desk.url }, readReceipt, { receiptId: link.id })
  expect(document).toMatchObject({ number: shown?.receipt.number })
})

const OPEN = `mutation ($input: OpenCardPageInput!) { openCardPage(input: $input) { __typename
  ... on CardPage { id url status paymentMethodId card { last4 } } ... on Refusal { message } } }`
const PAGE = `query ($id: ID!) { cardPage(id: $id) { status paymentMethodId card { brand last4 } } }`

test('the card is typed at the bank, and its payment method pays, more than once', async () => {
  const input = { returnUrl: `${SITE}/book?offer=x`, amount: 47_700, currency: 'EUR' }
  const opened = (await ask(OPEN, { input }, nobody)).data?.openCardPage
  expect(opened).toMatchObject({ __typename: 'CardPage', status: 'OPEN', paymentMethodId: null, card: null })
  expect(await (await fetch(opened?.url ?? '')).text()).toContain('You will pay €477.00')
  expect((await ask(PAGE, { id: opened?.id }, nobody)).data?.cardPage).toMatchObject({ status: 'OPEN' })

  const typed = new URLSearchParams({ number: '5555555555554444', expiry: '12/31', cvc: '123', name: 'Ada Lovelace' })
  const back = await fetch(opened?.url ?? '', { method: 'POST', body: typed, redirect: 'manual' })
  expect(back.headers.get('location')).toBe(`${SITE}/book?offer=x&card_page=${opened?.id}`)
  const page = (await ask(PAGE, { id: opened?.id }, nobody)).data?.cardPage
  expect(page).toMatchObject({ status: 'COMPLETE', card: { brand: 'mastercard', last4: '4444' } })
  for (let times = 0; times < 2; times += 1) {
    expect(await desk.take({ paymentMethodId: page?.paymentMethodId ?? '' })).toMatchObject({ status: 'CAPTURED' })
  }
})

test('the browser is sent back only to our own pages; a silent bank is said plainly; a guessed page is nobody’s', async () => {
  const evil = (await ask(OPEN, { input: { returnUrl: 'https://evil.example/' } }, nobody)).data?.openCardPage
  expect(evil).toMatchObject({ __typename: 'ReturnUrlNotAllowed' })
  desk.bank.scenario({ down: true })
  const silent = (await ask(OPEN, { input: { returnUrl: SITE } }, nobody)).data?.openCardPage
  expect(silent).toMatchObject({
    __typename: 'BankUnavailable',
    message: expect.stringContaining('Nothing was charged'),
  })
  desk.bank.scenario({ down: false })
  expect((await ask(PAGE, { id: 'cp_guess' }, nobody)).data).toEqual({ cardPage: null })
})

test('commands are taken from the sister that may give them, and from no other', async () => {
  const here = { name: 'payments', url: desk.url }
  const mine = order()
  const answer = await createCaller(pairs.reservations)(here, takePayment, mine)
  expect(answer).toMatchObject({ status: 'CAPTURED' })
  await expect(createCaller(pairs.workers)(here, takePayment, mine)).rejects.toMatchObject({ status: 403 })
  await expect(createCaller(pairs.gateway)(here, takePayment, mine)).rejects.toMatchObject({ status: 403 })
  await desk.number()
  expect(await createCaller(pairs.workers)(here, findReceipt, mine)).toMatchObject({ reference: mine.reference })
  const unsigned = await fetch(`${desk.url}/commands/take-payment`, { method: 'POST', body: JSON.stringify(mine), headers: { 'content-type': 'application/json' } }) // prettier-ignore
  expect(unsigned.status).toBe(401)
})
