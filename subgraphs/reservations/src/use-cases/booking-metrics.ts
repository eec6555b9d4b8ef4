import { metrics } from '@staygraph/subgraph-kit/metrics'
import { Counter, Gauge } from 'prom-client'

export const bookingsAnswered = new Counter({
  name: 'bookings_answered_total',
  help: 'Answers to bookRoom: Reservation with its status, or the refusal',
  labelNames: ['answer', 'status'],
  registers: [metrics],
})
export const sagasResumed = new Counter({
  name: 'reservations_resumed_total',
  help: 'Reservations the sweeper took up, by what came of it',
  labelNames: ['outcome'],
  registers: [metrics],
})
export const sagaOverdueSeconds = new Gauge({
  name: 'reservations_overdue_seconds',
  help: 'How long the reservation that waits longest for the sweeper is overdue',
  registers: [metrics],
})
