import { metrics } from '@staygraph/subgraph-kit/metrics'
import { Counter, Gauge } from 'prom-client'

export const findingsOpen = new Gauge({
  name: 'bank_findings_open',
  help: 'Contradictions between the bank’s books and ours that nobody has settled',
  labelNames: ['kind'],
  registers: [metrics],
})
export const compared = new Counter({
  name: 'bank_objects_compared_total',
  help: 'Payments, refunds and disputes of the bank that were compared with our books',
  labelNames: ['reading'],
  registers: [metrics],
})
