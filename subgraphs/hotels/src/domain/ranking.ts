import type { Match } from './matching.ts'

export const sorts = ['RECOMMENDED', 'PRICE', 'DISTANCE', 'STARS', 'GUEST_RATING'] as const
export type Sort = (typeof sorts)[number]

/** What a hotel is ordered by: the smaller first, then by its id, so that no two stand on the same place. */
type Rank = readonly number[]

const ranks: Record<Sort, (match: Match<unknown>) => Rank> = {
  RECOMMENDED: ({ candidate }) => [-candidate.rating, candidate.distanceM],
  PRICE: ({ total }) => [total],
  DISTANCE: ({ candidate }) => [candidate.distanceM],
  STARS: ({ candidate }) => [-candidate.stars, -candidate.rating, candidate.distanceM],
  GUEST_RATING: ({ candidate }) => [-candidate.rating, -candidate.ratingCount],
}

export type Ranked<Sold> = { match: Match<Sold>; rank: Rank }
type Place = { rank: Rank; id: string }

function compare(a: Place, b: Place): number {
  for (let at = 0; at < a.rank.length; at++) {
    const difference = (a.rank[at] ?? 0) - (b.rank[at] ?? 0)
    if (difference !== 0) return difference
  }
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/** All of them in order: the whole result is sorted, never a page of it. */
export function rankAll<Sold>(matches: readonly Match<Sold>[], sort: Sort): Ranked<Sold>[] {
  const rankOf = ranks[sort]
  return matches.map((match) => ({ match, rank: rankOf(match), id: match.candidate.id })).sort(compare)
}

/** Where a page ended: not a number of rows, so that a hotel that was sold in between neither hides nor repeats another. */
export const cursorOf = (sort: Sort, { match, rank }: Ranked<unknown>): string =>
  Buffer.from(JSON.stringify([sort, ...rank, match.candidate.id])).toString('base64url')

/** Null: it is no cursor of ours, or one of another order. */
export function readCursor(sort: Sort, cursor: string): Place | null {
  try {
    const [ofSort, ...rest] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    const id = rest.pop()
    const numbers = rest.every((value) => typeof value === 'number')
    if (ofSort !== sort || typeof id !== 'string' || !numbers || rest.length !== ranks[sort](anyMatch).length)
      return null
    return { rank: rest as number[], id }
  } catch {
    return null
  }
}

const anyMatch = { candidate: { rating: 0, distanceM: 0, stars: 0, ratingCount: 0 }, total: 0 } as Match<unknown>

/** What comes behind the cursor, at most `first`. */
export function pageOf<Sold>(ranked: readonly Ranked<Sold>[], first: number, after: Place | null) {
  let start = 0
  if (after) {
    let end = ranked.length
    while (start < end) {
      const middle = (start + end) >> 1
      const one = ranked[middle] as Ranked<Sold>
      if (compare({ rank: one.rank, id: one.match.candidate.id }, after) > 0) end = middle
      else start = middle + 1
    }
  }
  return { page: ranked.slice(start, start + first), start }
}
