import type { Context } from '../context.ts'
import type { Rates } from '../domain/exchange.ts'
import type { PriceQuestion } from '../domain/kept-prices.ts'
import { Tally, type Filters } from '../domain/matching.ts'
import type { StayNights } from '../domain/nights.ts'
import { Page, type Sort } from '../domain/ranking.ts'
import { searchTown } from '../domain/town-search.ts'
import type { Town } from '../domain/town.ts'
import type { readStay } from './asked-stay.ts'
import type { OwnAnswer } from './kept-answers.ts'
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
 * before is used as far as it is still true: the whole answer, or else the prices of each town.
 */
export async function searchOwn(search: OwnSearch, telling: Telling, { shelves, kept, now }: Context) {
  const stopWatch = searchSeconds.startTimer({ part: 'own' })
  const { place, asked } = search
  const newsWatch = searchSeconds.startTimer({ part: 'news' })
  const [towns] = await Promise.all([
    shelves.townsOf(place.cityIds, now.getTime()),
    kept.nights.follow().then(() => newsWatch()),
  ])
  const nights = await kept.nights.hold(towns, asked.stay, now.getTime())
  // From here on nothing waits: all towns are of one moment.
  const answer = answerOwn(search, towns, nights, priceQuestion(asked, now), kept)
  stopWatch()
  return { answer, told: new Map(answer.page.placed.map(({ sold }) => [sold, tellOwn(sold, asked, telling)])) }
}

function answerOwn(
  { place, filters, sort, first, start, limitIn, compareIn, rates, key }: OwnSearch,
  towns: readonly Town[],
  nights: readonly StayNights[],
  question: PriceQuestion,
  { prices, answers }: Pick<KeptSearches, 'prices' | 'answers'>,
): OwnAnswer {
  prices.beginSearch(question.now)
  const known = answers.find(key, { towns, nights, rates, compareIn }, prices, question)
  if (known) {
    searchAnswers.inc({ from: 'answer' })
    return known
  }
  const purses = openPurses({ rates, limitIn, ...filters, compareIn })
  const page: OwnAnswer['page'] = new Page(sort, first, start)
  const tally = new Tally(filters)
  const pass = { area: place.area, sort, tally, page, ...purses }
  let areKept = true
  const priced = towns.map((town, at) => {
    const here = nights[at]
    if (!here) throw new Error(`city ${town.cityId} without its nights`)
    const one = prices.of(town, here, question)
    areKept &&= one.wasKept
    searchTown(one.priced, pass, question.pricer)
    return one.priced
  })
  searchAnswers.inc({ from: areKept ? 'prices' : 'nights' })
  const versions = priced.map(({ version }) => version)
  const answer = {
    page,
    facets: tally.facets,
    purses: purses.all(),
    priced,
    versions,
    rates,
    compareIn,
    usedAt: question.now,
  }
  answers.keep(key, answer)
  return answer
}
