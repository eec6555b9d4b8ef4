import { describe, expect, test } from 'vitest'

import { arrival, two, openFrontDesk } from '../../testing/front-desk.ts'

const { desk, on, house } = await openFrontDesk()

describe('the doors', () => {
  test('are registered once, with their floor, each of one type', async () => {
    const { hotelId, double, suite, staff } = house()
    const input = { hotelId, roomTypeId: double, rooms: [{ number: '10' }, { number: ' 9 ', floor: 'ground' }] }
    const first = await desk.registerRooms(input, staff)
    expect(first.rooms).toMatchObject([
      { number: '9', floor: 'ground' },
      { number: '10', floor: null },
    ])
    expect(await desk.registerRooms(input, staff)).toEqual(first)
    expect(await desk.registerRooms({ ...input, roomTypeId: suite, rooms: [{ number: '9' }] }, staff)).toMatchObject({
      __typename: 'InvalidRooms',
    })
    for (const rooms of [
      [],
      [{ number: '' }],
      [{ number: '1'.repeat(11) }],
      [{ number: '1\n2' }],
      [{ number: '1' }, { number: '1 ' }],
      [{ number: '1', floor: 'x'.repeat(21) }],
    ])
      expect(await desk.registerRooms({ ...input, rooms }, staff)).toMatchObject({
        __typename: 'InvalidRooms',
        field: expect.stringContaining('rooms'),
      })
  })
})

describe('the lists', () => {
  test('arrivals, departures and who is in the house, by surname, a page at a time', async () => {
    const { hotelId, staff, doors, book } = house({ allotment: 9 })
    await doors('101', '102', '103', '104')
    const guest = (familyName: string) => ({
      guest: { givenName: 'G', familyName, email: 'g@example.com', phone: null },
    })
    const [cid, ben, ann] = [
      await book({ rooms: two }, guest('Cid')),
      await book({}, guest('Ben')),
      await book({}, guest('Ann')),
    ]
    await book({ checkIn: '2027-06-13' }, guest('Late'))
    on(arrival)
    const page = async (page_: object) => {
      const { edges, pageInfo, totalCount } = await desk.list(
        'arrivals',
        hotelId,
        { date: '2027-06-12', ...page_ },
        staff,
      )
      return { names: edges.map(({ node }) => `${node.guest.familyName} ${node.n}`), pageInfo, totalCount }
    }
    expect(await page({})).toMatchObject({ names: ['Ann 1', 'Ben 1', 'Cid 1', 'Cid 2'], totalCount: 4 })
    const first = await page({ first: 3 })
    expect(first).toMatchObject({
      names: ['Ann 1', 'Ben 1', 'Cid 1'],
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
    })
    expect(await page({ first: 3, after: first.pageInfo.endCursor })).toMatchObject({
      names: ['Cid 2'],
      pageInfo: { hasNextPage: false, hasPreviousPage: true },
    })
    await expect(page({ first: 101 })).rejects.toThrow('between 0 and 100')
    await expect(page({ after: 'nonsense' })).rejects.toThrow('not a cursor')

    for (const { id } of [cid, ben]) await desk.checkIn({ reservationId: id }, staff)
    const names = async (which: 'arrivals' | 'departures' | 'inHouse', date: string) =>
      (await desk.list(which, hotelId, { date }, staff)).edges.map(
        ({ node }) => `${node.guest.familyName} ${node.status}`,
      )
    expect(await names('inHouse', '2027-06-12')).toEqual(['Ben CHECKED_IN', 'Cid CHECKED_IN', 'Cid CHECKED_IN'])
    expect(await names('departures', '2027-06-15')).toEqual(['Ben CHECKED_IN', 'Cid CHECKED_IN', 'Cid CHECKED_IN'])
    on('2027-06-14T09:00:00Z')
    await desk.checkOut(ben.id, staff)
    await desk.markNoShow(ann.id, staff)
    expect(await names('inHouse', '2027-06-14')).toEqual(['Cid CHECKED_IN', 'Cid CHECKED_IN'])
    expect(await names('inHouse', '2027-06-12')).toEqual(['Ben CHECKED_OUT', 'Cid CHECKED_IN', 'Cid CHECKED_IN'])
    expect(await names('arrivals', '2027-06-12')).toEqual([
      'Ann NO_SHOW',
      'Ben CHECKED_OUT',
      'Cid CHECKED_IN',
      'Cid CHECKED_IN',
    ])
    on('2027-06-15T20:00:00Z') // should have left
    expect(await names('inHouse', '2027-06-15')).toEqual(['Cid CHECKED_IN', 'Cid CHECKED_IN'])
  })
})
