/** Places at their best in some months (1-12), by what the climate there is like: GeoNames ids under the graph's prefix. */
const GOOD: readonly [id: string, months: readonly number[]][] = [
  ['c2267057', [3, 4, 5, 6, 9, 10, 11]], // Lisbon
  ['c256632', [5, 6, 7, 8, 9]], // Naxos
  ['c2775220', [12, 1, 2, 6, 7, 8]], // Innsbruck
  ['c3161732', [5, 6, 7, 8]], // Bergen
  ['c2542997', [1, 2, 3, 4, 10, 11, 12]], // Marrakesh
  ['c1857910', [3, 4, 10, 11]], // Kyoto
  ['c3369157', [11, 12, 1, 2, 3]], // Cape Town
  ['c1269515', [11, 12, 1, 2]], // Jaipur
  ['c2650225', [5, 6, 7, 8]], // Edinburgh
  ['c5128581', [4, 5, 9, 10, 12]], // New York
  ['c3553478', [12, 1, 2, 3, 4]], // Havana
  ['c1835848', [4, 5, 9, 10]], // Seoul
  ['c3201047', [5, 6, 9]], // Dubrovnik
  ['c3067696', [4, 5, 9, 12]], // Prague
  ['c1153671', [11, 12, 1, 2]], // Chiang Mai
]

/** Eight places that are good in that month, to choose five with hotels from. */
export const goodIn = (month: number): string[] => {
  const good = GOOD.filter(([, months]) => months.includes(month))
  const rest = GOOD.filter(([, months]) => !months.includes(month))
  return [...good, ...rest].slice(0, 8).map(([id]) => id)
}
