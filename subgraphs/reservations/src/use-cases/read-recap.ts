import type { ReservationRecap } from '@staygraph/reservations/contract/reservation-recap'

import type { Services } from '../context.ts'
import { reservationById } from '../database/reservations.ts'
import { recapOf } from '../domain/recap.ts'
import { offerAsItStands } from './offer-as-it-stands.ts'

/** For the calendar file of whoever holds its signed link. */
export async function readRecap(
  { reservationId }: { reservationId: string },
  { db, settings }: Services,
): Promise<ReservationRecap | null> {
  const reservation = await reservationById(db, reservationId)
  return reservation && recapOf(reservation, await offerAsItStands(reservation, db), settings.publicSiteUrl)
}
