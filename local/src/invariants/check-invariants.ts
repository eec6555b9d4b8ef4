import { setTimeout as pause } from 'node:timers/promises'

import { type Finding, type Invariant, type Look, usualWindows, type Violation, type Windows } from './invariant.ts'
import { invariants } from './invariants.ts'
import type { Sources } from './sources.ts'

export interface CheckOptions {
  now: () => Date
  /** Seconds; what is not said is as usual. */
  windows?: Partial<Windows>
  /** When the last fault ended: nothing is overdue before its window has passed since. */
  healedAt?: Date
  /** What an erased customer was known by. */
  erased?: readonly string[]
  /** A running system moves while it is read: what seems wrong is looked at again after this many milliseconds. */
  lookAgainAfterMs?: number
}

export interface Checked extends Finding {
  invariant: Invariant
  /** It could not be read: nothing is known of it. */
  failed?: string
}

/** Looks at every invariant. A violation is what stands in both of two looks. */
export const checkInvariants = async (sources: Sources, options: CheckOptions): Promise<Checked[]> => {
  const first = await Promise.all(invariants.map((invariant) => lookAt(invariant, sources, options)))
  const { lookAgainAfterMs = 2_000 } = options
  if (first.every(({ violations }) => violations.length === 0)) return first
  await pause(lookAgainAfterMs)
  return Promise.all(
    first.map(async (checked) => {
      if (checked.violations.length === 0) return checked
      const again = await lookAt(checked.invariant, sources, options)
      return { ...again, violations: again.violations.filter((violation) => isIn(checked.violations, violation)) }
    }),
  )
}

const isIn = (violations: Violation[], { id }: Violation) => violations.some((other) => other.id === id)

const lookAt = async (invariant: Invariant, sources: Sources, options: CheckOptions): Promise<Checked> => {
  try {
    return { invariant, ...(await invariant.look(lookOf(sources, options))) }
  } catch (error) {
    const failed = error instanceof Error ? `${error.message}${causeOf(error)}` : String(error)
    return { invariant, checked: 0, things: 'things', violations: [], failed }
  }
}

const causeOf = ({ cause }: Error): string => (cause instanceof Error ? ` (${cause.message})` : '')

const lookOf = (sources: Sources, { now, windows, healedAt, erased = [] }: CheckOptions): Look => {
  const at = now()
  return {
    sources,
    now: at,
    erased,
    overdue: (window) => {
      const latest = new Date(at.getTime() - (windows?.[window] ?? usualWindows[window]) * 1_000)
      return healedAt && healedAt > latest ? new Date(0) : latest
    },
  }
}
