import type { Sources } from '@staygraph/local/invariants/sources'

import type { WrittenNight } from './nights.ts'
import { spellRooms } from './questions.ts'

/** What our books say in the end of one wish to book: every reservation that was ever made for it. */
export interface Written {
  id: string
  email: string
  reference: string
  status: string
  stay: string
  customerId: string | null
  refund: number | null
  owed: string | null
  /** Taken and not given back (minor units). */
  kept: number
  /** Those that are booked, as `spellRooms` writes them. */
  rooms: string
  /** What cancelling a room gave back, by its position. */
  cancelledRooms: Record<number, number>
  /** The door that each room was given last, by its position. */
  doors: Record<number, string>
  /** What the hotel's staff gave back, by the reason. */
  staffRefunds: Record<string, number>
  /** How the complaints about its payments stand, by the bank's number, and whether its guest was told of the end. */
  disputes: Record<string, { status: string; told: boolean }>
}

type Databases = Sources['databases']
type OfReservation = { id: string }

const readParts = async ({ reservations, payments }: Databases) => ({
  rooms: await reservations<
    (OfReservation & {
      n: number
      state: string
      roomTypeId: string
      adults: number
      childAges: number[]
      refund: number
    })[]
  >`
    select reservation_id::text as id, n, state, room_type_id as "roomTypeId", adults, child_ages as "childAges", coalesce(refund, 0)::float8 as refund
      from booked_rooms where state in ('BOOKED', 'CANCELLED')`,
  doors: await reservations<(OfReservation & { n: number; number: string })[]>`
    select s.reservation_id::text as id, s.n, d.number from room_stays s join hotel_rooms d on d.id = s.room_id
      where s.kind = 'GUEST' order by s.begun_at`,
  staffRefunds: await reservations<(OfReservation & { reason: string; amount: number })[]>`
    select reservation_id::text as id, reason, sum(amount)::float8 as amount from refunds where by_staff group by 1, 2`,
  told: await reservations<{ dispute: string }[]>`select dispute_id as dispute from told_disputes where step = 'ENDED'`,
  kept: await payments<(OfReservation & { kept: number })[]>`
    select reservation_id as id, sum(amount - refunded)::float8 as kept from payments where status = 'CAPTURED' group by 1`,
  disputes: await payments<(OfReservation & { dispute: string; bankDispute: string; status: string })[]>`
    select p.reservation_id as id, d.id::text as dispute, d.bank_dispute as "bankDispute", d.status
      from disputes d join payments p on p.id = d.payment_id`,
})

type Bare = Pick<Written, 'id' | 'email' | 'reference' | 'status' | 'stay' | 'customerId' | 'refund' | 'owed'>

/** Everything that guests of the traffic have in our books, by their address. */
export const readWritten = async (databases: Databases): Promise<Map<string, Written[]>> => {
  const reservations = await databases.reservations<Bare[]>`
    select id::text, guest_email as email, reference, status::text, check_in::text || '/' || check_out::text as stay,
        customer_id as "customerId", cancel_refund::float8 as refund, owed
      from reservations where guest_email like 'guest.%@example.com'`
  const parts = await readParts(databases)
  const told = new Set(parts.told.map(({ dispute }) => dispute))
  const by = <Row extends OfReservation>(rows: Row[]) => Map.groupBy(rows, ({ id }) => id)
  const [rooms, doors, refunds, disputes] = [
    by(parts.rooms),
    by(parts.doors),
    by(parts.staffRefunds),
    by(parts.disputes),
  ]
  const kept = new Map(parts.kept.map((row) => [row.id, row.kept]))
  const written = reservations.map((bare): Written => {
    const { id } = bare
    const mine = rooms.get(id) ?? []
    return {
      ...bare,
      kept: kept.get(id) ?? 0,
      rooms: spellRooms(mine.filter(({ state }) => state === 'BOOKED')),
      cancelledRooms: Object.fromEntries(
        mine.flatMap(({ n, state, refund }) => (state === 'CANCELLED' ? [[n, refund]] : [])),
      ),
      doors: Object.fromEntries((doors.get(id) ?? []).map(({ n, number }) => [n, number])),
      staffRefunds: Object.fromEntries((refunds.get(id) ?? []).map(({ reason, amount }) => [reason, amount])),
      disputes: Object.fromEntries(
        (disputes.get(id) ?? []).map(({ dispute, bankDispute, status }) => [
          bankDispute,
          { status, told: told.has(dispute) },
        ]),
      ),
    }
  })
  return Map.groupBy(written, ({ email }) => email)
}

/** Nights that a hotel's staff decided about. */
export const readNights = ({ reservations }: Databases): Promise<WrittenNight[]> => reservations<WrittenNight[]>`
  select room_type_id as "roomTypeId", night::text, closed, planned from room_night where planned is not null`
