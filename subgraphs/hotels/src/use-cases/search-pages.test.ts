import { beforeAll, expect, test } from 'vitest'

import { ids, searchOf, type Found } from '../testing/search-query.ts'
import { lisbon, munich, smallCatalogue } from '../testing/small-catalogue.ts'

let catalogue: Awaited<ReturnType<typeof smallCatalogue>>
beforeAll(async () => {
  catalogue = await smallCatalogue()
})
const search = (where: object, page?: object) => searchOf(catalogue).search(where, page)
const refusal = (where: object, page?: object) => searchOf(catalogue).refusal(where, page)

test.each(['RECOMMENDED', 'PRICE', 'DISTANCE', 'STARS', 'GUEST_RATING'])(
  '%s sorts the whole result: the pages are full and together are it',
  async (sort) => {
    const whole = await search({ cityId: lisbon }, { sort })
    expect(whole.totalCount).toBe(whole.edges.length)
    expect(whole.totalCount).toBeGreaterThan(40)
    const seen: string[] = []
    let after: string | null = null
    for (;;) {
      const page: Found = await search({ cityId: lisbon }, { sort, first: 7, after })
      expect(page.totalCount).toBe(whole.totalCount)
      expect(page.pageInfo.hasPreviousPage).toBe(seen.length > 0)
      expect(page.edges.length).toBe(Math.min(7, whole.totalCount - seen.length))
      seen.push(...ids(page))
      after = page.pageInfo.endCursor
      if (!page.pageInfo.hasNextPage) break
    }
    expect(seen).toEqual(ids(whole))
    const keys = whole.edges.map(
      ({ node }) =>
        ({
          RECOMMENDED: -(node.hotel.guestRating?.score ?? 0),
          PRICE: node.offer.total.amount,
          DISTANCE: node.distanceKm,
          STARS: -(node.hotel.stars ?? 0),
          GUEST_RATING: -(node.hotel.guestRating?.score ?? 0),
        })[sort] ?? 0,
    )
    expect(keys).toEqual(keys.toSorted((a, b) => a - b))
  },
)

test('a cursor of another order or of nobody is refused', async () => {
  const { pageInfo } = await search({ cityId: munich }, { sort: 'PRICE', first: 3 })
  for (const after of [pageInfo.endCursor, 'nonsense', Buffer.from('["STARS","x"]').toString('base64url')])
    expect(await refusal({ cityId: munich }, { sort: 'STARS', after })).toMatchObject({ code: 'BAD_USER_INPUT' })
})
