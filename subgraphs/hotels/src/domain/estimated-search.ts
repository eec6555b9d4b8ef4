import { widen, type Purse, type Tally } from './matching.ts'
import { cursorIn, Outlook } from './outlook.ts'
import { soldBits, type PricedTown } from './priced-town.ts'
import { asksDistance } from './ranking.ts'
import { crowdOf, standing, type Standing } from './standing.ts'
import type { TownEstimates } from './town-estimates.ts'
import { passes, soldAt, type OwnSold, type TownSearch } from './town-pass.ts'
import type { TownPricer } from './town-prices.ts'
import { currencyAt } from './town.ts'

/** The hotels that fit, of one town after the other, and about what each costs. One of each will do: no search waits within its pass. */
let fitting = new Int32Array(1_024)
let abouts = new Float64Array(1_024)
/** Those of a town that do not. */
let absent = new Int32Array(1_024)

/** Of a town: which of those that fit are its own, from one place to before another. */
type Part = { priced: PricedTown; estimates: TownEstimates | null; from: number; end: number }

/**
 * The pass without price limits. First all that fit are counted, each with about what it costs: by then it is known between which sums the page and the
 * extremes lie, and only what may be among them is priced exactly.
 */
export function searchByEstimates<Sold>(
  towns: readonly PricedTown[],
  search: TownSearch<Sold>,
  pricer: () => TownPricer,
): void {
  const { tally, sort, page, compared } = search
  const outlooks = new Map<string, Outlook>()
  const outlookOf = (currency: string): Outlook => {
    let outlook = outlooks.get(currency)
    if (!outlook) {
      const cursor = sort === 'PRICE' && page.after ? (page.after.rank[0] ?? 0) : null
      const there = cursor === null ? null : cursorIn(cursor, (total) => compared(total, currency))
      outlooks.set(currency, (outlook = new Outlook(sort === 'PRICE' ? page.first : 1, there)))
    }
    return outlook
  }
  let end = 0
  const parts = towns.map((priced): Part => {
    const from = end
    end = takeFitting(priced, search, from)
    const estimates = pricer().estimates(priced, tally.wantedSlots)
    const exactly = (hotel: number) => priced.totals[tally.cheapest(priced, hotel)] as number
    if (estimates) estimates.fill(fitting, abouts, from, end, exactly)
    else for (let at = from; at < end; at++) abouts[at] = exactly(fitting[at] as number)
    const part = { priced, estimates, from, end }
    lookAhead(part, outlookOf)
    return part
  })
  if (sort === 'PRICE')
    for (const [currency, { bar }] of outlooks) if (bar < Infinity) page.expect(compared(Math.floor(bar), currency))
  const later = new Map<OwnSold, PricedTown>()
  for (const part of parts) placeFitting(part, { search, pricer, outlookOf, later })
  // Of what stands where it does whatever it costs only those that stayed on the page are priced.
  for (const { sold } of page.placed) {
    const priced = later.get(sold as OwnSold)
    if (!priced) continue
    const { at } = sold as OwnSold
    pricer().settle(priced, at)
    Object.assign(sold as OwnSold, soldAt(priced, at, tally.cheapest(priced, at)))
  }
}

/** Counts what a town's hotels sell, and writes those that fit from `from` on. Answers where they end. */
function takeFitting<Sold>(priced: PricedTown, search: TownSearch<Sold>, from: number): number {
  const { town, states } = priced
  const { area, sort, tally, apart } = search
  const there = standing(town, area, asksDistance(sort), apart?.get(town))
  if (fitting.length < from + there.places.length) makeRoom(from + there.places.length)
  if (tally.isOpen) return takeCrowd(priced, there, tally, from)
  const { stars, amenities, ratings, foldedNames } = town
  const hotel = { stars: 0, amenities: 0, rating: 0 }
  let end = from
  for (const at of there.places) {
    const slots = (states[at] as number) & soldBits
    if (slots === 0) continue
    hotel.stars = stars[at] as number
    hotel.amenities = amenities[at] as number
    hotel.rating = ratings[at] as number
    if (tally.concerns(foldedNames[at] as string, hotel) && tally.takeSold(slots, hotel)) fitting[end++] = at
  }
  return end
}

/** Where each hotel fits that sells anything wanted: those that do not are the few. Without a call, which would hold up the loop. */
function takeCrowd({ town, states }: PricedTown, there: Standing, tally: Tally, from: number): number {
  const bySlots = tally.takeCrowd(crowdOf(town, there))
  const { wantedSlots } = tally
  const { places } = there
  const [hotels, rest] = [fitting, absent]
  let [end, gone] = [from, 0]
  for (let place = 0; place < places.length; place++) {
    const at = places[place] as number
    const slots = (states[at] as number) & soldBits
    bySlots[slots] = (bySlots[slots] as number) + 1
    if ((slots & wantedSlots) !== 0) hotels[end++] = at
    else rest[gone++] = at
  }
  for (let place = 0; place < gone; place++) {
    const at = rest[place] as number
    tally.leave(town.stars[at] as number, town.amenities[at] as number, town.ratings[at] as number)
  }
  return end
}

function makeRoom(hotels: number): void {
  const [before, aboutsBefore] = [fitting, abouts]
  fitting = new Int32Array(2 * hotels)
  fitting.set(before)
  abouts = new Float64Array(2 * hotels)
  abouts.set(aboutsBefore)
  absent = new Int32Array(2 * hotels)
}

function lookAhead({ priced, estimates, from, end }: Part, outlookOf: (currency: string) => Outlook): void {
  const { town } = priced
  const sums = abouts
  const margin = estimates?.margin ?? 0
  let outlook = town.currency === null ? undefined : outlookOf(town.currency)
  for (let at = from; at < end; at++) {
    const about = sums[at] as number
    if (town.currency === null) outlook = outlookOf(currencyAt(town, fitting[at] as number))
    if (!outlook) continue
    if (about > outlook.highest) outlook.highest = about
    if (about >= outlook.bar && about >= outlook.lowest) continue
    outlook.between(about - margin, estimates ? estimates.highOf(fitting[at] as number, about) : about)
  }
}

type Ground<Sold> = {
  search: TownSearch<Sold>
  pricer: () => TownPricer
  outlookOf: (currency: string) => Outlook
  /** What is on the page and not priced yet. */
  later: Map<OwnSold, PricedTown>
}

/** Puts those on the page that belong there, and takes the extremes of all prices. */
function placeFitting<Sold>(part: Part, { search, pricer, outlookOf, later }: Ground<Sold>): void {
  const { priced, estimates, from, end } = part
  const { town, nights } = priced
  const { area, sort, tally, page, purseOf, compared } = search
  const { distances } = standing(town, area, asksDistance(sort))
  const byPrice = sort === 'PRICE'
  const hotel = { rating: 0, ratingCount: 0, stars: 0, distanceM: 0, total: 0 }
  const margin = estimates?.margin ?? 0
  const mostAdded = margin + (estimates?.mostMeals ?? 0)
  let purse: Purse | undefined
  let outlook: Outlook | undefined
  for (let number = from; number < end; number++) {
    if (byPrice && purse && outlook && town.currency !== null) {
      const least = Math.max(purse.behind, Math.min(purse.lowest, outlook.lowest)) + margin
      const most = Math.max(purse.highest, outlook.highest - margin) - mostAdded
      const next = firstOutside(number, end, least, most)
      page.count += next - number
      if (next === end) return
      number = next
    }
    const at = fitting[number] as number
    const about = abouts[number] as number
    if (!purse || !outlook || town.currency === null) {
      const currency = currencyAt(town, at)
      purse = purseOf(currency)
      outlook = outlookOf(currency)
    }
    const low = about - margin
    const mayBeLowest = low < purse.lowest && low < outlook.lowest
    const highest = Math.max(purse.highest, outlook.highest - margin)
    const mayBeHighest = about + mostAdded > highest && (estimates?.highOf(at, about) ?? about) > highest
    if (byPrice && !mayBeLowest && !mayBeHighest) {
      if (about < outlook.before && (estimates?.highOf(at, about) ?? about) < outlook.before) {
        page.passOver()
        continue
      }
      if (passes(low, purse, search)) continue
    }
    const id = town.ids[at] as number
    if (!byPrice) {
      hotel.stars = town.stars[at] as number
      hotel.rating = town.ratings[at] as number
      hotel.ratingCount = town.ratingCounts[at] as number
      hotel.distanceM = distances ? (distances[at] as number) : 0
      if (page.wants(hotel, id)) {
        const sold = { town, nights, at, total: NaN, room: -1, plan: -1 }
        page.put(hotel, id, sold)
        later.set(sold, priced)
      }
      if (!mayBeLowest && !mayBeHighest) continue
    }
    pricer().settle(priced, at)
    const cell = tally.cheapest(priced, at)
    const total = priced.totals[cell] as number
    widen(purse, total)
    if (!byPrice) continue
    hotel.total = compared(total, purse.currency)
    if (page.wants(hotel, id)) page.put(hotel, id, soldAt(priced, at, cell))
  }
}

/** The first from `from` on that costs about less or more: all others stand behind the page and are no extreme. Without a call, which would hold up the loop. */
function firstOutside(from: number, end: number, least: number, most: number): number {
  const sums = abouts
  let at = from
  while (at < end && (sums[at] as number) >= least && (sums[at] as number) <= most) at += 1
  return at
}
