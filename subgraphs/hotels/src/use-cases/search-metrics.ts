import { metrics } from '@staygraph/subgraph-kit/metrics'
import { Counter, Gauge, Histogram } from 'prom-client'

import type { KeptSearches } from './kept-searches.ts'

export const searchSeconds = new Histogram({
  name: 'hotel_search_seconds',
  help: 'Time of a search: "news" is learning what was told since the last one, "own" that and the pass over our own hotels, "whole" also partners and the offers of the page; "calendar" is a month of arrivals',
  labelNames: ['part'],
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  registers: [metrics],
})

export const searchAnswers = new Counter({
  name: 'hotel_search_answers_total',
  help: 'What answers of our own hotels were made from: "answer" is one that was kept, "prices" those kept of all its towns, "nights" had some priced',
  labelNames: ['from'],
  registers: [metrics],
})

/** Has it told how much memory searches of this process left behind. */
export const tellKept = ({ nights, prices, answers }: KeptSearches) =>
  new Gauge({
    name: 'hotel_search_kept_bytes',
    help: 'What searches keep for the next ones: what is left of rooms, prices by stay and party, answers',
    labelNames: ['of'],
    registers: [metrics],
    collect() {
      this.set({ of: 'nights' }, nights.bytes)
      this.set({ of: 'prices' }, prices.bytes)
      this.set({ of: 'answers' }, answers.bytes)
    },
  })

export const pairsFound = new Counter({
  name: 'hotel_pairs_in_doubt_total',
  help: 'Pairs of partners’ hotels that may be one house and were written down for a person to decide',
  registers: [metrics],
})
