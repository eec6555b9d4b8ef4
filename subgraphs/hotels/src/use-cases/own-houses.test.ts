import { decodeJwt } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { offerClaims } from '../../contract/offer.ts'
import { sameHousesCommand } from '../same-houses/command.ts'
import { catalogueWithPartner, idsOf, searchHouses, sellersOf, type House } from '../testing/search-houses.ts'
import { kyoto, lisbon, munich, rome } from '../testing/small-catalogue.ts'
import { tellAvailability } from '../testing/tell-availability.ts'

// The sandbox partner sells a few houses of the seeded catalogue, written down in its own way.

const now = new Date()
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10)
const stay = { checkIn: inDays(50), checkOut: inDays(52) }

let catalogue: Awaited<ReturnType<typeof catalogueWithPartner>>
beforeAll(async () => {
  catalogue = await catalogueWithPartner()
})
afterAll(() => catalogue.stop())

const search = (where: object = {}, page: object = {}) =>
  searchHouses(catalogue, { cityId: lisbon, stay, rooms: [{ adults: 2 }], ...where }, page, now)
const isBoth = (node: House) => new Set(sellersOf(node).map(({ hotel }) => hotel.source)).size === 2
const operator = (...args: string[]) => sameHousesCommand(args, { sql: catalogue.sql, now })

test('a hotel of ours that a partner sells too is in a search once, where it is cheaper, the other beside it', async () => {
  let both: House[] = []
  for (const cityId of [lisbon, rome, munich, kyoto]) {
    const { nodes, totalCount } = await search({ cityId })
    expect(nodes).toHaveLength(Math.min(100, totalCount))
    const ids = nodes.flatMap(idsOf)
    expect(new Set(ids).size).toBe(ids.length)
    const sums = nodes.map(({ offer }) => offer.shownTotal.amount)
    expect(sums).toEqual(sums.toSorted((a, b) => a - b))
    both = [...both, ...nodes.filter(isBoth)]
  }
  expect(both.length).toBeGreaterThan(5)
  expect(new Set(both.map(({ offer }) => offer.hotel.source))).toEqual(new Set(['OWN', 'PARTNER']))
  for (const { hotel, offer, furtherOffers } of both) {
    expect(hotel.id).toBe(offer.hotel.id)
    for (const further of furtherOffers) {
      expect(further.total.amount).toBeGreaterThanOrEqual(offer.total.amount)
      const claims = offerClaims.parse(decodeJwt(further.id))
      expect([claims.hotel.id, claims.total]).toEqual([further.hotel.id, further.total.amount])
      expect(claims.supplier?.code).toBe(further.hotel.source === 'OWN' ? undefined : 'liteapi')
    }
  }
})

test('without the joining it would be there twice: parted by the operator, both are, and everything is counted by one more', async () => {
  const joined = await search()
  const house = joined.nodes.find(isBoth)
  const [one = '', other = ''] = idsOf(house!)
  await operator('different', one, other)
  const parted = await search()
  expect(parted.totalCount).toBe(joined.totalCount + 1)
  const [here, there] = [one, other].map((id) => parted.nodes.find((node) => node.hotel.id === id))
  expect([here?.offer.total, there?.offer.total]).toEqual(sellersOf(house!).map(({ total }) => total))
  expect(parted.partners).toEqual(joined.partners)
  await operator('same', one, other)
  const again = await search()
  const plain = ({ nodes, ...rest }: typeof joined) => ({ ...rest, edges: [], pageInfo: null, nodes: nodes.map(idsOf) })
  expect(plain(again)).toEqual(plain(joined))
  expect(await operator('same', 'h1', 'h2')).toMatchObject({ done: false })
})

test('pages are full, repeat nothing and count the same, whichever side of a house is on them', async () => {
  for (const sort of ['PRICE', 'RECOMMENDED', 'DISTANCE', 'STARS', 'GUEST_RATING']) {
    const whole = await search({}, { sort })
    const seen: string[][] = []
    for (let after: string | null = null; ;) {
      const page: Awaited<ReturnType<typeof search>> = await search({}, { first: 7, after, sort })
      seen.push(...page.nodes.map(idsOf))
      expect([page.totalCount, page.facets]).toEqual([whole.totalCount, whole.facets])
      if (!page.pageInfo.hasNextPage) break
      expect(page.nodes).toHaveLength(7)
      after = page.pageInfo.endCursor
    }
    expect(seen).toEqual(whole.nodes.map(idsOf))
  }
})

test.each([{}, { freeCancellation: true }, { boards: ['BREAKFAST'] }, { amenities: ['POOL'] }, { flexibleDays: 1 }])(
  'every facet is what choosing it would give: %j',
  async (chosen) => {
    const { facets, nodes } = await search(chosen)
    expect(nodes.some(isBoth)).toBe(true)
    for (const { board, count } of facets.boards)
      expect((await search({ ...chosen, boards: [board] })).totalCount).toBe(count)
    for (const { stars, count } of facets.stars)
      expect((await search({ ...chosen, stars: [stars] })).totalCount).toBe(count)
    expect(facets.freeCancellation).toBe((await search({ ...chosen, freeCancellation: true })).totalCount)
    const sums = nodes.map(({ offer }) => offer.shownTotal.amount)
    expect([facets.price.lowest.amount, facets.price.highest.amount]).toEqual([sums[0], sums.at(-1)])
  },
)

test('when ours is sold out the house stays, at the partner; and comes back with the rooms', async () => {
  const before = await search()
  const house = before.nodes.find((node) => isBoth(node) && node.offer.hotel.source === 'OWN')
  const own = house?.hotel.id ?? ''
  const rooms = await catalogue.sql<{ id: number; allotment: number }[]>`
    select id, allotment from room_type where id >> 3 = ${Number(own.slice(1))}`
  const tell = async (revision: number, left: number) => {
    for (const { id } of rooms) {
      const nights = [stay.checkIn, inDays(51)].map((night) => ({ night, left }))
      await tellAvailability({ roomTypeId: `r${id}`, revision, nights }, catalogue)
    }
  }
  await tell(1, 0)
  const gone = await search()
  expect(gone.totalCount).toBe(before.totalCount)
  expect(gone.nodes.flatMap(idsOf)).not.toContain(own)
  expect(gone.nodes.map(({ hotel }) => hotel.id)).toContain(house?.furtherOffers[0]?.hotel.id)
  await tell(2, 3)
  expect((await search()).nodes.map(idsOf)).toEqual(before.nodes.map(idsOf))
})

test('a hotel of ours that may be a partner’s waits for the operator', async () => {
  await search({ cityId: munich })
  await expect.poll(async () => (await operator('list', '100')).says, { timeout: 60_000 }).toContain('(our own)')
  const [, own = '', theirs = ''] =
    /^ {2}(h\d+) .*\n {2}(p-\S+) Palais/m.exec((await operator('list', '100')).says.replaceAll(/ +(?=Palais)/g, ' ')) ??
    []
  const before = await search({ cityId: munich })
  await operator('same', own, theirs)
  const joined = await search({ cityId: munich })
  expect(joined.totalCount).toBe(before.totalCount - 1)
  expect(joined.nodes.find((node) => idsOf(node).includes(own))).toBe(
    joined.nodes.find((node) => idsOf(node).includes(theirs)),
  )
})

test('another name, place or telephone of ours is heeded by the next search', async () => {
  const { nodes } = await search({ cityId: rome })
  const house = nodes.find(isBoth)
  const own = idsOf(house!).find((id) => id.startsWith('h')) ?? ''
  const id = Number(own.slice(1))
  const [row] = await catalogue.sql`select name, phone, city_id from hotel where id = ${id}`
  const rename = async (name: string, phone: string) => {
    await catalogue.sql`update hotel set name = ${name}, phone = ${phone} where id = ${id}`
    await catalogue.sql`with grown as (update catalogue set revision = revision + 1 returning revision)
      insert into catalogue_change (revision, city_id) select revision, ${row?.['city_id']} from grown`
  }
  await rename('Quite Another House', '+39 000 000 000')
  const renamed = await search({ cityId: rome })
  expect(renamed.totalCount).toBe((await search({ cityId: rome })).totalCount)
  expect(renamed.nodes.filter((node) => idsOf(node).includes(own)).map(isBoth)).toEqual([false])
  await rename(row?.['name'], row?.['phone'])
  expect((await search({ cityId: rome })).nodes.filter((node) => idsOf(node).includes(own)).map(isBoth)).toEqual([true])
})

test('the page of a hotel tells who else sells the house, from either side, and also when ours is sold out', async () => {
  const lookUp = /* GraphQL */ `
    query ($id: ID!, $stay: StayInput!) {
      hotel(id: $id) {
        offers(stay: $stay, rooms: [{ adults: 2 }]) {
          total {
            amount
          }
        }
        furtherOffers(stay: $stay, rooms: [{ adults: 2 }]) {
          id
          total {
            amount
          }
          hotel {
            id
          }
        }
      }
    }
  `
  type Hotel = { hotel: { offers: unknown[]; furtherOffers: { id: string; total: object; hotel: { id: string } }[] } }
  const ask = async (id: string) => (await catalogue.ask<Hotel>(lookUp, { id, stay }, { now })).data.hotel
  const { nodes } = await search({ cityId: kyoto })
  const house = nodes.find(isBoth)!
  const [here, there] = sellersOf(house)
  const told = ({ furtherOffers }: Hotel['hotel']) => furtherOffers.map(({ hotel, total }) => [hotel.id, total])
  expect(told(await ask(here!.hotel.id))).toEqual([[there!.hotel.id, there!.total]])
  expect(told(await ask(there!.hotel.id))).toEqual([[here!.hotel.id, here!.total]])
  const [offer] = (await ask(here!.hotel.id)).furtherOffers
  expect(offerClaims.parse(decodeJwt(offer!.id)).hotel.id).toBe(there!.hotel.id)

  const alone = nodes.find(({ furtherOffers }) => furtherOffers.length === 0)!
  expect((await ask(alone.hotel.id)).furtherOffers).toEqual([])
  const [own, theirs] = idsOf(house).toSorted()
  const rooms = await catalogue.sql<{ id: number }[]>`select id from room_type where id >> 3 = ${Number(own!.slice(1))}`
  const nights = [{ night: stay.checkIn, left: 0 }]
  for (const { id } of rooms) await tellAvailability({ roomTypeId: `r${id}`, revision: 1, nights }, catalogue)
  const soldOut = await ask(own!)
  expect([soldOut.offers, soldOut.furtherOffers.map(({ hotel }) => hotel.id)]).toEqual([[], [theirs]])
})
