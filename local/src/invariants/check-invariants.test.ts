import { setTimeout as pause } from 'node:timers/promises'

import { describe, expect, test } from 'vitest'

import { report } from './report.ts'
import { bookSystem } from './testing/booked-system.ts'
import { copySystem } from './testing/copied-system.ts'
import { brokenBy, mailAgain, promise } from './testing/planting.ts'

const booked = await bookSystem()

describe('a system in which all went well', () => {
  test('is clean, and every invariant had something to look at', async () => {
    await using system = copySystem(booked)
    await system.plant('reservations', promise()) // on its way, and not yet late
    const options = { windows: { unsent: 600 } }
    expect(await system.broken(options)).toEqual({})
    const looked = (await system.check(options)).map(({ invariant, checked }) => [invariant.name, checked])
    expect(Object.fromEntries(looked)).toEqual({
      I1: 21, // twenty nights of two room types, one booking at the partner
      I2: 6,
      I3: 7,
      I4: 11, // eight captures, three refunds
      I5: 11,
      I6: 8,
      I7: 19, // eight receipts and their documents, three credit notes
      I8: 7,
      I9: 1,
      I10: 1,
      I11: 24, // thirteen requests, eleven payments
      I12: 0, // nobody was erased
      I13: 39,
      I14: 11,
      I15: 10,
    })
  })

  test('stays clean when a mail came twice under one Message-ID', async () => {
    expect(await brokenBy(booked, (system) => mailAgain(system, 'same'))).toEqual({})
  })

  test('is told to be unread where a company does not answer', async () => {
    expect(await brokenBy(booked, async (system) => system.loseBank())).toMatchObject({
      I4: expect.stringContaining('fetch failed'),
      I14: expect.stringContaining('fetch failed'),
    })
  })
})

describe('a system that is read while it runs', () => {
  test('is not accused of what has passed by the second look', async () => {
    await using system = copySystem(booked)
    await system.plant('reservations', promise())
    const handOver = async () => {
      await pause(300)
      await system.plant('reservations', 'delete from outbox')
    }
    const [broken] = await Promise.all([system.broken({ lookAgainAfterMs: 1_500 }), handOver()])
    expect(broken).toEqual({})
  })

  test('has its time after a fault before anything is overdue', async () => {
    await using system = copySystem(booked)
    await system.plant('reservations', promise())
    const healed = (seconds: number) => ({ healedAt: new Date(Date.now() + 200_000 - seconds * 1_000) })
    expect(await system.broken(healed(50))).toEqual({})
    expect(await system.broken(healed(70))).toEqual({ I9: expect.any(String) })
  })

  test('is reported line by line, with the first of what is wrong', async () => {
    await using system = copySystem(booked)
    await system.plant(
      'reservations',
      `with made as (insert into outbox (job, payload, trace) select 'late-' || n, '{}', '{}' from generate_series(1, 7) n returning id)
        insert into outbox_waiting select id from made`,
    )
    const told = report(await system.check())
    expect(told).toContain('✓ I1  21 nights and partner bookings\n')
    expect(told).toContain('✗ I9  7 promises not yet seen done, 7 violations\n')
    expect(told).toContain('reservations promised late-1 and has not handed it over')
    expect(told).toContain('| and 2 more')
    expect(told).toContain('- I12 0 erased customers, tables, queues and logs\n')
    expect(told).toMatch(/14 of 15 invariants hold$/)
  })
})
