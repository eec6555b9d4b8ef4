import { openDatabase } from '@staygraph/subgraph-kit/database'
import { createLogger } from '@staygraph/subgraph-kit/log'

import { createBank } from '../src/bank/bank.ts'
import { takePayment } from '../src/use-cases/take-payment.ts'
import { UnderWay } from '../src/use-cases/under-way.ts'
import { order, signers, trust } from './order.ts'

// A process that takes payments as fast as it can, until it is killed. Started by kill.test.ts.
const [databaseUrl = '', bankUrl = ''] = process.argv.slice(2)
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
  trust,
  siteUrl: 'https://staygraph.example',
  returnOrigins: [],
  legalEntity: 'staygraph',
  patienceMs: 2_000,
  leaseMs: 500,
}
process.stdout.write('taking\n')
await Promise.all(
  Array.from({ length: 8 }, async () => {
    for (;;) await takePayment(order(), service)
  }),
)
