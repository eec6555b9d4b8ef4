import type { Services } from '../context.ts'
import { lookAgain, reservationById } from '../database/reservations.ts'
import type { ReservationRow } from '../database/tables.ts'
import { nextLook } from '../domain/waits.ts'

/**
 * What a step of the saga came to. A row: the reservation as this step wrote it. MOVED: it is elsewhere now, read it
 * again and go on. WAITS: nothing can be done before its `dueAt`, when the sweeper looks again.
 */
export type Progress = ReservationRow | 'MOVED' | 'WAITS'

/** What a run of the saga knows besides what is written. */
export type Run = {
  /** This very run made the reservation: nobody ever asked for its payment. */
  fresh: boolean
  /** payments fell silent once already. */
  askedAgain: boolean
}

export type Step = (reservation: ReservationRow, services: Services, run: Run) => Promise<Progress>

/** Nothing moved: the sweeper looks again, later each time. */
export async function wait(reservation: ReservationRow, { db, now, random }: Services): Promise<Progress> {
  await lookAgain(db, reservation.id, reservation, nextLook(now(), reservation.tries, random()))
  return 'WAITS'
}

/** The same at a known instant. */
export async function waitUntil(reservation: ReservationRow, { db }: Services, at: Date): Promise<Progress> {
  await lookAgain(db, reservation.id, reservation, at)
  return 'WAITS'
}

export async function currently({ db }: Pick<Services, 'db'>, id: string): Promise<ReservationRow> {
  const reservation = await reservationById(db, id)
  if (!reservation) throw new Error(`there is no reservation ${id}`)
  return reservation
}
