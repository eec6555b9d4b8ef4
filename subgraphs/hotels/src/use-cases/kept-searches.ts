import type postgres from 'postgres'

import { KeptNights } from '../database/kept-nights.ts'
import { KeptPrices } from '../domain/kept-prices.ts'
import { KeptAnswers } from './kept-answers.ts'
import { createReadAhead, type ReadAhead } from './read-ahead.ts'

/** What searches leave behind for the next ones. Nothing in it is a truth of its own: without it a search takes longer. */
export type KeptSearches = { nights: KeptNights; prices: KeptPrices; answers: KeptAnswers; ahead: ReadAhead }

/** `atMostBytes`: of all of it; half of that for what is left of rooms. */
export function keepSearches(sql: postgres.Sql, { atMostBytes = 512_000_000 } = {}): KeptSearches {
  const prices = new KeptPrices(atMostBytes * 0.375)
  const answers = new KeptAnswers(atMostBytes * 0.125)
  const onDropped = () => {
    prices.forgetDropped()
    answers.forgetDropped()
  }
  const nights = new KeptNights(sql, { atMostBytes: atMostBytes * 0.5, onDropped })
  return { nights, prices, answers, ahead: createReadAhead(nights) }
}
