import type { Filters, Traits } from '../domain/matching.ts'

export type SlowOffer = { board: number; free: boolean; total: number }
export type SlowHotel = Traits & { offers: readonly SlowOffer[] }

/** The offer a hotel is shown with, written down as the schema says it; undefined: it is not shown. */
export function slowlyShown<Hotel extends SlowHotel>(
  hotel: Hotel,
  filters: Filters,
): Hotel['offers'][number] | undefined {
  const { stars, amenities, rating, offers } = hotel
  if (filters.stars !== 0 && (filters.stars & (1 << stars)) === 0) return undefined
  if ((amenities & filters.amenities) !== filters.amenities || rating < filters.ratingFrom) return undefined
  const [cheapest] = offers
    .filter(({ board }) => filters.boards === 0 || (filters.boards & (1 << board)) !== 0)
    .filter(({ free }) => free || !filters.freeCancellation)
    .toSorted((a, b) => a.total - b.total)
  if (!cheapest || cheapest.total < (filters.priceFrom ?? 0)) return undefined
  return cheapest.total > (filters.priceTo ?? Infinity) ? undefined : cheapest
}

export const slowCount = (hotels: readonly SlowHotel[], filters: Filters): number =>
  hotels.filter((hotel) => slowlyShown(hotel, filters)).length
