import { metrics } from '@staygraph/subgraph-kit/metrics'
import { createCounter, createHistogram } from '@staygraph/subgraph-kit/tally'
import { Counter, Gauge } from 'prom-client'

export const operationSeconds = createHistogram({
  name: 'gateway_operation_seconds',
  help: 'Time to answer an operation, by the name it was registered under: whole (ok), in part (errors), not at all (refused), or to nobody (abandoned)',
  labels: ['operation', 'outcome'],
  most: 2_000,
})
export const operationsSlow = new Counter({
  name: 'gateway_operations_slow_total',
  help: 'Operations that took longer than is told in the log',
  registers: [metrics],
})
export const fieldsAsked = createCounter({
  name: 'gateway_fields_total',
  help: 'Operations executed that ask for a field',
  labels: ['field'],
  most: 5_000,
})
export const fieldErrors = createCounter({
  name: 'gateway_field_errors_total',
  help: 'Errors told at a field',
  labels: ['field'],
  most: 5_000,
})
export const fieldFetchSeconds = createHistogram({
  name: 'gateway_field_fetch_seconds',
  help: 'Time of the fetch that brought a field: of the root, or of entities',
  labels: ['subgraph', 'field'],
  most: 1_000,
})
export const subgraphSeconds = createHistogram({
  name: 'gateway_subgraph_seconds',
  help: 'Time a subgraph took to answer a fetch of a plan',
  labels: ['subgraph', 'outcome'],
  most: 1_000,
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
export const fetchesShared = new Counter({
  name: 'gateway_fetches_shared_total',
  help: 'Fetches that were not asked, because the very same was under way with the same credentials',
  labelNames: ['subgraph'],
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
export const answersWritten = createCounter({
  name: 'gateway_answers_written_total',
  help: 'Answers to known operations: put together from what subgraphs wrote, or made of objects because a reply was not quite as promised',
  labels: ['how'],
  most: 2,
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
export const overrideLabels = createCounter({
  name: 'gateway_override_labels_total',
  help: 'Operations for which it was decided where a field on its way between subgraphs comes from: on, from the new one',
  labels: ['label', 'setting'],
  most: 1_000,
})
export const operationsRegistered = new Gauge({
  name: 'gateway_registered_operations',
  help: 'Operations registered by hash: ready under the supergraph served now, or refused because it does not have what they ask for',
  labelNames: ['state'],
  registers: [metrics],
})
export const notListed = new Counter({
  name: 'gateway_operations_not_listed_total',
  help: 'Operations asked for that are not registered, where only registered ones are to be answered: refused, or told (audit)',
  labelNames: ['viewer', 'outcome'],
  registers: [metrics],
})
export const cacheLookups = new Counter({
  name: 'gateway_cache_lookups_total',
  help: 'Answers and entities looked for in the cache, where the graph allows them to be kept',
  labelNames: ['subgraph', 'outcome'],
  registers: [metrics],
})
export const liveStreams = new Gauge({
  name: 'gateway_live_streams',
  help: 'Operations that are answered in events now',
  labelNames: ['transport'],
  registers: [metrics],
})
export const liveEvents = new Counter({
  name: 'gateway_live_events_total',
  help: 'Events of subscriptions that subgraphs told',
  registers: [metrics],
})
export const liveReconnects = new Counter({
  name: 'gateway_live_reconnects_total',
  help: 'Subscriptions that were asked for again, because a subgraph broke them off',
  labelNames: ['subgraph'],
  registers: [metrics],
})
export const liveEnded = new Counter({
  name: 'gateway_live_ended_total',
  help: 'Operations answered in events that ended, and why',
  labelNames: ['because'],
  registers: [metrics],
})
