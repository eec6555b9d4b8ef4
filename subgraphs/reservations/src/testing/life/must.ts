import { AssertionError } from 'node:assert'
import { inspect, isDeepStrictEqual } from 'node:util'

const show = (value: unknown) => inspect(value, { depth: 6, breakLength: 120, maxStringLength: 300 })

/** What must be so. */
export function holds(what: string, is: unknown, should: unknown): void {
  if (is === should || isDeepStrictEqual(is, should)) return
  throw new AssertionError({
    message: `${what}: is ${show(is)}, must be ${show(should)}`,
    actual: is,
    expected: should,
  })
}

/** One of these. */
export function isOneOf<T>(what: string, is: T, among: readonly T[]): void {
  if (among.includes(is)) return
  throw new AssertionError({ message: `${what}: is ${show(is)}, must be one of ${show(among)}`, actual: is })
}

export function wrong(what: string): never {
  throw new AssertionError({ message: what })
}
