import * as v from 'valibot'

/**
 * What someone searches in: a city, an airport, or one hotel. Its id tells which (c2267057, aLIS, h12 or a partner's p-...).
 * `region` is a city's region, an airport's city, a hotel's town.
 */
export const place = v.object({
  id: v.string(),
  name: v.string(),
  countryName: v.string(),
  region: v.nullish(v.string()),
})
export type Place = v.InferOutput<typeof place>
export type PlaceKind = 'city' | 'airport' | 'hotel'

export const kindOf = (id: string): PlaceKind =>
  id.startsWith('a') ? 'airport' : id.startsWith('c') ? 'city' : 'hotel'
export const ICONS = { city: 'pin', airport: 'plane', hotel: 'bed' } as const

/** As it stands in the box once it was chosen: Lisbon, Portugal; Paris Orly Airport (ORY); Hotel Avenida, Lisbon. */
export function nameOf({ id, name, countryName, region }: Place): string {
  const kind = kindOf(id)
  return kind === 'airport'
    ? `${name} (${id.slice(1)})`
    : `${name}, ${kind === 'hotel' && region ? region : countryName}`
}

/** What follows its name in a list. */
export const whereabouts = ({ region, countryName }: Place): string => [region, countryName].filter(Boolean).join(', ')
