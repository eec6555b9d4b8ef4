import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** One registry a process, served at `/metrics` in Prometheus' text format. */
export const metrics = new Registry()

let collecting = false

/** Adds the process's own figures (CPU, memory, event loop) once. */
export function collectProcessMetrics(service: string) {
  if (collecting) return
  collecting = true
  metrics.setDefaultLabels({ service })
  collectDefaultMetrics({ register: metrics })
}

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export const commandSeconds = new Histogram({
  name: 'command_call_seconds',
  help: 'Time a command of a sister service took, seen by its caller',
  labelNames: ['command', 'outcome'],
  buckets,
  registers: [metrics],
})
export const jobSeconds = new Histogram({
  name: 'job_seconds',
  help: 'Time a job took',
  labelNames: ['job', 'outcome'],
  buckets,
  registers: [metrics],
})
export const outboxPromised = new Counter({
  name: 'outbox_relayed_total',
  help: 'Outbox rows handed to the queue',
  labelNames: ['job'],
  registers: [metrics],
})
export const outboxOldestSeconds = new Gauge({
  name: 'outbox_oldest_seconds',
  help: 'Age of the oldest outbox row not yet handed to the queue',
  registers: [metrics],
})
