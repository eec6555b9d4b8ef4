import { afterAll, beforeEach, expect, test } from 'vitest'

import { oneNight, openBank, openMerchant, SECRET } from './practice.ts'

const { bank, stripe } = await openBank({ disputeOpensAfterMs: 20 })
const merchant = await openMerchant(stripe)
afterAll(() => Promise.all([bank.close(), merchant.close()]))
beforeEach(() => bank.reset())

const paid = (card = 'pm_card_visa') => stripe.paymentIntents.create({ ...oneNight, payment_method: card })
const disputed = async (complaint: Parameters<typeof bank.openDispute>[1] = {}) => {
  const intent = await paid()
  const id = await bank.openDispute(intent.id, complaint)
  if (!id) throw new Error('nothing was disputed')
  return { intent, id }
}
const lines = async () =>
  (await stripe.balanceTransactions.list()).data.map((it) => [it.type, it.reporting_category, it.amount])

test('a card that disputes: the sum leaves the balance, and the events tell it in order', async () => {
  bank.setWebhook({
    url: merchant.url,
    secret: SECRET,
    events: ['charge.dispute.*', 'charge.dispute.created', 'charge.dispute.funds_withdrawn', 'charge.dispute.closed'],
  })
  const intent = await paid('pm_card_createDispute')
  await expect.poll(async () => (await stripe.disputes.list({ payment_intent: intent.id })).data.length).toBe(1)
  const [dispute] = (await stripe.disputes.list({ payment_intent: intent.id })).data
  expect(dispute).toMatchObject({
    amount: 12_345,
    currency: 'eur',
    status: 'needs_response',
    reason: 'fraudulent',
    payment_intent: intent.id,
    balance_transactions: [{ amount: -12_345, type: 'adjustment' }],
  })
  expect(await stripe.charges.retrieve(intent.latest_charge as string)).toMatchObject({ disputed: true })
  expect(await lines()).toEqual([
    ['adjustment', 'dispute', -12_345],
    ['charge', 'charge', 12_345],
  ])
  await expect
    .poll(() => merchant.received.map(({ type }) => type).toSorted())
    .toEqual(['charge.dispute.created', 'charge.dispute.funds_withdrawn'])
})

test('while a dispute is open, and after it was lost, the charge cannot be refunded; after it was won it can', async () => {
  const { intent, id } = await disputed()
  const refund = () => stripe.refunds.create({ payment_intent: intent.id, amount: 100 })
  await expect(refund()).rejects.toMatchObject({ code: 'charge_disputed', statusCode: 400 })
  await stripe.disputes.update(id, { evidence: { uncategorized_text: 'winning_evidence' } })
  expect(await stripe.disputes.retrieve(id)).toMatchObject({ status: 'won' })
  expect(await refund()).toMatchObject({ status: 'succeeded' })
  expect((await lines())[1]).toEqual(['adjustment', 'dispute_reversal', 12_345])

  const other = await disputed()
  expect(await stripe.disputes.close(other.id)).toMatchObject({ status: 'lost' })
  await expect(stripe.refunds.create({ payment_intent: other.intent.id })).rejects.toMatchObject({
    code: 'charge_disputed',
  })
  await expect(stripe.disputes.close(other.id)).rejects.toMatchObject({ code: 'dispute_closed' })
})

test('of a charge that was disputed in part and lost, only the rest can be refunded', async () => {
  const { intent, id } = await disputed({ amount: 2345, reason: 'product_not_received' })
  expect(await bank.decideDispute(id, 'lost')).toBe(true)
  await expect(stripe.refunds.create({ payment_intent: intent.id, amount: 10_001 })).rejects.toThrow(/unrefunded/)
  expect(await stripe.refunds.create({ payment_intent: intent.id })).toMatchObject({ amount: 10_000 })
  expect(bank.ledger().disputes).toMatchObject([{ id, status: 'lost', withdrawn: 2345 }])
})

test('an inquiry moves no money and does not stand in the way of a refund', async () => {
  const { intent, id } = await disputed({ inquiry: true })
  expect(await stripe.disputes.retrieve(id)).toMatchObject({
    status: 'warning_needs_response',
    balance_transactions: [],
    is_charge_refundable: true,
  })
  await stripe.disputes.update(id, { evidence: { product_description: 'A room' } })
  expect(await stripe.disputes.retrieve(id)).toMatchObject({ status: 'warning_under_review' })
  expect(await stripe.refunds.create({ payment_intent: intent.id })).toMatchObject({ status: 'succeeded' })
  await bank.decideDispute(id, 'lost')
  expect(await stripe.disputes.retrieve(id)).toMatchObject({ status: 'warning_closed' })
})

test('nothing is disputed twice at once, nor when nothing is left, and a stranger’s evidence is refused by name', async () => {
  const { intent, id } = await disputed()
  expect(await bank.openDispute(intent.id)).toBeNull()
  const refunded = await paid()
  await stripe.refunds.create({ payment_intent: refunded.id })
  expect(await bank.openDispute(refunded.id)).toBeNull()
  await expect(stripe.disputes.update(id, { evidence: { colour: 'red' } } as never)).rejects.toMatchObject({
    code: 'parameter_unknown',
  })
  await expect(stripe.disputes.retrieve('du_none')).rejects.toMatchObject({ statusCode: 404 })
})
