import { metrics } from '@staygraph/subgraph-kit/metrics'
import { Counter, Gauge, Histogram } from 'prom-client'

export const subgraphSeconds = new Histogram({
  name: 'gateway_subgraph_seconds',
  help: 'Time a subgraph took to answer a fetch of a plan',
  labelNames: ['subgraph', 'outcome'],
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers: [metrics],
})
export const fetchesAborted = new Counter({
  name: 'gateway_fetches_aborted_total',
  help: 'Fetches ended before they were answered, because the client left or because their time was over',
  labelNames: ['subgraph', 'because'],
  registers: [metrics],
})
export const fetchesRepeated = new Counter({
  name: 'gateway_fetches_repeated_total',
  help: 'Fetches asked a second time, because the connection broke or because the first took unusually long',
  labelNames: ['subgraph', 'because'],
  registers: [metrics],
})
/** Counted by hand: a gauge that is set twice a request costs more than counting. */
export const underWay = { operations: 0 }
export const operationsUnderWay = new Gauge({
  name: 'gateway_operations_under_way',
  help: 'Operations admitted and not yet answered',
  registers: [metrics],
  collect() {
    this.set(underWay.operations)
  },
})
export const supergraphLoads = new Counter({
  name: 'gateway_supergraph_loads_total',
  help: 'Supergraph files read: taken over, or refused because they were broken',
  labelNames: ['outcome'],
  registers: [metrics],
})
export const supergraphStale = new Gauge({
  name: 'gateway_supergraph_stale',
  help: '1 while the supergraph file is broken and the last good one is served',
  registers: [metrics],
})
export const requestsRefused = new Counter({
  name: 'gateway_requests_refused_total',
  help: 'Requests that never became an operation',
  labelNames: ['code'],
  registers: [metrics],
})
export const graphErrors = new Counter({
  name: 'gateway_graphql_errors_total',
  help: 'Errors in answers, by code and by the subgraph they came from',
  labelNames: ['code', 'service'],
  registers: [metrics],
})
export const limiterLocal = new Counter({
  name: 'gateway_rate_limit_local_total',
  help: 'Requests counted by this process alone, because Redis did not answer',
  registers: [metrics],
})
export const operationsFallenBack = new Counter({
  name: 'gateway_operations_fallen_back_total',
  help: 'Operations answered by Apollo’s executor, because ours does not know the shape of their plan or document',
  labelNames: ['because'],
  registers: [metrics],
})
export const operationsPlanned = new Counter({
  name: 'gateway_operations_planned_total',
  help: 'Operations planned and compiled: ahead of any request, or because one asked for something not known yet',
  labelNames: ['when'],
  registers: [metrics],
})
export const operationsRegistered = new Gauge({
  name: 'gateway_registered_operations',
  help: 'Operations registered by hash: ready under the supergraph served now, or refused because it does not have what they ask for',
  labelNames: ['state'],
  registers: [metrics],
})
export const cacheLookups = new Counter({
  name: 'gateway_cache_lookups_total',
  help: 'Answers and entities looked for in the cache, where the graph allows them to be kept',
  labelNames: ['subgraph', 'outcome'],
  registers: [metrics],
})
