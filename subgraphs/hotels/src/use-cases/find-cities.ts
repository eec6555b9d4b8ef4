import type { Context } from '../context.ts'
import { citiesByNearName, citiesByPrefix, citiesByShortPrefix, type CityRow } from '../database/cities.ts'
import { foldName, nearNames } from '../domain/place-name.ts'
import { placeSeconds } from './search-metrics.ts'

const most = 20
const shortPrefix = 3
/** From so many letters on a slip is looked for: shorter beginnings resemble too much. */
const slipFrom = 4
/** With so many names that begin so, nobody slipped. */
const enough = 5
const longest = 80

/** Places by a name in any language: exact, then beginning so, then one slip away; the populous first within each. */
export async function findCities(search: string, first: number, { sql }: Context): Promise<CityRow[]> {
  const wanted = Math.min(Math.max(first, 0), most)
  const key = foldName(search.slice(0, longest))
  if (key === '' || wanted === 0) return []
  const stopWatch = placeSeconds.startTimer()
  const letters = [...key].length
  if (letters <= shortPrefix) {
    const found = await citiesByShortPrefix(sql, key, wanted)
    stopWatch({ by: 'short' })
    return found
  }
  const found = await citiesByPrefix(sql, key, wanted)
  if (found.length >= enough || found.some(({ exact }) => exact) || letters < slipFrom) {
    stopWatch({ by: 'beginning' })
    return found
  }
  const known = found.map(({ id }) => id)
  const near = await citiesByNearName(sql, nearNames(key), known, wanted - found.length)
  stopWatch({ by: 'slip' })
  return [...found, ...near]
}
