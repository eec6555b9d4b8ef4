import { startBank, type BankOptions } from '@staygraph/sandbox-bank/start-bank'
import { createLogger, type Logger } from '@staygraph/subgraph-kit/log'
import { freshDatabase } from '@staygraph/subgraph-kit/testing/database'
import { afterAll } from 'vitest'

import { createBank } from '../src/bank/bank.ts'
import type { Service } from '../src/context.ts'
import { createServer } from '../src/server.ts'
import { issueNumbers } from '../src/use-cases/issue-numbers.ts'
import { takePayment } from '../src/use-cases/take-payment.ts'
import { UnderWay } from '../src/use-cases/under-way.ts'
import { order, pairs, readGrant, signers, SITE, trust, type Order } from './order.ts'

export { order, pairs, signers, SITE, trust, type Order }

const SECRET = 'whsec_for_the_tests'

type DeskOptions = {
  patienceMs?: number
  leaseMs?: number
  bankTimeoutMs?: number
  bank?: BankOptions
  connections?: number
  logger?: Logger
}

/** Payments at work: a real database, the real sandbox bank telling its events, the real server. */
export async function openDesk(options: DeskOptions = {}) {
  const {
    db,
    sql,
    url: databaseUrl,
  } = await freshDatabase(new URL('../migrations', import.meta.url), {
    max: options.connections ?? 10,
  })
  const bank = await startBank({ refundSettlesAfterMs: 150, ...options.bank })
  const logger = options.logger ?? createLogger('payments', 'silent')
  let ahead = 0
  const replica = (): Service => ({
    db,
    sql,
    bank: createBank({
      apiKey: bank.apiKey,
      apiUrl: bank.url,
      webhookSecret: SECRET,
      timeoutMs: options.bankTimeoutMs ?? 5_000,
      logger,
    }),
    underWay: new UnderWay(),
    now: () => new Date(Date.now() + ahead),
    logger,
    signer: signers.payments,
    readGrant,
    siteUrl: SITE,
    returnOrigins: [SITE],
    legalEntity: 'staygraph',
    patienceMs: options.patienceMs ?? 2_000,
    leaseMs: options.leaseMs ?? 20_000,
  })
  const service = replica()
  const app = await createServer(service, pairs.payments, async () => ({ ready: true }))
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  const tellEvents = () => bank.setWebhook({ url: `${url}/webhooks/bank`, secret: SECRET, events: ['*'] })
  afterAll(async () => {
    await app.close()
    await bank.close()
  })

  const take = (changes: Partial<Order> = {}, by = service) => takePayment({ ...order(), ...changes }, by)
  return {
    bank,
    service,
    /** The same database and bank from another process. */
    replica,
    url,
    databaseUrl,
    db,
    sql,
    tellEvents,
    take,
    number: () => issueNumbers(service),
    /** Move the clock. */
    wait: (ms: number) => (ahead += ms),
    /** The events promised so far: which payment each is about. */
    told: async () => {
      const rows = await sql<{ paymentId: string }[]>`
        select payload ->> 'paymentId' as "paymentId" from outbox where job = 'payment-changed' order by id`
      return rows.map((row) => row.paymentId)
    },
    /** What the two ledgers say of one payment: ours in minor units, the bank's own. */
    books: async (id: string) => {
      const ours = await sql<{ account: string; sum: number }[]>`
        select account, sum(amount)::float8 as sum from ledger_entries e join ledger_transactions t on t.id = e.transaction_id
        where t.payment_id = ${id} group by account order by account`
      const theirs = bank.ledger().intents.filter((it) => it.metadata['payment_id'] === id)
      return {
        ours: Object.fromEntries(ours.map(({ account, sum }) => [account, sum])),
        theirs: theirs.map(({ status, captured, refunded }) => ({ status, captured, refunded })),
      }
    },
  }
}
export type Desk = Awaited<ReturnType<typeof openDesk>>

/** Answer the bank's 3-D Secure page as the guest would. */
export async function answerChallenge(redirectUrl: string, decision: 'approve' | 'decline') {
  const answer = await fetch(redirectUrl, {
    method: 'POST',
    body: new URLSearchParams({ decision }),
    redirect: 'manual',
  })
  return answer.headers.get('location')
}
