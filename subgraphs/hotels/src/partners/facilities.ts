import type { Amenity } from '../graphql/types.generated.ts'

/** Facilities are known by their English names: numbers differ between partners, and between accounts. */
const AMENITIES: readonly (readonly [RegExp, Amenity])[] = [
  [/wi-?fi|internet/i, 'WIFI'],
  [/parking|garage/i, 'PARKING'],
  [/pool/i, 'POOL'],
  [/\bspa\b|wellness/i, 'SPA'],
  [/fitness|gym/i, 'GYM'],
  [/restaurant/i, 'RESTAURANT'],
  [/\bbar\b|lounge/i, 'BAR'],
  [/air.?condition/i, 'AIR_CONDITIONING'],
  [/\bpets?\b/i, 'PET_FRIENDLY'],
  [/airport (shuttle|transfer)/i, 'AIRPORT_SHUTTLE'],
  [/disabled|wheelchair|accessib/i, 'ACCESSIBLE'],
  [/family rooms?/i, 'FAMILY_ROOMS'],
  [/electric vehicle|\bev charg/i, 'EV_CHARGING'],
  [/kitchen/i, 'KITCHEN'],
  [/laundry|washing machine/i, 'LAUNDRY'],
  [/beach/i, 'BEACH_ACCESS'],
]
const NEGATED = /^(no |non-|not )|not allowed|not available/i

/** Those of the facilities that our filters know. */
export function amenitiesOf(facilities: readonly string[]): Amenity[] {
  const has = facilities.filter((name) => !NEGATED.test(name.trim()))
  return AMENITIES.filter(([words]) => has.some((name) => words.test(name))).map(([, amenity]) => amenity)
}
