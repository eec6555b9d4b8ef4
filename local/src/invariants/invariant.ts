import type { Sources } from './sources.ts'

/** Something that must never be, and is. */
export interface Violation {
  /** What it is about: a night, a reservation, a payment. The same trouble has the same id when it is looked at again. */
  id: string
  /** What is wrong with it, in words. */
  what: string
}

export interface Finding {
  /** How many things were looked at. */
  checked: number
  /** What these are, in the plural. */
  things: string
  violations: Violation[]
  /** What of the invariant was not looked at, and why. */
  notLookedAt?: string
}

/**
 * For how many seconds things may be under way. In a running system money is at the bank a moment before it is in our
 * books: only what stays so is a violation.
 */
export interface Windows {
  /** Captured, and neither confirmed nor refunded (I2, I3). */
  captured: number
  /** The bank knows, and payments has not heard yet (I4, I14), or the partner and reservations (I1). */
  heard: number
  /** Captured or refunded, and not yet numbered (I7). */
  numbered: number
  /** Confirmed, and the mails not yet sent (I8). */
  mailed: number
  /** Promised, and not yet handed to the queue (I9). */
  unsent: number
  /** A hold that ended, and is still counted (I10). */
  held: number
  /** A saga without an end (I15). */
  unfinished: number
}

export const usualWindows: Windows = {
  captured: 120,
  heard: 120,
  numbered: 60,
  mailed: 120,
  unsent: 60,
  held: 60,
  unfinished: 120,
}

/** What an invariant is looked at with. */
export interface Look {
  sources: Sources
  now: Date
  /**
   * What has been so since this instant or before it has been so for too long. Nothing is overdue while the system has
   * not been whole for that long.
   */
  overdue: (window: keyof Windows) => Date
  /** What an erased customer was known by: names, addresses, telephone numbers. */
  erased: readonly string[]
}

export interface Invariant {
  /** I1 to I15. */
  name: string
  /** What must hold. */
  says: string
  look: (look: Look) => Promise<Finding>
}
