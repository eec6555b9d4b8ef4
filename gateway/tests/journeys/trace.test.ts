import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

import { expect, test } from 'vitest'

import { book, booking, ownOffer } from './booking.ts'
import { dataFolder } from './graph.ts'
import { oneMailTo } from './mail.ts'

/** The lines of a part's log, as a central log would have gathered them. */
const logOf = (part: string) =>
  fs
    .readdirSync(path.join(dataFolder, 'logs'))
    .filter((file) => file.startsWith(part))
    .flatMap((file) => fs.readFileSync(path.join(dataFolder, 'logs', file), 'utf8').split('\n'))

test('one trace id leads from the gateway through the subgraphs and the queue to the mail that a booking sent', async () => {
  const { offer } = await ownOffer(45)
  const traceId = randomBytes(16).toString('hex')
  const input = booking(offer.id)
  const traceparent = `00-${traceId}-${randomBytes(8).toString('hex')}-01`
  expect(await book(input, { traceparent })).toMatchObject({ status: 'CONFIRMED' })
  await oneMailTo(input.guest.email)
  const seenIn = (part: string) => logOf(part).filter((line) => line.includes(traceId))
  const parts = ['gateway', 'reservations', 'customers', 'payments', 'workers', 'hotels']
  await expect
    .poll(() => parts.filter((part) => seenIn(part).length === 0), { timeout: 10_000 }) // those that never saw it
    .toEqual([])
  // Its line is written when the hotel has its mail too, which may be after the guest's arrived.
  await expect
    .poll(() => seenIn('workers').map((line) => (JSON.parse(line) as { job?: string }).job), { timeout: 30_000 })
    .toContain('tell-guest-and-hotel')
})
