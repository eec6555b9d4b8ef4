import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

import { expect, test } from 'vitest'

import { settleOpenPayments } from '../src/use-cases/settle-open-payments.ts'
import { openDesk } from './desk.ts'

const desk = await openDesk({ leaseMs: 500 })
const { bank, sql, service } = desk
const KILLS = 8

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

test(`a process killed ${KILLS} times while it takes payments: none is lost, none is taken twice, and the books agree`, async () => {
  let unsettled = 0
  for (let round = 0; round < KILLS; round += 1) {
    const taker = spawn(
      process.execPath,
      [fileURLToPath(new URL('taker.ts', import.meta.url)), desk.databaseUrl, bank.url],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    await once(taker.stdout, 'data')
    await new Promise((resolve) => setTimeout(resolve, 60 + Math.random() * 120))
    taker.kill('SIGKILL')
    await once(taker, 'exit')
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
      { timeout: 15_000 },
    )
    .toBe(0)
  const [all] = await sql`select count(*)::int as n from payments`
  expect(all?.['n']).toBeGreaterThan(KILLS)
}, 60_000)
