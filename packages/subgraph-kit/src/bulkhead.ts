import { Counter, Gauge } from 'prom-client'

import { metrics } from './metrics.ts'

const underWay = new Gauge({
  name: 'bulkhead_under_way',
  help: 'Questions under way in one compartment',
  labelNames: ['compartment'],
  registers: [metrics],
})
const turnedAway = new Counter({
  name: 'bulkhead_turned_away_total',
  help: 'Questions that found no place in time and were not asked',
  labelNames: ['compartment'],
  registers: [metrics],
})

/** No place came free in time: certainly not asked, nothing happened. */
export class NoPlace extends Error {
  constructor(compartment: string) {
    super(`${compartment}: too many questions are under way already`)
    this.name = 'NoPlace'
  }
}

export type BulkheadOptions = {
  /** As `/metrics` calls it: who asks whom. */
  compartment: string
  /** So many at once. */
  places: number
  /** For so long one waits for a place, milliseconds; then it is told that it was not asked. */
  waitMs: number
}

export type Bulkhead = <T>(work: () => Promise<T>) => Promise<T>

/**
 * A compartment with so many places, first come first served: one that is slow fills its own compartment and leaves
 * the others dry. Whoever finds no place in time hears so for certain, before anything was sent.
 */
export function createBulkhead({ compartment, places, waitMs }: BulkheadOptions): Bulkhead {
  let taken = 0
  const waiting = new Set<() => void>()

  const place = () =>
    new Promise<void>((resolve, reject) => {
      const granted = () => {
        clearTimeout(timer)
        waiting.delete(granted)
        resolve()
      }
      const timer = setTimeout(() => {
        waiting.delete(granted)
        turnedAway.inc({ compartment })
        reject(new NoPlace(compartment))
      }, waitMs)
      waiting.add(granted)
    })

  return async (work) => {
    if (taken < places) taken += 1
    else await place() // the place is handed over as it is: `taken` stays
    underWay.set({ compartment }, taken)
    try {
      return await work()
    } finally {
      const [next] = waiting
      if (next) next()
      else taken -= 1
      underWay.set({ compartment }, taken)
    }
  }
}
