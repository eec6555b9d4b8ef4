import type { Context } from '../context.ts'
import { areaAround, areaOfCity, areaWithin, maxRadiusKm, type Area } from '../domain/area.ts'
import type { District } from '../domain/districts.ts'
import { readKey } from '../domain/shelf.ts'
import type { HotelSearchInput } from '../graphql/types.generated.ts'
import { refuseInput } from './refusal.ts'

export type SearchPlace = {
  area: Area
  /** Of the town asked for; null where the area may span several zones. */
  timeZone: string | null
  /** Where hotels may lie in it. */
  districts: readonly District[]
  /** What most prices there are told in. */
  currency: string
}

/** Where to look, from exactly one of a town, a point and a rectangle. */
export async function findPlace(where: HotelSearchInput, context: Context): Promise<SearchPlace> {
  if ([where.cityId, where.near, where.within].filter((place) => place != null).length !== 1)
    throw refuseInput('Say where with exactly one of cityId, near and within.')
  const { area, timeZone, cityId } = await readArea(where, context)
  const { districts, hotels, currency } = await context.shelves.near(area, cityId, context.now.getTime())
  if (hotels > context.mostHotels)
    throw refuseInput(`Some ${hotels.toLocaleString('en')} hotels stand there. Choose a smaller area.`)
  return { area, timeZone, districts, currency }
}

async function readArea({ cityId, near, within }: HotelSearchInput, { shelves, now }: Context) {
  if (cityId != null) {
    const id = readKey('c', cityId)
    const city = id === null ? null : await shelves.city(id, now.getTime())
    if (!city) throw refuseInput('There is no such city.')
    return { area: areaOfCity(city), timeZone: city.timeZone, cityId: city.id }
  }
  if (near != null) {
    refuseUnlessOnGlobe(near.latitude, near.longitude)
    const radiusKm = near.radiusKm ?? 10
    if (!(radiusKm > 0 && radiusKm <= maxRadiusKm))
      throw refuseInput(`radiusKm must be more than 0 and at most ${maxRadiusKm}.`)
    return { area: areaAround(near, radiusKm), timeZone: null, cityId: null }
  }
  if (within == null) throw refuseInput('Say where with exactly one of cityId, near and within.')
  refuseUnlessOnGlobe(within.south, within.west)
  refuseUnlessOnGlobe(within.north, within.east)
  if (within.south > within.north) throw refuseInput('south must not be north of north.')
  return { area: areaWithin(within), timeZone: null, cityId: null }
}

function refuseUnlessOnGlobe(latitude: number, longitude: number): void {
  if (!(Math.abs(latitude) <= 90)) throw refuseInput('A latitude is between -90 and 90 degrees.')
  if (!(Math.abs(longitude) <= 180)) throw refuseInput('A longitude is between -180 and 180 degrees.')
}
