import { GraphQLError } from 'graphql'

import type { Context } from '../context.ts'
import { reservationById, reservationByReference } from '../database/reservations.ts'
import type { ReservationRow } from '../database/tables.ts'
import { readReference } from '../domain/reference.ts'
import { mayRead } from '../domain/requester.ts'
import { sameSurname } from '../domain/surname.ts'

/**
 * For whoever knows its reference and the guest's surname. Null for any mismatch: nobody learns which part was wrong,
 * nor whether there is such a reference. Whoever misses too often waits, an error says how long. `read`: how it is read.
 */
export async function findReservation(
  { reference: typed, surname }: { reference: string; surname: string },
  { db, lookUps, client }: Context,
  read: typeof reservationByReference = reservationByReference,
): Promise<ReservationRow | null> {
  const address = client ?? 'unknown'
  const seconds = await lookUps.count(address)
  if (seconds > 0)
    throw new GraphQLError(`Too many looks that found nothing. Try again in ${Math.ceil(seconds / 60)} minutes.`, {
      extensions: { code: 'TOO_MANY_ATTEMPTS', retryAfterSeconds: seconds },
    })
  const reference = readReference(typed)
  // Who could not be answered did not miss: an outage must not lock out those who ask again.
  const reservation =
    reference === null
      ? null
      : await read(db, reference).catch(async (error: unknown) => {
          await lookUps.forgive(address)
          throw error
        })
  if (!reservation || !sameSurname(surname, reservation.guestFamilyName)) return null
  await lookUps.forgive(address)
  return reservation
}

/** By its id, for its customer, the integrator who made it, or a sister of ours. Nobody else: an id is no proof. */
export async function readReservation(id: string, { db, viewer }: Context): Promise<ReservationRow | null> {
  const reservation = await reservationById(db, id)
  return reservation && mayRead(viewer, reservation) ? reservation : null
}

export type ReservationRef = { id?: string | null; reference?: string | null; surname?: string | null }

/** Either way. Null: there is none, or not for this viewer. */
export async function seekReservation({ id, reference, surname }: ReservationRef, context: Context) {
  if (id) return readReservation(id, context)
  return reference && surname ? findReservation({ reference, surname }, context) : null
}
