import type { Amenity } from '../domain/amenity.ts'
import type { Random } from './random.ts'
import type { Nature } from './seasons.ts'

const houses: Record<number, string[]> = {
  0: ['A family-run house', 'A simple guest house', 'A small house with few rooms', 'A quiet house'],
  1: ['A plain, clean house', 'A simple hotel', 'A small hotel'],
  2: ['A straightforward hotel', 'A small hotel', 'A friendly hotel'],
  3: ['A comfortable hotel', 'A well-kept hotel', 'A mid-sized hotel', 'An independent hotel'],
  4: ['A four-star hotel', 'A spacious hotel', 'A calm, generous hotel', 'A carefully restored hotel'],
  5: ['A grand hotel', 'A five-star house', 'A stately house'],
}
const spots = [
  'in the centre',
  'on a side street near the centre',
  'in the old quarter',
  'a short walk from the station',
  'between the market and the main square',
  'in a residential quarter',
  'on a tree-lined street',
]
const farSpots = [
  'on the edge of town',
  'in a quiet quarter outside the centre',
  'near the ring road',
  'in a green suburb',
]
const telling: Partial<Record<Amenity, string>> = {
  POOL: 'a pool',
  SPA: 'a spa with sauna',
  RESTAURANT: 'its own restaurant',
  BAR: 'a bar open until late',
  GYM: 'a fitness room',
  PARKING: 'its own car park',
  EV_CHARGING: 'charging points for electric cars',
  KITCHEN: 'a kitchen for guests',
  BEACH_ACCESS: 'direct access to the beach',
  AIRPORT_SHUTTLE: 'a shuttle to the airport',
  LAUNDRY: 'a laundry',
}
const closings = [
  'The staff speak several languages and hold luggage after check-out.',
  'Breakfast is made to order with things from the neighbourhood.',
  'Rooms at the back are the quieter ones.',
  'Renovated in recent years, with double glazing throughout.',
  'The same family has run it for three generations.',
  'Light sleepers are glad of the thick walls.',
  'Guests often mention the breakfast.',
  'Reception is staffed around the clock.',
]

/** What the house says of itself, in two or three sentences of facts. */
export function describeHotel(
  {
    stars,
    city,
    awayKm,
    nature,
    amenities,
  }: { stars: number | null; city: string; awayKm: number; nature: Nature; amenities: readonly Amenity[] },
  random: Random,
): string {
  const spot = awayKm > 2.5 ? random.pick(farSpots) : random.pick(spots)
  const where =
    nature.coast && random.chance(0.5)
      ? 'near the water'
      : nature.mountain && random.chance(0.5)
        ? 'with a view of the mountains'
        : spot
  const has = amenities.flatMap((amenity) => telling[amenity] ?? []).slice(0, 3)
  const list = has.length > 1 ? `${has.slice(0, -1).join(', ')} and ${has.at(-1)}` : (has[0] ?? 'rooms of a good size')
  return `${random.pick(houses[stars ?? 0] ?? ['A hotel'])} in ${city}, ${where}, with ${list}. ${random.pick(closings)}`
}
