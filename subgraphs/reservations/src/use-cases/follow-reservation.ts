import { GraphQLError } from 'graphql'

import type { Context } from '../context.ts'
import { reservationById } from '../database/reservations.ts'
import { stepsSince } from '../database/steps-log.ts'
import type { ReservationRow, StepRow } from '../database/tables.ts'
import { mayRead } from '../domain/requester.ts'
import { sameSurname } from '../domain/surname.ts'
import { seekReservation, type ReservationRef } from './find-reservation.ts'

/** What happened to a reservation, and how it stands since. */
export type ReservationNews = { reservation: ReservationRow; steps: readonly StepRow[]; cursor: string }

/**
 * Everything that happens to a reservation from now on, or after a cursor. Whether it may be read is asked again for each
 * event: an erased guest's is nobody's any more.
 */
export async function* followReservation(
  ref: ReservationRef,
  after: string | undefined,
  context: Context,
): AsyncGenerator<{ reservationChanged: ReservationNews }> {
  const { db, sql, viewer, live, steps: follower } = context
  if (!live) throw new Error('a subscription without its stream')
  const found = await seekReservation(ref, context)
  if (!found) throw notFound()
  const stillMay = (row: ReservationRow) =>
    ref.id ? mayRead(viewer, row) : sameSurname(ref.surname ?? '', row.guestFamilyName)
  const news = follower.follow({
    key: found.id,
    same: found.id,
    read: stepsSince(sql, found.id),
    after: live.lastEventId ?? after,
    signal: live.signal,
  })
  for await (const { changes, cursor } of news) {
    const reservation = await reservationById(db, found.id)
    if (!reservation || !stillMay(reservation)) throw notFound()
    yield { reservationChanged: { reservation, steps: changes, cursor } }
  }
}

/** Nobody learns whether there is such a one. */
const notFound = () =>
  new GraphQLError('There is no such reservation, or it is not yours to read.', { extensions: { code: 'NOT_FOUND' } })
