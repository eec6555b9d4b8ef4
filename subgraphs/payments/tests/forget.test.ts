import { expect, test } from 'vitest'

import { forgetOldNews } from '../src/use-cases/forget-old-news.ts'
import { openDesk } from './desk.ts'

const desk = await openDesk()
const { sql, service } = desk
const count = async (table: string) => (await sql<{ n: number }[]>`select count(*)::int as n from ${sql(table)}`)[0]?.n

test('events and card pages are forgotten after forty days, in batches, by several replicas at once', async () => {
  await sql`insert into bank_events (id, type, heard_at) select 'evt_old_' || n, 'refund.updated', now() - interval '41 days' from generate_series(1, 2300) n`
  await sql`insert into bank_events (id, type, heard_at) values ('evt_young', 'refund.updated', now() - interval '39 days')`
  await sql`
    insert into card_pages (id, bank_session, url, expires_at)
      values ('cp_old', 'cs_old', 'x', now() - interval '41 days'), ('cp_young', 'cs_young', 'x', now() - interval '39 days')`
  expect(await forgetOldNews(service)).toBe(true)
  expect(await count('bank_events')).toBe(1_301)
  const all = async () => {
    while (await forgetOldNews(service));
  }
  await Promise.all([all(), all()])
  expect(await sql`select id from bank_events`).toEqual([{ id: 'evt_young' }])
  expect(await sql`select id from card_pages`).toEqual([{ id: 'cp_young' }])
})

test('an event that comes again after it was forgotten is looked up again, and changes nothing', async () => {
  await sql`delete from bank_events`
  desk.tellEvents()
  const { paymentId } = (await desk.take({ paymentMethodId: 'pm_card_pendingRefund' })) as { paymentId: string }
  const { refundPayment } = await import('../src/use-cases/refund-payment.ts')
  await refundPayment({ key: `${paymentId}:1`, paymentId, amount: 500, currency: 'EUR', reason: 'x' }, service)
  await expect.poll(async () => (await sql`select 1 from bank_events where type = 'refund.updated'`).length).toBe(1)
  const before = await desk.books(paymentId)
  const [event] = (await service.bank.stripe.events.list({ type: 'refund.updated' })).data
  if (!event) throw new Error('nothing was told')
  await sql`delete from bank_events`
  const { hearBank } = await import('../src/use-cases/hear-bank.ts')
  expect(await hearBank(event, service)).toBe(true)
  expect(await desk.books(paymentId)).toEqual(before)
})
