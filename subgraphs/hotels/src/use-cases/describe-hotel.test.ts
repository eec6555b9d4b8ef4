import { expect, test } from 'vitest'

import { describeHotel as contract } from '../../contract/describe-hotel.ts'
import { smallCatalogue } from '../testing/small-catalogue.ts'
import { describeHotel } from './describe-hotel.ts'

const catalogue = await smallCatalogue({ hotels: 150 })

test('a hotel of ours is described as its offers describe it, and nothing else is', async () => {
  const told = contract.output.parse(await describeHotel({ hotelId: 'h5' }, catalogue))
  const [hotel] = await catalogue.sql`select name from hotel where id = 5`
  expect(told).toMatchObject({ name: hotel?.['name'], timeZone: expect.stringContaining('/') })
  const rooms =
    await catalogue.sql`select 'r' || id as id, name, allotment from room_type where id >> 3 = 5 order by room_type.id`
  expect(told?.roomTypes).toEqual([...rooms])
  for (const hotelId of ['h99999999', 'p-liteapi-1', '5', '', "h5'; --"])
    expect(await describeHotel({ hotelId }, catalogue)).toBeNull()
})
