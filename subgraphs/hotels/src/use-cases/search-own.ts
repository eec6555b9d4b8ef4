import { setImmediate } from 'node:timers/promises'

import type { Context } from '../context.ts'
import type { Rates } from '../domain/exchange.ts'
import { searchTownFlexibly } from '../domain/flexible-search.ts'
import type { PriceQuestion } from '../domain/kept-prices.ts'
import { Tally, type Filters } from '../domain/matching.ts'
import type { PricedTown } from '../domain/priced-town.ts'
import { Page, type Sort } from '../domain/ranking.ts'
import type { Stay } from '../domain/stay.ts'
import { searchTown } from '../domain/town-search.ts'
import type { Town } from '../domain/town.ts'
import type { readStay } from './asked-stay.ts'
import type { OwnAnswer, StayAsked } from './kept-answers.ts'
import type { KeptSearches } from './kept-searches.ts'
import type { Telling } from './offer-in-hand.ts'
import { openPurses } from './purses.ts'
import { searchAnswers, searchSeconds } from './search-metrics.ts'
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

/**
 * Our own hotels there, all of them at their prices of this moment, and those of the page with their offers. What is kept of searches
 * before is used as far as it is still true: the whole answer, or else the prices of each town. While the database is asked for news all is
 * worked out from what is known already; then only what the news concern is worked out again.
 */
export async function searchOwn(search: OwnSearch, telling: Telling, { shelves, kept, now }: Context) {
  const stopWatch = searchSeconds.startTimer({ part: 'own' })
  const { place, asked, stays } = search
  const newsWatch = searchSeconds.startTimer({ part: 'news' })
  const looking = kept.nights.follow().then(() => newsWatch())
  const [towns] = await Promise.all([shelves.townsOf(place.districts, now.getTime()), workBeside(looking)])
  const questions = stays.map((stay) => priceQuestion({ stay, rooms: asked.rooms }, now))
  const early = asksAtHand(search, towns, questions, now.getTime(), kept)
  const before = early && answerOwn(search, towns, early, now.getTime(), kept)
  await looking
  const asks: StayAsked[] = []
  for (const question of questions)
    asks.push({ nights: await kept.nights.hold(towns, stays[asks.length] as Stay, now.getTime()), question })
  // From here on nothing waits: all towns are of one moment.
  const { answer, from } = answerOwn(search, towns, asks, now.getTime(), kept)
  searchAnswers.inc({ from: before && from === 'answer' ? before.from : from })
  stopWatch()
  return { answer, told: new Map(answer.page.placed.map(({ sold }) => [sold, tellOwn(sold, asked, telling)])) }
}

/** A question to the database is sent when the process next has nothing else to do: before work begins that takes long. */
async function workBeside(looking: Promise<unknown>): Promise<void> {
  looking.catch(() => undefined) // whoever awaits it is told
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
  { place, filters, sort, first, start, limitIn, compareIn, rates, key }: OwnSearch,
  towns: readonly Town[],
  asks: readonly StayAsked[],
  now: number,
  { prices, answers }: Pick<KeptSearches, 'prices' | 'answers'>,
): { answer: OwnAnswer; from: 'answer' | 'prices' | 'nights' } {
  prices.beginSearch(now)
  const known = answers.find(key, { towns, stays: asks, rates, compareIn }, prices, now)
  if (known) return { answer: known, from: 'answer' }
  const purses = openPurses({ rates, limitIn, ...filters, compareIn })
  const page: OwnAnswer['page'] = new Page(sort, first, start)
  const tally = new Tally(filters)
  const pass = { area: place.area, sort, tally, page, ...purses }
  let areKept = true
  const priced = asks.flatMap(({ nights, question }) =>
    towns.map((town, at) => {
      const here = nights[at]
      if (!here) throw new Error(`city ${town.cities[0]} without its nights`)
      const one = prices.of(town, here, question)
      areKept &&= one.wasKept
      return one.priced
    }),
  )
  for (const [at, town] of towns.entries()) {
    const [only, ...others] = asks.map(({ question: { pricer } }, stay) => ({
      priced: priced[stay * towns.length + at] as PricedTown,
      pricer,
    }))
    if (only && others.length === 0) searchTown(only.priced, pass, only.pricer)
    else if (only) searchTownFlexibly(town, [only, ...others], pass)
  }
  const versions = priced.map(({ version }) => version)
  const answer = {
    page,
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
