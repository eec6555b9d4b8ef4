import { boards, type Board } from './board.ts'
import type { Cheapest } from './cheapest-offers.ts'

/** A hotel that can be booked, as filters and orders see it; ours and partners' alike. */
export type Candidate<Sold> = {
  id: string
  foldedName: string
  /** 0 without a class. */
  stars: number
  amenities: number
  rating: number
  ratingCount: number
  distanceM: number
  cheapest: Cheapest<Sold>
  /** Totals in the currency a price limit is told in, and in the one all hotels are compared in. */
  limited: (total: number) => number
  compared: (total: number) => number
}

/** What the guest will not do without. */
export type Filters = {
  /** One bit a class. 0: any. */
  stars: number
  /** One bit each: all of them. */
  amenities: number
  boards: readonly Board[]
  priceTo: number | null
  freeCancellation: boolean
  foldedName: string
}

export type Match<Sold> = { candidate: Candidate<Sold>; sold: Sold; total: number }

export type Facets = {
  stars: number[]
  amenities: number[]
  boards: number[]
  freeCancellation: number
  /** In the currency of comparison. */
  lowest: number | null
  highest: number | null
}

type Asked = { boards: readonly Board[]; free: boolean; priceTo: number | null }

/** The cheapest that fits, when there is one. */
function best<Sold extends { total: number }>(candidate: Candidate<Sold>, { boards: wanted, free, priceTo }: Asked) {
  const { cheapest, limited } = candidate
  let found: Sold | undefined
  for (let slot = 0; slot < boards.length; slot++) {
    if (wanted.length > 0 && !wanted.includes(boards[slot] as Board)) continue
    for (const sold of [cheapest.free[slot], free ? undefined : cheapest.bound[slot]])
      if (sold && (!found || sold.total < found.total)) found = sold
  }
  return found && (priceTo === null || limited(found.total) <= priceTo) ? found : undefined
}

/**
 * The hotels that match all filters, each with its cheapest fitting offer; and how many would match with one filter
 * left out: a count ignores its own filter, so that a guest sees what another choice would give.
 */
export function matchAll<Sold extends { total: number }>(candidates: readonly Candidate<Sold>[], filters: Filters) {
  const matches: Match<Sold>[] = []
  const facets: Facets = {
    stars: [0, 0, 0, 0, 0, 0],
    amenities: Array.from({ length: 31 }, () => 0),
    boards: boards.map(() => 0),
    freeCancellation: 0,
    lowest: null,
    highest: null,
  }
  const asked: Asked = { boards: filters.boards, free: filters.freeCancellation, priceTo: filters.priceTo }
  for (const candidate of candidates) {
    if (!candidate.foldedName.includes(filters.foldedName)) continue
    const starsFit = filters.stars === 0 || (filters.stars >> candidate.stars) % 2 === 1
    const amenitiesFit = (candidate.amenities & filters.amenities) === filters.amenities
    if (!starsFit && !amenitiesFit) continue
    const sold = best(candidate, asked)
    if (sold && amenitiesFit) count(facets.stars, candidate.stars)
    if (sold && starsFit)
      for (let bit = 0; candidate.amenities >> bit; bit++)
        if ((candidate.amenities >> bit) % 2) count(facets.amenities, bit)
    if (!starsFit || !amenitiesFit) continue
    for (const [slot, board] of boards.entries())
      if (best(candidate, { ...asked, boards: [board] })) count(facets.boards, slot)
    if (best(candidate, { ...asked, free: true })) facets.freeCancellation += 1
    const unlimited = best(candidate, { ...asked, priceTo: null })
    if (unlimited) {
      const price = candidate.compared(unlimited.total)
      if (facets.lowest === null || price < facets.lowest) facets.lowest = price
      if (facets.highest === null || price > facets.highest) facets.highest = price
    }
    if (sold) matches.push({ candidate, sold, total: candidate.compared(sold.total) })
  }
  return { matches, facets }
}

function count(counts: number[], at: number): void {
  counts[at] = (counts[at] ?? 0) + 1
}
