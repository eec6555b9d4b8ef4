import type { Place } from './places.ts'
import type { Random } from './random.ts'

/** Per mille of the base price at the middle of each month, January first, as in the northern hemisphere. */
export const seasons = [
  { id: 1, name: 'Summer coast', months: [700, 720, 790, 900, 1000, 1200, 1420, 1500, 1150, 900, 740, 730] },
  { id: 2, name: 'City', months: [840, 870, 960, 1050, 1110, 1120, 1060, 1020, 1130, 1080, 930, 960] },
  { id: 3, name: 'Mountain', months: [1300, 1380, 1180, 820, 780, 950, 1120, 1150, 920, 800, 780, 1250] },
  {
    id: 4,
    name: 'Dry season of the tropics',
    months: [1250, 1220, 1130, 1030, 900, 860, 930, 940, 850, 880, 1040, 1280],
  },
  { id: 5, name: 'Desert winter', months: [1220, 1210, 1160, 1040, 900, 760, 700, 710, 820, 1040, 1170, 1240] },
  { id: 6, name: 'Steady', months: [950, 960, 980, 1000, 1020, 1040, 1040, 1030, 1020, 1010, 970, 980] },
] as const

const desert = new Set('AE SA QA KW BH OM YE EG LY DZ TN MR EH SD IQ JO'.split(' '))
const coasts = new Set('GR HR ME AL MT CY IT ES PT TR'.split(' '))
const seaside =
  /\b(beach|playa|praia|plage|mar|sea|bay|costa|lido|cape|port|bodrum|antalya|nice|cannes|albufeira|lagos|faro|rimini|amalfi|positano|sorrento|split|dubrovnik|rovinj|fira|mykonos|ródos|ibiza|palma|benidorm|málaga|alicante|cancún|biarritz|brighton|varna|burgas|sousse|agadir|miami|honolulu|key west|virginia beach|durban|cairns|gold coast)\b/i

export type Nature = { seasonId: number; shift: number; coast: boolean; mountain: boolean; tropical: boolean }

/** What kind of year a place has, from where it lies; what the data do not tell of a coast, its name does. */
export function natureOf(place: Place, random: Random): Nature {
  const tropical = Math.abs(place.latitude) < 21
  const mountain = place.elevation > 900 && !tropical && place.population < 200_000
  const named = seaside.test(place.name)
  const coast =
    named ||
    (coasts.has(place.country) && place.elevation < 25 && place.population < 300_000) ||
    (place.elevation > 0 && place.elevation <= 12 && random.chance(0.35))
  const shift = place.latitude < -10 ? 6 : 0
  if (desert.has(place.country)) return { seasonId: 5, shift, coast, mountain: false, tropical: false }
  if (tropical) return { seasonId: 4, shift: place.latitude < -12 ? 6 : 0, coast, mountain: false, tropical }
  if (mountain) return { seasonId: 3, shift, coast: false, mountain, tropical }
  if (coast && place.population < 1_000_000) return { seasonId: 1, shift, coast, mountain: false, tropical }
  return { seasonId: place.population > 60_000 ? 2 : 6, shift, coast: false, mountain: false, tropical }
}
