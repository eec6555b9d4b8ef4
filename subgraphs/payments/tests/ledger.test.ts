import { migrate } from '@staygraph/subgraph-kit/migrate'
import { testPostgresUrl } from '@staygraph/subgraph-kit/testing/database'
import fc from 'fast-check'
import postgres from 'postgres'
import { expect, test } from 'vitest'

import { capturePayment } from '../src/use-cases/capture-payment.ts'
import { refundPayment } from '../src/use-cases/refund-payment.ts'
import { voidPayment } from '../src/use-cases/void-payment.ts'
import { openDesk } from './desk.ts'

const desk = await openDesk()
const { sql, service, bank, take } = desk

type Step = { act: 'take' | 'hold' | 'capture' | 'void' | 'refund'; card: string; amount: number; on: number }
const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom('take', 'hold', 'capture', 'void', 'refund'),
  card: fc.constantFrom(
    'pm_card_visa',
    'pm_card_mastercard',
    'pm_card_chargeDeclined',
    'pm_card_dropReply',
    'pm_card_fault',
  ),
  amount: fc.integer({ min: 100, max: 90_000 }),
  on: fc.nat({ max: 5 }),
})

test('whatever is taken, set aside, captured, voided and refunded: our ledger sums to zero and agrees with the bank’s', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 4, maxLength: 12 }),
      fc.constantFrom('EUR', 'JPY', 'KWD'),
      async (steps, currency) => {
        const ids: string[] = []
        for (const { act, card, amount, on } of steps) {
          const sum = currency === 'KWD' ? amount * 10 : amount
          const paymentId = ids[on % Math.max(ids.length, 1)] ?? ''
          if (act === 'take' || act === 'hold') {
            const capture = act === 'take' ? 'AUTOMATIC' : 'MANUAL'
            const answer = await take({ amount: sum, currency, paymentMethodId: card, capture })
            if ('paymentId' in answer) ids.push(answer.paymentId)
          } else if (ids.length > 0) {
            if (act === 'capture') await capturePayment({ paymentId }, service)
            if (act === 'void') await voidPayment({ paymentId }, service)
            if (act === 'refund')
              await refundPayment({ key: crypto.randomUUID(), paymentId, amount: sum, currency, reason: 'x' }, service)
          }
        }
        for (const id of ids) {
          const { ours, theirs } = await desk.books(id)
          const [theirBook = { captured: 0, refunded: 0 }] = theirs
          expect(ours['bank'] ?? 0).toBe(theirBook.captured - theirBook.refunded)
          expect((ours['bank'] ?? 0) + (ours['guest_deposits'] ?? 0)).toBe(0)
        }
      },
    ),
    { numRuns: 25 },
  )
  const [all] = await sql`select coalesce(sum(amount), 0)::int as sum, count(*)::int as n from ledger_entries`
  expect(all?.['sum']).toBe(0)
  expect(all?.['n']).toBeGreaterThan(20)
}, 60_000)

test('a posting that does not sum to zero per currency, or has no entries, cannot be committed', async () => {
  const { paymentId } = (await take()) as { paymentId: string }
  const post = (entries: [string, number, string][]) =>
    sql.begin(async (tx) => {
      const [posted] =
        await tx`insert into ledger_transactions (kind, payment_id, subject) values ('REFUND', ${paymentId}, uuidv7()) returning id`
      const rows = entries.map(([account, amount, currency]) => ({
        transaction_id: posted?.['id'] as string,
        account,
        amount,
        currency,
      }))
      if (rows.length > 0) await tx`insert into ledger_entries ${tx(rows)}`
    })
  await expect(post([['bank', 100, 'EUR']])).rejects.toThrow('does not sum to zero: EUR 100')
  await expect(post([['bank', 100, 'EUR'], ['guest_deposits', -100, 'JPY']])).rejects.toThrow('does not sum to zero') // prettier-ignore
  await expect(post([])).rejects.toThrow('it has no entries')
  await post([['bank', -100, 'EUR'], ['guest_deposits', 100, 'EUR']]) // prettier-ignore
})

test.for(['ledger_transactions', 'ledger_entries', 'receipts', 'credit_notes'])(
  '%s can be changed by nobody, not even by their owner',
  async (table) => {
    const { paymentId } = (await take()) as { paymentId: string }
    await refundPayment({ key: `${paymentId}:1`, paymentId, amount: 100, currency: 'EUR', reason: 'x' }, service)
    await desk.number()
    await expect(sql.unsafe(`delete from ${table}`)).rejects.toThrow('append-only')
    await expect(
      sql.unsafe(`update ${table} set ${table === 'ledger_entries' ? 'amount = 0' : 'id = uuidv7()'}`),
    ).rejects.toThrow('append-only')
    await expect(sql.unsafe(`truncate ${table} cascade`)).rejects.toThrow('append-only')
  },
)

test('the role of the service has no right to change the ledger, nor to delete a payment', async () => {
  const admin = postgres(testPostgresUrl(), { max: 1, onnotice: () => {} })
  const name = `payments_role_${Date.now()}`
  await admin.unsafe(
    `do $$ begin create role payments; exception when duplicate_object or unique_violation then null; end $$`,
  )
  await admin.unsafe(`create database ${name}`)
  const url = Object.assign(new URL(testPostgresUrl()), { pathname: `/${name}` }).href
  const prepare = postgres(url, { max: 1 })
  await prepare.unsafe(
    'alter default privileges in schema public grant select, insert, update, delete on tables to payments',
  )
  await prepare.end()
  await migrate(url, new URL('../migrations/', import.meta.url))
  const service = postgres(url, { max: 1, connection: { options: '-c role=payments' } })
  for (const statement of [
    'update ledger_entries set amount = 0',
    'delete from ledger_transactions',
    'truncate receipts',
    'delete from payments',
    'delete from disputes',
    'update refund_covers set amount = 1',
    'update legal_entities set name = name',
  ]) {
    await expect(service.unsafe(statement)).rejects.toThrow('permission denied')
  }
  await service`select * from payments`
  await service`delete from bank_events` // those heard long ago are forgotten
  await service.end()
  await admin.unsafe(`drop database ${name} with (force)`)
  await admin.end()
})

test('a state that does not follow from the one before is refused by the database', async () => {
  const { paymentId } = (await take()) as { paymentId: string }
  await expect(sql`update payments set status = 'VOIDED' where id = ${paymentId}`).rejects.toThrow(
    'may not go from CAPTURED to VOIDED',
  )
  const declined = (await take({ paymentMethodId: 'pm_card_chargeDeclined' })) as { paymentId: string }
  await expect(sql`update payments set status = 'CAPTURED' where id = ${declined.paymentId}`).rejects.toThrow(
    'may not go',
  )
})

test('the bank’s own ledger and ours match one to one over everything this file did', async () => {
  const [ours] = await sql`
    select count(*) filter (where kind = 'CAPTURE')::int as captures from ledger_transactions where kind = 'CAPTURE'`
  const theirs = bank.ledger().intents.filter((it) => it.captured > 0)
  expect(theirs).toHaveLength(ours?.['captures'] as number)
})
