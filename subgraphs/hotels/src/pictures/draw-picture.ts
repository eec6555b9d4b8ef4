import { paletteFor } from '@staygraph/illustration/climates'
import { picture } from '@staygraph/illustration/picture'
import type postgres from 'postgres'

import { citiesById } from '../database/cities.ts'
import { hotelsByKey } from '../database/hotels.ts'
import { hotelKey, hotelOf, readKey } from '../domain/shelf.ts'

export type Drawn = {
  id: string
  kind: 'facade' | 'room' | 'pool' | 'place'
  width: number
  height: number
  hour?: 'dawn' | 'day' | 'dusk' | 'night'
}

/** The picture of a hotel, a city or a room type where it stands; null when there is no such thing. */
export async function drawPicture({ id, kind, width, height, hour }: Drawn, sql: postgres.Sql): Promise<string | null> {
  const subject = await subjectOf(id, sql)
  if (!subject) return null
  const { seed, latitude, country, stars, title } = subject
  return picture(seed, kind, paletteFor({ latitude, country }), {
    width,
    height,
    title,
    ...(stars === null ? {} : { stars }),
    ...(hour === undefined ? {} : { hour }),
  })
}

async function subjectOf(id: string, sql: postgres.Sql) {
  const cityId = readKey('c', id)
  if (cityId !== null) {
    const [city] = await citiesById(sql, [cityId])
    return city && { seed: id, ...city, stars: null, title: city.name }
  }
  // A room is drawn by its own seed, in the light of its hotel's place.
  const roomTypeId = readKey('r', id)
  const [hotel] = await hotelsByKey(sql, [roomTypeId === null ? id : hotelKey(hotelOf(roomTypeId))])
  return hotel && { seed: id, ...hotel, title: hotel.name }
}
