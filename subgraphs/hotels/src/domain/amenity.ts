/** Each has its bit in `hotel.amenities` by its place here: add at the end only. */
export const amenities = [
  'WIFI',
  'PARKING',
  'POOL',
  'SPA',
  'GYM',
  'RESTAURANT',
  'BAR',
  'AIR_CONDITIONING',
  'PET_FRIENDLY',
  'AIRPORT_SHUTTLE',
  'ACCESSIBLE',
  'FAMILY_ROOMS',
  'EV_CHARGING',
  'KITCHEN',
  'LAUNDRY',
  'BEACH_ACCESS',
] as const

export type Amenity = (typeof amenities)[number]

export const amenityBits = (wanted: readonly Amenity[]): number =>
  wanted.reduce((bits, amenity) => bits | (1 << amenities.indexOf(amenity)), 0)

export const amenitiesOf = (bits: number): Amenity[] => amenities.filter((_, place) => bits & (1 << place))
