import type { Records } from '../memory/records.ts'
import type { OpenWorld } from '../open-world.ts'

/** A world whose books can be read by whoever checks them. */
export type LifeWorld = OpenWorld & { records: Records }

export type Kind = 'sagas' | 'lines' | 'faults' | 'answers' | 'transitions' | 'ends'

/** What was played, counted. */
export const createTally = () => ({
  lives: 0,
  /** Guests who wanted to book, refused or not. */
  guests: 0,
  /** What was begun, by kind: bookings that held something, changes, cancellations, refunds. */
  sagas: new Map<string, number>(),
  lines: new Map<string, number>(),
  /** Faults that met an effect, by how and which. */
  faults: new Map<string, number>(),
  answers: new Map<string, number>(),
  /** Steps from one status to another, as they were written. */
  transitions: new Map<string, number>(),
  /** Where reservations came to rest. */
  ends: new Map<string, number>(),
})
export const sagasOf = ({ sagas }: Tally) => [...sagas.values()].reduce((sum, number) => sum + number, 0)
export type Tally = ReturnType<typeof createTally>
