import DataLoader from 'dataloader'

import type { Context } from '../context.ts'
import type { BookedRoomRow } from '../database/booked-room-tables.ts'
import { roomsOfReservations, stepsOfReservations } from '../database/reservations.ts'
import type { ReservationRow, StepRow } from '../database/tables.ts'
import { wholeByReference, type WholeReservation } from '../database/whole-reservation.ts'

/** One statement for all reservations of a page. Nothing is kept: after a mutation the next look must see what it did. */
const createLoaders = ({ db }: Pick<Context, 'db'>) => ({
  rooms: new DataLoader((ids: readonly string[]) => grouped(ids, roomsOfReservations(db, ids)), { cache: false }),
  steps: new DataLoader((ids: readonly string[]) => grouped(ids, stepsOfReservations(db, ids)), { cache: false }),
})

async function grouped<Row extends { reservationId: string }>(ids: readonly string[], asked: Promise<Row[]>) {
  const found = Map.groupBy(await asked, ({ reservationId }) => reservationId)
  return ids.map((id) => found.get(id) ?? [])
}

const ofRequest = new WeakMap<Context, ReturnType<typeof createLoaders>>()

/** Those of one request: its fields are resolved together, so they ask together. */
function loadersOf(context: Context) {
  const loaders = ofRequest.get(context) ?? createLoaders(context)
  ofRequest.set(context, loaders)
  return loaders
}

/** What was read with a reservation: as old as the row itself, and gone with it. */
const readWith = new WeakMap<ReservationRow, WholeReservation>()

/** A reservation with its rooms and steps at once, for whoever will be asked for them. */
export async function readWhole(db: Context['db'], reference: string): Promise<ReservationRow | null> {
  const whole = await wholeByReference(db, reference)
  if (!whole) return null
  readWith.set(whole.reservation, whole)
  return whole.reservation
}

export const roomsOf = async (reservation: ReservationRow, context: Context): Promise<BookedRoomRow[]> =>
  readWith.get(reservation)?.rooms ?? loadersOf(context).rooms.load(reservation.id)

export const timelineOf = async (reservation: ReservationRow, context: Context): Promise<StepRow[]> =>
  readWith.get(reservation)?.steps ?? loadersOf(context).steps.load(reservation.id)
