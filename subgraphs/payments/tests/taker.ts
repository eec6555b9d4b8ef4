import { openDatabase } from '@staygraph/subgraph-kit/database'
import { createLogger } from '@staygraph/subgraph-kit/log'

import { createBank } from '../src/bank/bank.ts'
import { readPayment } from '../src/database/payments.ts'
import { hearOfDispute } from '../src/use-cases/hear-dispute.ts'
import { refundPayment } from '../src/use-cases/refund-payment.ts'
import { takePayment } from '../src/use-cases/take-payment.ts'
import { UnderWay } from '../src/use-cases/under-way.ts'
import { order, readGrant, signers } from './order.ts'

// A process that takes payments as fast as it can (or gives them back amid disputes), until it is killed. Started by
// kill.test.ts.
const [databaseUrl = '', bankUrl = '', work = 'take'] = process.argv.slice(2)
const logger = createLogger('taker', 'silent')
const { db, sql } = openDatabase(databaseUrl, { max: 8 })
const service = {
  db,
  sql,
  bank: createBank({ apiKey: 'sk_test_staygraph', apiUrl: bankUrl, webhookSecret: 'whsec_taker', logger }),
  underWay: new UnderWay(),
  now: () => new Date(),
  logger,
  signer: signers.payments,
  readGrant,
  siteUrl: 'https://staygraph.example',
  returnOrigins: [],
  legalEntity: 'staygraph',
  patienceMs: 2_000,
  leaseMs: 500,
}
const sandbox = async (path: string, body: object) => {
  const answer = await fetch(`${bankUrl}/_sandbox/${path}`, { method: 'POST', body: JSON.stringify(body) })
  return (await answer.json()) as { opened?: string }
}

/** Taken, disputed, decided and given back in two parts, all at once. */
async function giveBackAmidDisputes() {
  const taken = await takePayment(order(), service)
  if (taken.status !== 'CAPTURED') return
  const { paymentId } = taken
  const { bankIntent } = await readPayment(db, paymentId)
  const refund = (n: number) =>
    refundPayment({ key: `${paymentId}:refund:${n}`, paymentId, amount: 20_000, currency: 'EUR', reason: 'x' }, service)
  const dispute = async () => {
    const { opened } = await sandbox(`payment_intents/${bankIntent}/dispute`, {})
    if (!opened) return
    await hearOfDispute(opened, service)
    await sandbox(`disputes/${opened}/decide`, { outcome: Math.random() < 0.5 ? 'won' : 'lost' })
    await hearOfDispute(opened, service)
  }
  await Promise.all([refund(1), dispute(), refund(2)])
}

process.stdout.write('taking\n')
await Promise.all(
  Array.from({ length: 8 }, async () => {
    for (;;) await (work === 'take' ? takePayment(order(), service) : giveBackAmidDisputes())
  }),
)
