import type { Context } from '../context.ts'
import { staffOfHotel } from '../database/staff.ts'
import { notHotelManager } from './hotel-staff-refusals.ts'

/** Who works for a hotel, for its managers. Read from the database, not from the token: a manager of a moment ago is none. */
export async function readHotelStaff(hotelId: string, { db, viewer }: Pick<Context, 'db' | 'viewer'>) {
  const members = await staffOfHotel(db, hotelId)
  const asks = viewer.kind === 'customer' && members.find(({ id }) => id === viewer.customerId)
  return asks && asks.role === 'MANAGER' ? { __typename: 'HotelStaff' as const, hotelId, members } : notHotelManager()
}
