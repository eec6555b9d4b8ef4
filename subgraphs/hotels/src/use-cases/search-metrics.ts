import { metrics } from '@staygraph/subgraph-kit/metrics'
import { Histogram } from 'prom-client'

export const searchSeconds = new Histogram({
  name: 'hotel_search_seconds',
  help: 'Time of a search: "own" is what is left of rooms and the pass over our own hotels, "whole" also partners and the offers of the page',
  labelNames: ['part'],
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  registers: [metrics],
})
