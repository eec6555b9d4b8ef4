import { randomUUID } from 'node:crypto'

import { testRedisUrl } from '@staygraph/subgraph-kit/testing/database'
import { Redis } from 'ioredis'
import { describe, expect, test } from 'vitest'

import { bookSystem } from './testing/booked-system.ts'
import { type CopiedSystem, copySystem } from './testing/copied-system.ts'
import { brokenBy, charge, handedOver, mailAgain, promise } from './testing/planting.ts'

// Each invariant is broken in a system of its own, past every guard that would have prevented it, and must be missed by
// exactly that one: so none is blind, and none cries for another's trouble.

const booked = await bookSystem()
const { plain, changed, cancelled, declined, waiting, partner: atPartner } = booked.reservations

describe('papers and mails', () => {
  test.each([
    [
      'a gap in the numbers',
      `update receipts set sequence = 99, number = replace(number, '000005', '000099') where sequence = 5`,
      'the number is missing',
    ],
    [
      'a capture without a receipt',
      `update payments set receipt_id = null; delete from receipts where sequence = (select max(sequence) from receipts)`,
      'with 0 receipts',
    ],
    [
      'a receipt of another sum',
      `update receipts set document = document || '{"amount": 1}' where sequence = 2`,
      'the receipt is of 1',
    ],
    ['a refund without its credit note', 'delete from credit_notes', 'with 0 credit notes'],
  ])('I7: %s', async (_, statement, what) => {
    expect(await brokenBy(booked, ({ plant }) => plant('payments', statement))).toEqual({
      I7: expect.stringContaining(what),
    })
  })

  test.each([
    [
      'a document that was changed',
      `update documents set bytes = '%PDF-1.7 another' where number like '%1'`,
      'is not what was rendered first',
    ],
    [
      'a document other than the one in the mail',
      `update documents set bytes = '%PDF-1.7 another', sha256 = encode(sha256('%PDF-1.7 another'), 'hex') where number like '%1'`,
      'is not the document that we keep',
    ],
    [
      'a document of no receipt',
      `update documents set key = 'RECEIPT:${randomUUID()}' where number like '%1'`,
      'know no such document',
    ],
  ])('I7: %s', async (_, statement, what) => {
    expect(await brokenBy(booked, ({ plant }) => plant('workers', statement))).toEqual({
      I7: expect.stringContaining(what),
    })
  })

  test('I8: a recap that came twice', async () => {
    expect(await brokenBy(booked, (system) => mailAgain(system, 'another'))).toEqual({
      I8: expect.stringContaining('a mail of no delivery of ours'),
    })
  })

  test.each([
    [
      'a confirmation without its recap',
      `update deliveries set state = 'CLAIMED' where effect_key like 'send-recap:${plain}:%'`,
      '1 times a recap, of which 0 left',
    ],
    [
      'a hotel that was not told',
      `update deliveries set state = 'CLAIMED' where effect_key like 'notify-hotel:CHANGED:${changed}:1'`,
      '2 times a hotel mail, of which 1 left',
    ],
    [
      'a partner’s hotel that we wrote to',
      `insert into deliveries select 'notify-hotel:CONFIRMED:${atPartner}:0', 'notify-hotel', '${atPartner}', 'CLAIMED', 'm', now(), now()`,
      '1 times a hotel mail',
    ],
    [
      'a mail that never arrived',
      `insert into deliveries select 'send-cancellation:${plain}', 'send-cancellation', '${plain}', 'SENT', 'm', now(), now()`,
      'sent as m, and in no mailbox',
    ],
  ])('I8: %s', async (_, statement, what) => {
    expect(await brokenBy(booked, ({ plant }) => plant('workers', statement))).toEqual({
      I8: expect.stringContaining(what),
    })
  })

  test.each([
    ['a promise that nobody handed over', promise(), 'has not handed it over'],
    ['a promise that nobody will hand over', promise('select 1'), 'knows neither that it waits'],
    ['a promise that the queue lost', handedOver(false), 'the queue does not know it'],
    ['a batch of promises that the queue lost', handedOver(true), 'the queue does not know it'],
  ])('I9: %s', async (_, statement, what) => {
    expect(await brokenBy(booked, ({ plant }) => plant('reservations', statement))).toEqual({
      I9: expect.stringContaining(what),
    })
  })
})

describe('requests and people', () => {
  test.each([
    [
      'two requests under one key',
      `alter table idempotency_keys drop constraint idempotency_keys_operation_scope_key_pk; insert into idempotency_keys select operation, scope, key, input_hash, '${declined}', null, created_at from idempotency_keys where reservation_id = '${cancelled}' and operation = 'cancelReservation'`,
      'stands for 2 requests',
    ],
    [
      'one reservation under two keys',
      `insert into idempotency_keys select operation, scope, key || '-again', input_hash, reservation_id, null, created_at from idempotency_keys where reservation_id = '${plain}'`,
      'booked under 2 keys',
    ],
  ])('I11: %s', async (_, statement, what) => {
    expect(await brokenBy(booked, ({ plant }) => plant('reservations', statement))).toEqual({
      I11: expect.stringContaining(what),
    })
  })

  test('I11: a payment that the bank was asked for under a fresh key', async () => {
    const again = async (system: CopiedSystem) => {
      const { intents } = (await system.bank()).ledger()
      const payment = intents.find(({ metadata, captured }) => captured > 0 && metadata['reservation_id'] === plain)
      await charge(system, {
        'metadata[payment_id]': String(payment?.metadata['payment_id']),
        payment_method: 'pm_card_chargeDeclined',
      })
    }
    expect(await brokenBy(booked, again)).toEqual({ I11: expect.stringContaining('under a-fresh-key') })
  })

  test('I12: an erased guest who is still known, in a table or in a queue', async () => {
    await using system = copySystem(booked)
    await using redis = openRedis()
    const erased = ['Zuleika.Dobson@example.com']
    await system.plant(
      'payments',
      `update receipts set document = document || '{"guest": "zuleika.dobson@example.com"}' where sequence = 2`,
    )
    expect(await system.broken({ erased }), 'kept by law').toEqual({})
    await system.plant(
      'reservations',
      `update reservations set guest_email = 'zuleika.dobson@example.com' where id = '${declined}'`,
    )
    expect(await system.broken({ erased })).toEqual({
      I12: expect.stringContaining('reservations.reservations: 1 rows'),
    })
    await system.plant('reservations', `update reservations set guest_email = 'erased' where id = '${declined}'`)
    await redis.plant({ data: '{"guest":"zuleika.dobson@example.com"}' })
    expect(await system.broken({ erased })).toEqual({ I12: expect.stringContaining('a job tells') })
  })

  const erasedLongAgo = (what: string) =>
    `insert into erased_customers (customer_id, erased_at) select distinct customer_id, now() - interval '1 day' from reservations; update reservation_steps set at = at - interval '1 day'; ${what}`

  test('I12: a guest who is still known though their customer is erased', async () => {
    expect(await brokenBy(booked, ({ plant }) => plant('reservations', erasedLongAgo('')))).toEqual({
      I12: expect.stringContaining('its customer is erased, and its guest is not'),
    })
  })

  test('I12: a payment that tells who paid though the guest is erased', async () => {
    const erasedGuests = erasedLongAgo(
      `update reservations set guest_email = 'erased', guest_phone = null, requests = null; insert into erased_guests select id, now() - interval '1 hour' from reservations`,
    )
    const planted = async (system: CopiedSystem) => {
      await system.plant('reservations', erasedGuests)
      expect((await system.broken())['I12']).toContain('tells who paid')
      await system.plant(
        'payments',
        `update payments set card_last4 = null, receipt_details = receipt_details || '{"guestName": "erased", "guestEmail": "erased"}'`,
      )
    }
    expect(await brokenBy(booked, planted)).toEqual({})
  })

  test('I14: a payment that an old event put back', async () => {
    const back = `update payments set status = 'DECLINED' where reservation_id = '${waiting}'`
    expect(await brokenBy(booked, ({ plant }) => plant('payments', back))).toEqual({
      I14: expect.stringContaining('the bank says requires_action'),
    })
  })

  test('I14: an event that was acted upon twice', async () => {
    const twice = `alter table bank_events drop constraint bank_events_pkey; insert into bank_events (id, type) values ('evt_1', 'refund.updated'), ('evt_1', 'refund.updated')`
    expect(await brokenBy(booked, ({ plant }) => plant('payments', twice))).toEqual({
      I14: expect.stringContaining('acted upon 2 times'),
    })
  })
})

/** A finished job in a queue of nobody, gone at the end. */
function openRedis() {
  const redis = new Redis(testRedisUrl())
  const key = `bull:${randomUUID()}:1`
  return {
    plant: (job: Record<string, string>) => redis.hset(key, job),
    [Symbol.asyncDispose]: async () => {
      await redis.del(key)
      redis.disconnect()
    },
  }
}
