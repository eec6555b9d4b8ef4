import { describe, expect, test } from 'vitest'

import { arrival, terms, openFrontDesk } from '../../testing/front-desk.ts'

const { world, desk, on, timeline, house } = await openFrontDesk()

describe('who does not come', () => {
  test('is marked once the day of arrival has ended there: the fee is kept, the rest comes back, the nights from tomorrow on are on sale', async () => {
    const { hotelId, double, staff, book } = house()
    const { id } = await book({ cancellation: terms })
    on('2027-06-12T22:59:59Z') // still the 12th in Lisbon
    expect(await desk.markNoShow(id, staff)).toMatchObject({
      __typename: 'NotPossibleNow',
      message: expect.stringContaining('may still come'),
    })
    on('2027-06-12T23:00:00Z')
    const marked = await desk.markNoShow(id, staff)
    expect(marked).toMatchObject({ __typename: 'DeskReservation', status: 'NO_SHOW' })
    expect(world.payments.keptOf(id)).toBe(15_000)
    const [row] = await world.sql`select owed, due_at from reservations where id = ${id}`
    expect(row).toEqual({ owed: null, due_at: null })
    const sold = (await desk.nights(hotelId, double, '2027-06-13', '2027-06-15', staff)).map((night) => night.sold)
    expect(sold).toEqual([1, 0]) // today is the 13th there
    expect(await world.told(double)).toMatchObject({ '2027-06-14': 3 })
    expect(await timeline(id)).toEqual([
      'You did not arrive. €150.00 was kept by the terms. €315.00 comes back to your card.',
      '€315.00 went back to your card. Banks take 5 to 10 days to show it.',
    ])
    expect(await desk.markNoShow(id, staff)).toEqual(marked)
    expect([...world.payments.refunds.keys()].filter((key) => key.startsWith(id))).toHaveLength(1)
  })

  test('too late for anything back, the bank is not asked; on the last night nothing is left to sell', async () => {
    const { hotelId, double, staff, book } = house()
    const { id } = await book({ cancellation: terms })
    on('2027-06-14T09:00:00Z')
    expect(await desk.markNoShow(id, staff)).toMatchObject({ status: 'NO_SHOW' })
    expect(world.payments.keptOf(id)).toBe(46_500)
    expect((await desk.nights(hotelId, double, '2027-06-14', '2027-06-15', staff))[0]).toMatchObject({ sold: 1 })
    expect(await timeline(id)).toEqual([
      'You did not arrive. €465.00 was kept by the terms. Nothing comes back to your card.',
    ])
  })

  test('while payments is away it stands, and the money follows', async () => {
    const { staff, book } = house()
    const { id } = await book({ cancellation: terms })
    on('2027-06-13T12:00:00Z')
    const payments = {
      ...world.services.payments,
      refund: async () => ({ status: 'SILENT', heard: 'LOST', late: true, reason: 'x' }) as const,
    }
    expect(await desk.markNoShow(id, staff, { payments })).toMatchObject({ status: 'NO_SHOW' })
    expect(world.payments.keptOf(id)).toBe(46_500)
    world.clock.pass({ minutes: 1 })
    await world.sweep()
    expect(world.payments.keptOf(id)).toBe(15_000)
  })

  test('asked 10 times at once: one mark, one refund', async () => {
    const { staff, book } = house()
    const { id } = await book({ cancellation: terms })
    on('2027-06-13T12:00:00Z')
    const answers = await Promise.all(Array.from({ length: 10 }, () => desk.markNoShow(id, staff)))
    expect(new Set(answers.map(({ __typename, status }) => `${__typename} ${status}`))).toEqual(
      new Set(['DeskReservation NO_SHOW']),
    )
    expect([...world.payments.refunds.keys()].filter((key) => key.startsWith(id))).toHaveLength(1)
  })

  test('cannot be somebody who came, and who was marked cannot check in', async () => {
    const { staff, doors, book } = house()
    await doors('101', '102')
    const [came, absent] = [await book(), await book()]
    on(arrival)
    await desk.checkIn({ reservationId: came.id }, staff)
    on('2027-06-13T12:00:00Z')
    expect(await desk.markNoShow(came.id, staff)).toMatchObject({
      __typename: 'NotPossibleNow',
      message: 'The guests are here already.',
    })
    await desk.markNoShow(absent.id, staff)
    expect(await desk.checkIn({ reservationId: absent.id }, staff)).toMatchObject({ __typename: 'NotPossibleNow' })
  })
})
