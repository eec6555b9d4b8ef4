import { metrics } from '@staygraph/subgraph-kit/metrics'
import { Counter, Histogram } from 'prom-client'

export const partnerSeconds = new Histogram({
  name: 'partner_call_seconds',
  help: 'Time a partner took to answer a request, by what came of it',
  labelNames: ['partner', 'operation', 'outcome'],
  buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2.5, 5, 10],
  registers: [metrics],
})
export const partnerAnswers = new Counter({
  name: 'partner_search_answers_total',
  help: 'What searches were told by a partner: COMPLETE, PARTIAL, or why there was nothing (TIMEOUT is what came too late)',
  labelNames: ['partner', 'status'],
  registers: [metrics],
})
export const partnerHotelsTaken = new Counter({
  name: 'partner_hotels_taken_total',
  help: 'Hotels with an offer in the answers of a partner to searches',
  labelNames: ['partner'],
  registers: [metrics],
})
export const partnerHotelsLeftOut = new Counter({
  name: 'partner_hotels_left_out_total',
  help: 'Hotels in the answers of a partner that were refused by schema, or could not be sold as they were written',
  labelNames: ['partner'],
  registers: [metrics],
})
export const partnerHedged = new Counter({
  name: 'partner_hedged_total',
  help: 'Searches for which a partner was asked a second time because it was late, by which try answered',
  labelNames: ['partner', 'won'],
  registers: [metrics],
})
export const partnerKeptAnswers = new Counter({
  name: 'partner_kept_answers_total',
  help: 'Searches answered with what a partner told before: "stale" ones ask it anew for the next search',
  labelNames: ['partner', 'age'],
  registers: [metrics],
})
