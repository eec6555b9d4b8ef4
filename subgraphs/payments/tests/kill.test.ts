import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

import { expect, test } from 'vitest'

import { lookAtOpenDisputes } from '../src/use-cases/hear-dispute.ts'
import { reconcile } from '../src/use-cases/reconcile/reconcile.ts'
import { settleOpenRefunds } from '../src/use-cases/refund-payment.ts'
import { settleOpenPayments } from '../src/use-cases/settle-open-payments.ts'
import { openDesk } from './desk.ts'

const desk = await openDesk({ leaseMs: 500 })
const { bank, sql, service } = desk
const KILLS = 8
const KILLS_AMID_DISPUTES = 5

/** Payments in which the bank's ledger and ours differ, or that were charged twice. */
async function differences() {
  const rows = await sql<{ id: string; status: string; sum: number }[]>`
    select p.id, p.status, coalesce((select sum(e.amount) from ledger_entries e join ledger_transactions t on t.id = e.transaction_id
      where t.payment_id = p.id and e.account = 'bank'), 0)::float8 as sum from payments p`
  const theirs = Map.groupBy(bank.ledger().intents, (it) => it.metadata['payment_id'] ?? '')
  return rows.filter(({ id, status, sum }) => {
    const captured = (theirs.get(id) ?? []).map((it) => it.captured)
    return captured.length > 1 || sum !== (captured[0] ?? 0) || status !== 'CAPTURED'
  })
}

async function killWhile(work: 'take' | 'give back') {
  const taker = spawn(
    process.execPath,
    [fileURLToPath(new URL('taker.ts', import.meta.url)), desk.databaseUrl, bank.url, work],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  await once(taker.stdout, 'data')
  // By what it has done, not by the clock: a machine that is busy kills no later.
  const table = work === 'take' ? 'payments' : 'refunds'
  const rows = async () => (await sql<{ n: number }[]>`select count(*)::int as n from ${sql(table)}`)[0]?.n ?? 0
  const enough = (await rows()) + 2 + Math.floor(Math.random() * 12)
  while ((await rows()) < enough) await new Promise((resolve) => setTimeout(resolve, 2))
  taker.kill('SIGKILL')
  await once(taker, 'exit')
}

test(`a process killed ${KILLS} times while it takes payments: none is lost, none is taken twice, and the books agree`, async () => {
  let unsettled = 0
  for (let round = 0; round < KILLS; round += 1) {
    await killWhile('take')
    unsettled += (await differences()).length
  }
  // The kills must have hit something, or this proves nothing.
  expect(unsettled).toBeGreaterThan(0)
  desk.wait(60_000)
  await expect
    .poll(
      async () => {
        await settleOpenPayments(service)
        return (await differences()).length
      },
      { timeout: 60_000 },
    )
    .toBe(0)
  const [all] = await sql`select count(*)::int as n from payments`
  expect(all?.['n']).toBeGreaterThan(KILLS)
}, 180_000)

/** Refunds that have not ended, and payments whose money in our books is not where the bank says it is. */
async function unsettledMoney() {
  const { intents, disputes } = bank.ledger()
  const rows = await sql<
    { id: string; intent: string | null; bank: number; disputed: number; given: number; open: number }[]
  >`
    select p.id, p.bank_intent as intent,
      coalesce((select sum(e.amount) from ledger_entries e join ledger_transactions t on t.id = e.transaction_id where t.payment_id = p.id and e.account = 'bank'), 0)::float8 as bank,
      coalesce((select sum(e.amount) from ledger_entries e join ledger_transactions t on t.id = e.transaction_id where t.payment_id = p.id and e.account = 'disputed'), 0)::float8 as disputed,
      coalesce((select sum(amount) from refunds where payment_id = p.id and status = 'SUCCEEDED'), 0)::float8 as given,
      (select count(*) from refunds where payment_id = p.id and status not in ('SUCCEEDED', 'FAILED'))::int as open
    from payments p where p.status <> 'NOT_ATTEMPTED'`
  return rows.filter(({ intent, bank: ours, disputed, given, open }) => {
    const theirs = intents.find(({ id }) => id === intent)
    const about = disputes.filter((it) => it.intent === intent)
    const out = about.reduce((sum, it) => sum + it.withdrawn, 0)
    const [captured, refunded] = [theirs?.captured ?? 0, theirs?.refunded ?? 0]
    const waits = about.some(({ status }) => status === 'needs_response')
    return (
      ours !== captured - refunded - out ||
      disputed !== (waits ? out : 0) ||
      (open > 0 && !waits) ||
      refunded + out > captured ||
      given > captured
    )
  })
}

test(`a process killed ${KILLS_AMID_DISPUTES} times while it gives back amid disputes: nobody has more back than they paid, and the books agree`, async () => {
  let unsettled = 0
  for (let round = 0; round < KILLS_AMID_DISPUTES; round += 1) {
    await killWhile('give back')
    unsettled += (await unsettledMoney()).length
  }
  expect(unsettled).toBeGreaterThan(0)
  await expect
    .poll(
      async () => {
        desk.wait(5 * 60_000)
        await settleOpenPayments(service)
        while (await reconcile(service));
        while (await lookAtOpenDisputes(service));
        desk.wait(60_000)
        await settleOpenRefunds(service)
        return (await unsettledMoney()).length
      },
      { timeout: 60_000 },
    )
    .toBe(0)
  const [some] = await sql<{ disputes: number; covers: number }[]>`
    select (select count(*) from disputes)::int as disputes, (select count(*) from refund_covers)::int as covers`
  expect(some?.disputes).toBeGreaterThan(0)
  expect(await sql`select kind, detail from bank_findings where settled_at is null`).toEqual([])
}, 180_000)
