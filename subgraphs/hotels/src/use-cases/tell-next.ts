import type { Generation } from '../database/next-availability.ts'

/** How far the read model is that is being made anew, in words. Undefined: none is. */
export function tellNext(
  { nextBegunAt, nextFilledTo }: Pick<Generation, 'nextBegunAt' | 'nextFilledTo'>,
  towns: ReadonlyMap<number, { hotels: number }>,
): string | undefined {
  if (nextBegunAt === null) return undefined
  let [done, all] = [0, 0]
  for (const [cityId, { hotels }] of towns) {
    all += hotels
    if (cityId <= nextFilledTo) done += hotels
  }
  const share = all === 0 ? 100 : Math.floor((100 * done) / all)
  return `what is left of rooms is being made anew since ${nextBegunAt.slice(11, 16)} UTC, ${share} %`
}
