import { expect, test } from 'vitest'

import { erasePayer } from '../src/use-cases/erase-payer.ts'
import { refundPayment } from '../src/use-cases/refund-payment.ts'
import { openDesk, order } from './desk.ts'

const desk = await openDesk()
const { sql, service } = desk

const paid = async (mark: string, changes: object = {}) => {
  const mine = { ...order(), ...changes }
  mine.receipt = { ...mine.receipt, guestName: `${mark} Dobson`, guestEmail: `${mark}@example.com` }
  const { paymentId } = (await desk.take(mine)) as { paymentId: string }
  return { paymentId, reservationId: mine.reservationId }
}
const rowsAbout = async (text: string) => {
  const tables = await sql<
    { name: string }[]
  >`select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`
  const counts = await Promise.all(
    tables.map(async ({ name }) => {
      const [row] = await sql<
        { n: number }[]
      >`select count(*)::int as n from ${sql(name)} t where strpos(lower(to_jsonb(t)::text), ${text}) > 0`
      return [name, row?.n ?? 0] as const
    }),
  )
  return Object.fromEntries(counts.filter(([, n]) => n > 0))
}

test('the payer is nowhere but on the receipt and the credit note, which the law wants kept; twice is once', async () => {
  const { paymentId, reservationId } = await paid('zuleika')
  await refundPayment(
    { key: `${reservationId}:refund:1`, paymentId, amount: 500, currency: 'EUR', reason: 'Sorry, zuleika' },
    service,
  )
  await desk.number()
  await sql`delete from outbox`
  const before = await sql`select status, amount, refunded, bank_intent from payments where id = ${paymentId}`
  await erasePayer({ reservationIds: [reservationId] }, service)
  await erasePayer({ reservationIds: [reservationId] }, service)
  expect(await rowsAbout('zuleika')).toEqual({ receipts: 1, credit_notes: 1 })
  expect(await sql`select status, amount, refunded, bank_intent from payments where id = ${paymentId}`).toEqual(before)
  expect(await sql`select card_last4 from payments where id = ${paymentId}`).toEqual([{ card_last4: null }])
  const [receipt] =
    await sql`select retain_until > now() + interval '9 years' as kept from receipts where payment_id = ${paymentId}`
  expect(receipt?.['kept']).toBe(true)
})

test('a payment whose receipt has no number yet, or that is still open, is erased later', async () => {
  const { reservationId } = await paid('open')
  await expect(erasePayer({ reservationIds: [reservationId] }, service)).rejects.toMatchObject({ name: 'NotYet' })
  await desk.number()
  await sql`delete from outbox`
  await erasePayer({ reservationIds: [reservationId] }, service)
  expect(await rowsAbout('open dobson')).toEqual({ receipts: 1 })
})

test('a declined payment keeps nothing, and another’s is not touched', async () => {
  const declined = await paid('declined', { paymentMethodId: 'pm_card_chargeDeclined' })
  await paid('another')
  await erasePayer({ reservationIds: [declined.reservationId] }, service)
  expect(await rowsAbout('declined dobson')).toEqual({})
  expect(await rowsAbout('another dobson')).toMatchObject({ payments: 1 })
})
