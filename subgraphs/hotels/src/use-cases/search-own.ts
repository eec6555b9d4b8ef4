import { setImmediate } from 'node:timers/promises'

import type { Context } from '../context.ts'
import { takeApart, type OwnApart } from '../domain/apart.ts'
import type { Rates } from '../domain/exchange.ts'
import { searchTownFlexibly, type StayPrices } from '../domain/flexible-search.ts'
import type { PriceQuestion } from '../domain/kept-prices.ts'
import { Tally, type Filters } from '../domain/matching.ts'
import { asksDistance, Page, type Sort } from '../domain/ranking.ts'
import { standing } from '../domain/standing.ts'
import type { Stay } from '../domain/stay.ts'
import { searchTowns } from '../domain/town-search.ts'
import type { Town } from '../domain/town.ts'
import type { readStay } from './asked-stay.ts'
import type { OwnAnswer, StayAsked } from './kept-answers.ts'
import type { KeptSearches } from './kept-searches.ts'
import type { Telling } from './offer-in-hand.ts'
import { openPurses } from './purses.ts'
import { searchAnswers, timeSearch } from './search-metrics.ts'
import type { SearchPlace } from './search-place.ts'
import { tellOwn } from './search-result.ts'
import { priceQuestion } from './stay-question.ts'

export type OwnSearch = {
  place: SearchPlace
  asked: ReturnType<typeof readStay>
  /** The stays that will do, the nearest to the one asked for first. */
  stays: readonly Stay[]
  filters: Filters
  sort: Sort
  first: number
  start: ConstructorParameters<typeof Page>[2]
  /** The currency of the price limits; null: each hotel's own. */
  limitIn: string | null
  compareIn: string
  rates: Rates
  /** All that was asked: the same text is the same question. */
  key: string
}

/** A hotel of ours, and where to find it. */
export type OwnHouse = { id: number; cityId: number }

/**
 * Our own hotels there, all of them at their prices of this moment, and those of the page with their offers. What is kept of searches
 * before is used as far as it is still true: the whole answer, or else the prices of each town. While the database is asked for news all is
 * worked out from what is known already; then only what the news concern is worked out again. `without` answers once more, of the same
 * moment: some hotels are left out of the page and of all counts, and told apart.
 */
export async function searchOwn(search: OwnSearch, telling: Telling, { shelves, kept, now }: Context) {
  const stopWatch = timeSearch('own')
  const { place, asked, stays } = search
  const newsWatch = timeSearch('news')
  const looking = kept.nights.follow().then(() => newsWatch())
  const [towns] = await Promise.all([shelves.townsOf(place.districts, now.getTime()), workBeside(looking)])
  const questions = stays.map((stay) => priceQuestion({ stay, rooms: asked.rooms }, now))
  const early = asksAtHand(search, towns, questions, now.getTime(), kept)
  const before = early && answerOwn(search, { towns, asks: early, houses: [] }, now.getTime(), kept)
  await looking
  const [stay] = stays
  if (!early && stay) kept.ahead.missed(towns, stay, now.getTime())
  const asks: StayAsked[] = []
  for (const question of questions)
    asks.push({ nights: await kept.nights.hold(towns, stays[asks.length] as Stay, now.getTime()), question })
  // Nothing in it waits: all towns are of one moment, and what is left of their rooms is that with which they were priced.
  const without = (houses: readonly OwnHouse[]) => {
    const { answer, from } = answerOwn(search, { towns, asks, houses }, now.getTime(), kept)
    const sold = [...answer.page.placed.map((placed) => placed.sold), ...answer.apart.flatMap((one) => one.sold ?? [])]
    return { answer, from, told: new Map(sold.map((one) => [one, tellOwn(one, asked, telling)])) }
  }
  const all = without([])
  searchAnswers.of(before && all.from === 'answer' ? before.from : all.from).n += 1
  stopWatch()
  return { ...all, without }
}

type Ground = { towns: readonly Town[]; asks: readonly StayAsked[]; houses: readonly OwnHouse[] }

/** A question to the database is asked at the end of a turn of the event loop, and sent in the next one: before work begins that takes long. */
async function workBeside(looking: Promise<unknown>): Promise<void> {
  looking.catch(() => undefined) // whoever awaits it is told
  await setImmediate()
  await setImmediate()
}

/** The stays with what is known of their nights; null: some of it must be read. */
function asksAtHand(
  { stays }: OwnSearch,
  towns: readonly Town[],
  questions: readonly PriceQuestion[],
  now: number,
  { nights }: Pick<KeptSearches, 'nights'>,
): StayAsked[] | null {
  const asks: StayAsked[] = []
  for (const [at, question] of questions.entries()) {
    const here = nights.atHand(towns, stays[at] as Stay, now)
    if (!here) return null
    asks.push({ nights: here, question })
  }
  return asks
}

/** `from`: what it was made from. */
function answerOwn(
  { place, filters, sort, first: most, start, limitIn, compareIn, rates, key: asked }: OwnSearch,
  { towns, asks, houses }: Ground,
  now: number,
  { prices, answers }: Pick<KeptSearches, 'prices' | 'answers'>,
): { answer: OwnAnswer; from: 'answer' | 'prices' | 'nights' } {
  prices.beginSearch(now)
  const key = houses.length === 0 ? asked : `${asked} without ${houses.map(({ id }) => id).join()}`
  const known = answers.find(key, { towns, stays: asks, rates, compareIn }, prices, now)
  if (known) return { answer: known, from: 'answer' }
  const purses = openPurses({ rates, limitIn, ...filters, compareIn })
  const page: OwnAnswer['page'] = new Page(sort, most, start)
  const tally = new Tally(filters)
  const leftOut = placesOf(houses, towns)
  const pass = { area: place.area, sort, tally, page, ...purses, apart: leftOut.size > 0 ? leftOut : undefined }
  let areKept = true
  const priced = asks.flatMap(({ nights, question }) =>
    towns.map((town, at) => {
      const here = nights[at]
      if (!here) throw new Error(`city ${town.cities[0]} without its nights`)
      const one = prices.of(town, here, question, standing(town, place.area, asksDistance(sort)).places)
      areKept &&= one.wasKept
      return one.priced
    }),
  )
  const [only, ...others] = asks
  if (only && others.length === 0) searchTowns(priced, pass, only.question.pricer)
  const apart: OwnApart[] = []
  for (const [at, town] of towns.entries()) {
    const [first, ...rest] = asks.flatMap(({ question: { pricer } }, stay): StayPrices[] => {
      const one = priced[stay * towns.length + at]
      return one ? [{ priced: one, pricer }] : []
    })
    if (!first) continue
    if (rest.length > 0) searchTownFlexibly(town, [first, ...rest], pass)
    for (const hotel of leftOut.get(town) ?? []) {
      if (!standing(town, place.area, false).places.includes(hotel)) continue
      const one = takeApart(hotel, [first, ...rest], (totals) => tally.cheapestSlot(totals))
      if (one) apart.push(one)
    }
  }
  const versions = priced.map(({ version }) => version)
  const answer = {
    page,
    apart,
    facets: tally.facets,
    purses: purses.all(),
    priced,
    versions,
    rates,
    compareIn,
    usedAt: now,
  }
  answers.keep(key, answer)
  return { answer, from: areKept ? 'prices' : 'nights' }
}

/** At which places of its town each of some hotels stands; those of towns that are not searched are left out. */
function placesOf(houses: readonly OwnHouse[], towns: readonly Town[]): Map<Town, number[]> {
  const places = new Map<Town, number[]>()
  if (houses.length === 0) return places
  const byCity = Map.groupBy(houses, ({ cityId }) => cityId)
  for (const town of towns) {
    const here = town.cities.flatMap((city) => byCity.get(city) ?? []).map(({ id }) => town.ids.indexOf(id))
    if (here.length > 0)
      places.set(
        town,
        here.filter((at) => at >= 0),
      )
  }
  return places
}
