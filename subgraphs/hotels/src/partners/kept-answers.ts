import { createHedge } from './hedge.ts'
import { partnerKeptAnswers } from './partner-metrics.ts'
import type { PartnerQuestion, PartnerRates, PartnerSupply } from './partner-supply.ts'

export type KeepingOptions = {
  /** For so long an answer is given again as it is: the pages of one search are the same list. */
  readonly freshMs?: number
  /** For so long it is still given, while it is asked anew for the next search. Prices are looked at again when a room is booked. */
  readonly staleMs?: number
  /** The most answers kept, and the most offers in all of them, some 2 KB each. */
  readonly atMost?: number
  readonly atMostOffers?: number
  /** Answers that must be known before a late one is asked for a second time. */
  readonly hedgeFrom?: number
}

type Kept = { readonly rates: PartnerRates; readonly at: number; readonly offers: number }

/**
 * A partner whose answers to searches are kept for a short while, given again while they are asked anew, asked once however many
 * want the same at the same moment, and asked a second time when they are late. Only whole answers are kept.
 */
export function keepingAnswers<Supply extends PartnerSupply>(supply: Supply, options: KeepingOptions = {}): Supply {
  const { freshMs = 60_000, staleMs = 300_000, atMost = 500, atMostOffers = 40_000, hedgeFrom } = options
  const hedged = createHedge({ partner: supply.code, ...(hedgeFrom === undefined ? {} : { from: hedgeFrom }) })
  /** The oldest first. */
  const kept = new Map<string, Kept>()
  let offers = 0
  const underWay = new Map<string, Promise<PartnerRates>>()

  function ask(key: string, question: PartnerQuestion, now: Date, withinMs: number | undefined): Promise<PartnerRates> {
    const asked = underWay.get(key)
    if (asked) return asked
    const answer = hedged(() => supply.search(question, now, withinMs))
    underWay.set(key, answer)
    const done = () => void underWay.delete(key)
    answer.then((rates) => {
      done()
      if (rates.complete) keep(key, rates, now.getTime())
    }, done)
    return answer
  }

  function forget(key: string): void {
    offers -= kept.get(key)?.offers ?? 0
    kept.delete(key)
  }

  function keep(key: string, rates: PartnerRates, at: number): void {
    forget(key)
    const answer = { rates, at, offers: rates.hotels.reduce((sum, hotel) => sum + hotel.offers.length, 0) }
    kept.set(key, answer)
    offers += answer.offers
    for (const [oldest, one] of kept) {
      if (kept.size <= atMost && offers <= atMostOffers && one.at > at - staleMs) break
      forget(oldest)
    }
  }

  return {
    ...supply,
    async search(question, now, withinMs) {
      const key = JSON.stringify(question)
      const known = kept.get(key)
      const ageMs = known ? Math.max(0, now.getTime() - known.at) : Infinity
      if (!known || ageMs >= staleMs) return ask(key, question, now, withinMs)
      partnerKeptAnswers.inc({ partner: supply.code, age: ageMs < freshMs ? 'fresh' : 'stale' })
      // A failure now is the next search's business: until then what is known is given.
      if (ageMs >= freshMs) ask(key, question, now, undefined).catch(() => undefined)
      return { ...known.rates, ageSeconds: Math.floor(ageMs / 1_000) }
    },
  }
}
