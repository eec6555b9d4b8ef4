import { expect, test } from 'vitest'

import { amenitiesOf } from '../facilities.ts'
import { partnerHotelId, readPartnerHotelId } from '../partner-supply.ts'
import { clockTime, plainText } from './hotel.ts'

test("a partner's description becomes text: its markup and its scripts stay outside", () => {
  expect(plainText('<p>Near the sea &amp; the <b>port</b>.</p><p>Bar<br/>Pool</p>')).toBe(
    'Near the sea & the port.\n\nBar\nPool',
  )
  expect(plainText('HeadLine : In Sibenik<br /> <br /> <p>1&#8239;km</p>')).toBe('HeadLine : In Sibenik\n\n1\u202fkm')
  expect(plainText('<img src=x onerror=alert(1)>hi<script>')).toBe('hi')
  expect(plainText('&bogus; &#99999999; &#1114112;')).toBe('&bogus; &#99999999; &#1114112;')
})

test('facilities are known by name, and one that is missing is not had', () => {
  expect(amenitiesOf(['Free WiFi', 'Outdoor pool', 'Pets allowed', 'Electric vehicle charging station'])).toEqual([
    'WIFI',
    'POOL',
    'PET_FRIENDLY',
    'EV_CHARGING',
  ])
  expect(amenitiesOf(['No parking', 'Pets not allowed', 'Barbecue'])).toEqual([])
})

test('times of day are read in both ways of writing them', () => {
  expect(['03:00 PM', '12:00 PM', '12:30 am', '9:05', '15:00:00'].map(clockTime)).toEqual([
    '15:00',
    '12:00',
    '00:30',
    '09:05',
    '15:00',
  ])
  expect(['', 'noon', '25:00', '10:75', null, undefined].map(clockTime)).toEqual([null, null, null, null, null, null])
})

test('an id of ours leads back to the partner and its own id', () => {
  expect(readPartnerHotelId(partnerHotelId('liteapi', 'lp2d9-9a'))).toEqual({
    supplier: 'liteapi',
    hotelId: 'lp2d9-9a',
  })
  expect(readPartnerHotelId('h12')).toBeUndefined()
})
