import postgres from 'postgres'

import type { OfferInHand } from '../load/offers.ts'
import type { Platform } from '../platform.ts'

/** The night of an offer that has most rooms counted, and how many there are, as the database has it. */
export const roomsCounted = async (platform: Platform, { roomTypeId, checkIn, checkOut }: OfferInHand) => {
  const sql = postgres(platform.places.databases.reservations, { max: 1, onnotice: () => undefined })
  try {
    const [row] = await sql`
      select max(sold)::int as sold, max(held)::int as held, bool_or(held + sold > allotment) as oversold
      from room_night where room_type_id = ${roomTypeId} and night >= ${checkIn}::date and night < ${checkOut}::date`
    return { sold: Number(row?.['sold']), held: Number(row?.['held']), oversold: row?.['oversold'] === true }
  } finally {
    await sql.end()
  }
}
