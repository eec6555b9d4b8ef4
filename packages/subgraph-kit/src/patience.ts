import { AsyncLocalStorage } from 'node:async_hooks'

// How long whoever asked still waits. It travels with a request and shrinks on its way, so that nobody works on an
// answer that nobody waits for, and the one at the end of the chain gives up first. Measured by the process's own
// steady clock: no two machines' clocks are compared.

/** Milliseconds that the caller still waits when it sends the request. */
export const patienceHeader = 'x-staygraph-patience'

const ends = new AsyncLocalStorage<number | undefined>()

/** Longer than anything of ours takes: what is not a number, or more, counts as this. */
const most = 60_000

/** Runs `work` for somebody who waits for so long. */
export const withPatience = <T>(milliseconds: number, work: () => T): T =>
  ends.run(performance.now() + milliseconds, work)

/** Runs `work` for nobody who waits: it goes on, however long it takes. */
export const waitedForByNobody = <T>(work: () => T): T => ends.run(undefined, work)

/** What is left of the caller's patience, at most `limit`; never less than nothing. */
export function patienceLeft(limit: number): number {
  const end = ends.getStore()
  return end === undefined ? limit : Math.max(0, Math.min(limit, end - performance.now()))
}

/** As a caller sent it. Undefined: it did not say. */
export function readPatience(header: string | string[] | undefined): number | undefined {
  const milliseconds = typeof header === 'string' && /^\d{1,6}$/.test(header) ? Number(header) : undefined
  return milliseconds === undefined ? undefined : Math.min(milliseconds, most)
}

/** As it is sent. */
export const sayPatience = (milliseconds: number): Record<string, string> => ({
  [patienceHeader]: String(Math.floor(milliseconds)),
})
