import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { createLogger } from '@staygraph/subgraph-kit/log'
import { afterAll, expect, test } from 'vitest'

import { createBank } from '../src/bank/bank.ts'
import { openAtBank } from '../src/bank/card-pages.ts'
import { disputesOf } from '../src/bank/disputes.ts'
import { findPayment, occupyKey } from '../src/bank/payment-intents.ts'
import { askForRefund, findRefund } from '../src/bank/refunds.ts'
import type { PaymentRow, RefundRow } from '../src/database/tables.ts'

// A bank, or whoever stands in its place, that answers 200 and something else than was asked. Nothing of it is believed.

const payment = {
  id: '7b6a2c1e-0000-4000-8000-000000000001',
  key: 'r:pay:1',
  amount: 46_500,
  currency: 'EUR',
  bankIntent: null,
  createdAt: new Date(),
} as PaymentRow
const refund = {
  id: '7b6a2c1e-0000-4000-8000-000000000002',
  key: 'r:refund:1',
  amount: 100,
  bankRefund: null,
} as RefundRow
const captured = { ...payment, bankIntent: 'pi_1' } as PaymentRow

let body = ''
const server = createServer((request, response) => {
  request.resume()
  response.writeHead(200, { 'content-type': 'application/json' }).end(body)
}).listen(0, '127.0.0.1')
await new Promise((resolve) => server.once('listening', resolve))
afterAll(() => server.closeAllConnections())
afterAll(() => server.close())
const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const bankAnswering = (answer: unknown) => {
  body = JSON.stringify(answer)
  return createBank({ apiKey: 'sk', apiUrl, webhookSecret: 'whsec', logger: createLogger('payments', 'silent') })
}
const other = { id: 'pi_other', object: 'payment_intent', status: 'canceled', amount: 1, currency: 'eur', metadata: {} }

const answers = {
  'an object of another kind': { hello: 1 },
  null: null,
  'a list of nothing known': { data: [null, { id: 7 }], has_more: false },
  'somebody else’s payment': other,
  'a refund of another sum': {
    id: 're_1',
    object: 'refund',
    status: 'succeeded',
    amount: 99_999,
    metadata: { refund_id: refund.id },
  },
}

test.for(Object.entries(answers))('%s is no answer to any question about money', async ([, answer]) => {
  const bank = bankAnswering(answer)
  const said = [
    await findPayment(bank, payment, new Date()),
    await findPayment(bank, captured, new Date()),
    await occupyKey(bank, payment),
    await askForRefund(bank, refund, captured),
    await findRefund(bank, refund, captured),
    await findRefund(bank, { ...refund, bankRefund: 're_1' }, captured),
    await disputesOf(bank, 'pi_1'),
    await openAtBank(bank, { returnUrl: 'https://stay.example', message: null, id: 'x' }),
  ]
  expect(said.map(({ kind }) => kind)).toEqual(said.map(() => 'UNKNOWN'))
})
