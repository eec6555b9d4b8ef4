import { mkdtemp, readFile, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import pino from 'pino'
import { expect, test } from 'vitest'

import { openCardPage, readCardPage } from '../src/use-cases/card-pages.ts'
import { refundPayment } from '../src/use-cases/refund-payment.ts'
import { openDesk, SITE } from './desk.ts'

const NUMBER = '5555555555554444'
const dataDir = await mkdtemp(join(tmpdir(), 'bank-'))
const lines: string[] = []
const logger = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) })
const desk = await openDesk({ bank: { dataDir, logger }, logger })

test('a card typed on the bank’s page and charged: its number is in no table, no log and no file', async () => {
  desk.tellEvents()
  const page = await openCardPage({ returnUrl: `${SITE}/book` }, desk.service)
  if (page.__typename !== 'CardPage') throw new Error('no card page')
  const typed = { number: '5555 5555 5555 4444', expiry: '12/31', cvc: '987', name: 'Ada Lovelace' }
  await fetch(page.url, { method: 'POST', body: new URLSearchParams({ ...typed, cvc: '9' }), redirect: 'manual' })
  await fetch(page.url, { method: 'POST', body: new URLSearchParams(typed), redirect: 'manual' })
  const card = await readCardPage(page.id, desk.service)
  const { paymentId } = (await desk.take({ paymentMethodId: card?.paymentMethodId ?? '' })) as { paymentId: string }
  await refundPayment({ key: `${paymentId}:1`, paymentId, amount: 100, currency: 'EUR', reason: 'x' }, desk.service)
  await desk.number()
  await expect.poll(async () => (await desk.sql`select 1 from bank_events`).length).toBeGreaterThan(3)

  const tables = await desk.sql`select tablename from pg_tables where schemaname = 'public'`
  const rows = await Promise.all(
    tables.map(async ({ tablename }) => JSON.stringify(await desk.sql.unsafe(`select t::text from ${tablename} t`))),
  )
  const files = await Promise.all((await readdir(dataDir)).map((file) => readFile(join(dataDir, file), 'utf8')))
  const everything = [...rows, ...files, ...lines].join('\n')
  // The search would find it: the last digits, which may be kept, are there.
  expect(everything).toContain('4444')
  expect(lines.length).toBeGreaterThan(3)
  expect(everything.replaceAll(/[\s-]/g, '')).not.toContain(NUMBER)
  expect(everything).not.toMatch(/cvc=|\\"cvc\\"|"cvc":"9/)
})
