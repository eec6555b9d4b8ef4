import type { OwnApart } from '../domain/apart.ts'
import type { Rates } from '../domain/exchange.ts'
import { keptForMs, type KeptPrices, type PriceQuestion } from '../domain/kept-prices.ts'
import type { Facets, Purse } from '../domain/matching.ts'
import { areKept, type StayNights } from '../domain/nights.ts'
import type { PricedTown } from '../domain/priced-town.ts'
import type { Page } from '../domain/ranking.ts'
import type { OwnSold } from '../domain/town-pass.ts'
import type { Town } from '../domain/town.ts'

/** What our own hotels answered to a search, and from which prices that was worked out. */
export type OwnAnswer = {
  page: Page<OwnSold>
  /** Those that were left out of the page and of all counts, because partners sell them too. */
  apart: readonly OwnApart[]
  facets: Facets
  purses: readonly Purse[]
  /** Of all towns for the first stay, then for the next one. */
  priced: readonly PricedTown[]
  versions: readonly number[]
  rates: Rates
  compareIn: string
  /** Milliseconds. */
  usedAt: number
}

/** A stay that will do: its nights in each town, and what prices of it are asked for. */
export type StayAsked = { nights: readonly StayNights[]; question: PriceQuestion }

/** Answers of our own hotels to the very same question: right as long as no price in any of its towns changed. */
export class KeptAnswers {
  readonly #atMost: number
  #bytes = 0
  /** The one asked for longest ago first. */
  readonly #all = new Map<string, OwnAnswer>()

  constructor(atMostBytes: number) {
    this.#atMost = atMostBytes
  }

  get bytes(): number {
    return this.#bytes
  }

  find(
    key: string,
    about: { towns: readonly Town[]; stays: readonly StayAsked[]; rates: Rates; compareIn: string },
    prices: KeptPrices,
    now: number,
  ): OwnAnswer | null {
    const kept = this.#all.get(key)
    if (!kept) return null
    const { towns, stays, rates, compareIn } = about
    const holds =
      kept.rates === rates &&
      kept.compareIn === compareIn &&
      kept.priced.length === towns.length * stays.length &&
      kept.priced.every((priced, at) => {
        const town = at % towns.length
        const { nights, question } = stays[(at - town) / towns.length] as StayAsked
        const here = nights[town]
        return (
          here &&
          priced.town === towns[town] &&
          prices.holds(priced, here, question) &&
          priced.version === kept.versions[at]
        )
      })
    this.#drop(key, kept)
    if (!holds) return null
    kept.usedAt = now
    this.keep(key, kept)
    return kept
  }

  keep(key: string, answer: OwnAnswer): void {
    const known = this.#all.get(key)
    if (known) this.#drop(key, known)
    this.#all.set(key, answer)
    this.#bytes += sizeOf(answer)
    for (const [oldest, one] of this.#all) {
      if (this.#bytes <= this.#atMost && one.usedAt >= answer.usedAt - keptForMs) return
      this.#drop(oldest, one)
    }
  }

  /** Those made of blocks that are kept no longer. */
  forgetDropped(): void {
    for (const [key, answer] of this.#all)
      if (!answer.priced.every(({ nights }) => areKept(nights))) this.#drop(key, answer)
  }

  #drop(key: string, answer: OwnAnswer): void {
    this.#all.delete(key)
    this.#bytes -= sizeOf(answer)
  }
}

/** Some: most of it are the terms of the hotels on its page. */
const sizeOf = ({ page, apart, priced }: OwnAnswer): number =>
  2_000 + 2_500 * (page.placed.length + apart.length) + 20 * priced.length
