import type { Database } from '@staygraph/subgraph-kit/database'

import { bookedRooms, type BookedRoomRow } from './booked-room-tables.ts'
import { readerOf, rowOf } from './row-of.ts'
import { reservationSteps, type ReservationRow, type StepRow } from './tables.ts'

/** A reservation with what its page tells besides, as of one moment. */
export type WholeReservation = { reservation: ReservationRow; rooms: BookedRoomRow[]; steps: StepRow[] }

const roomOf = readerOf(bookedRooms)
const stepOf = readerOf(reservationSteps, ['id', 'reservationId', 'at', 'status', 'name', 'detail'])

type Raw = Record<string, unknown>
type Answered = Raw & { read_rooms: Raw[] | null; read_steps: Raw[] | null }

/** In one statement: three would be three ways there and back, of which each costs more than what it asks. */
export async function wholeByReference(
  { $client: sql }: Pick<Database, '$client'>,
  reference: string,
): Promise<WholeReservation | null> {
  const [raw] = await sql<Answered[]>`
    select one.*,
      (select json_agg(room order by room.n) from booked_rooms room where room.reservation_id = one.id) as read_rooms,
      (select json_agg(step order by step.id) from reservation_steps step where step.reservation_id = one.id) as read_steps
    from reservations one where one.reference = ${reference}`
  const reservation = raw ? rowOf(raw) : null
  if (!raw || !reservation) return null
  return { reservation, rooms: (raw.read_rooms ?? []).map(roomOf), steps: (raw.read_steps ?? []).map(stepOf) }
}
