import { reservationOfReference } from '../../../subgraphs/reservations/src/domain/partner-reference.ts'
import { recountDesk } from '../../../subgraphs/reservations/src/testing/recount-desk.ts'
import { recount } from '../../../subgraphs/reservations/src/testing/recount.ts'
import type { Finding, Invariant, Look, Violation } from './invariant.ts'

/** Our room is the guest's, so the partner's must be too. */
const standing = ['CONFIRMED', 'MODIFYING', 'CHECKED_IN', 'CHECKED_OUT', 'NO_SHOW']
/** Nobody's any more: no partner may keep a room for it. */
const over = ['CANCELLED', 'CANCELLED_WITH_FEE', 'EXPIRED', 'FAILED']

export const nights: Invariant = {
  name: 'I1',
  says: 'no night has more rooms held and sold than its allotment, and the counters equal a recount of the reservations and of what is held for waiting lists; what is closed or out of order is not on sale, every guest in the house has a room of their own; at the partner there is one booking a reservation',
  look: async (look): Promise<Finding> => {
    const sql = look.sources.databases.reservations
    const [counted] = await sql<{ nights: number }[]>`select count(*)::int as nights from room_night`
    const differing = (await recount(sql)).map(
      ({ roomTypeId, night, held, sold, heldCounted, soldCounted }): Violation => ({
        id: `${roomTypeId} ${night}`,
        what:
          held === heldCounted && sold === soldCounted
            ? `${held} held and ${sold} sold are more than its allotment`
            : `it says ${held} held and ${sold} sold, its reservations and waiting lists say ${heldCounted} and ${soldCounted}`,
      }),
    )
    const atPartner = await partnerRooms(look)
    return {
      checked: (counted?.nights ?? 0) + atPartner.checked,
      things: 'nights and partner bookings',
      violations: [...differing, ...(await recountDesk(sql)), ...atPartner.violations],
      ...(atPartner.unread.length === 0
        ? {}
        : { notLookedAt: `the bookings at ${atPartner.unread.join(', ')}, not of the sandbox` }),
    }
  },
}

type AtPartners = Pick<Finding, 'checked' | 'violations'> & { unread: string[] }

/** The books of each partner against the reservations that were made there. */
const partnerRooms = async ({ sources, overdue }: Look): Promise<AtPartners> => {
  const reservations = await sources.databases.reservations<
    { id: string; reference: string; status: string; supplier: string }[]
  >`select id::text, reference, status::text, supplier_code as supplier from reservations where supplier_code is not null`
  const violations: Violation[] = []
  let checked = 0
  for (const [supplier, read] of sources.partnerBookings) {
    const bookings = await read()
    checked += bookings.length
    const known = new Map(
      reservations.filter((one) => one.supplier === supplier).map((reservation) => [reservation.id, reservation]),
    )
    const confirmed = Map.groupBy(
      bookings.filter(({ status }) => status === 'CONFIRMED'),
      ({ clientReference }) => reservationOfReference(clientReference),
    )
    for (const { id, reference, status } of known.values()) {
      const rooms = confirmed.get(id)?.length ?? 0
      // While it is exchanged the new one is booked before the old one is given up.
      const isRight = rooms === 1 || (status === 'MODIFYING' && rooms === 2)
      if (standing.includes(status) && !isRight)
        violations.push({ id, what: `${reference} is ${status}, and the partner has ${rooms} bookings of it` })
    }
    for (const [reference, [booking]] of confirmed) {
      const status = known.get(reference)?.status
      if (!booking || booking.createdAt > overdue('heard') || (status !== undefined && !over.includes(status))) continue
      violations.push({
        id: reference,
        what: `the partner keeps a room (booking ${booking.bookingId}) for ${status === undefined ? 'no reservation of ours' : `a reservation that is ${status}`}`,
      })
    }
  }
  const unread = [...new Set(reservations.map(({ supplier }) => supplier))].filter(
    (supplier) => !sources.partnerBookings.has(supplier),
  )
  return { checked, violations, unread }
}
