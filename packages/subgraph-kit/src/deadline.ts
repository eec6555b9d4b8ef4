import { EventEmitter } from 'node:events'

/** It took longer than it may. What came of it is not known. */
export class TooLate extends Error {
  constructor(milliseconds: number) {
    super(`no answer in ${Math.ceil(milliseconds)} ms`)
    this.name = 'TimeoutError'
  }
}

/**
 * Runs a request that is called off when it takes too long: undici listens to the emitter's `abort`. A plain emitter and
 * a timer that ends with the request: `AbortSignal.timeout` goes on until it fires, long after the answer, and each
 * firing costs more than the rest of a short request's bookkeeping.
 */
export async function inTime<T>(milliseconds: number, ask: (signal: EventEmitter) => Promise<T>): Promise<T> {
  const signal = new EventEmitter()
  let late = false
  const timer = setTimeout(() => {
    late = true
    signal.emit('abort')
  }, milliseconds)
  try {
    return await ask(signal)
  } catch (error) {
    throw late ? new TooLate(milliseconds) : error
  } finally {
    clearTimeout(timer)
  }
}
