import { metrics } from '@staygraph/subgraph-kit/metrics'
import { createCounter, createHistogram } from '@staygraph/subgraph-kit/tally'
import { Counter, Gauge, Histogram } from 'prom-client'

import type { KeptSearches } from './kept-searches.ts'

/** So fine that a median between them means something: most searches take some tenths of a millisecond, or a few of them. */
const fine = [
  0.0001, 0.00015, 0.0002, 0.00025, 0.0003, 0.00035, 0.0004, 0.00045, 0.0005, 0.00055, 0.0006, 0.00065, 0.0007, 0.00075,
  0.0008, 0.0009, 0.001, 0.0011, 0.00125, 0.0014, 0.0016, 0.0018, 0.002, 0.0025, 0.003, 0.004, 0.005, 0.0065, 0.008,
  0.01,
]

const searchSeconds = createHistogram({
  name: 'hotel_search_seconds',
  help: 'Time of a search: "news" is learning what was told since the last one, "own" that and the pass over our own hotels, "whole" also partners and the offers of the page; "calendar" is a month of arrivals',
  labels: ['part'],
  most: 10,
  buckets: [...fine, 0.015, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
})

/** Begins to measure a part of a search. What it answers is called when that is over. */
export const timeSearch = (part: 'news' | 'own' | 'whole' | 'calendar') => {
  const began = performance.now()
  return () => searchSeconds.of(part).observe((performance.now() - began) / 1_000)
}

export const placeSeconds = new Histogram({
  name: 'hotel_place_seconds',
  help: 'Time to find places by what somebody types: "short" is up to three letters, "beginning" a beginning or a name, "slip" also names one slip away',
  labelNames: ['by'],
  buckets: [...fine, 0.025, 0.05, 0.1, 0.5],
  registers: [metrics],
})

export const suggestionSeconds = new Histogram({
  name: 'hotel_suggestion_seconds',
  help: 'Time to find what may be meant by what was typed, and to read it: "beginning" by how names begin, "about" also by where they lie, "slip" also with a slip or two',
  labelNames: ['by'],
  buckets: [0.000005, 0.00001, 0.000025, 0.00005, ...fine, 0.025, 0.05, 0.1],
  registers: [metrics],
})

export const searchAnswers = createCounter({
  name: 'hotel_search_answers_total',
  help: 'What answers of our own hotels were made from: "answer" is one that was kept, "prices" those kept of all its towns, "nights" had some priced',
  labels: ['from'],
  most: 3,
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
