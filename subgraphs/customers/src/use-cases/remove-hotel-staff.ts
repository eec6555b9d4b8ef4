import { and, eq } from 'drizzle-orm'

import type { Context, Services } from '../context.ts'
import { hotelStaff } from '../database/staff-tables.ts'
import { lockManagers, staffOfHotel } from '../database/staff.ts'
import { customers } from '../database/tables.ts'
import { readEmailAddress } from '../domain/email-address.ts'
import type { MutationRemoveHotelStaffArgs } from '../graphql/types.generated.ts'
import { lastManager, notHotelManager } from './hotel-staff-refusals.ts'

/**
 * Takes somebody off a hotel's staff: a manager anybody, everybody themselves. Whoever is none already stays none. The
 * access token they hold goes on saying that they work there until it ends, ten minutes at most.
 */
export const removeHotelStaff = ({ input }: MutationRemoveHotelStaffArgs, { db, viewer }: Context) =>
  db.transaction(async (tx) => {
    if (viewer.kind !== 'customer') return notHotelManager()
    const { hotelId, email } = input
    const managers = await lockManagers(tx, hotelId)
    const members = await staffOfHotel(tx, hotelId)
    const asks = members.find(({ id }) => id === viewer.customerId)
    const key = readEmailAddress(email)?.key
    const leaving = members.find((member) => member.email.toLowerCase() === key)
    if (!asks || (asks.role !== 'MANAGER' && leaving?.id !== asks.id)) return notHotelManager()
    if (leaving) {
      if (managers.has(leaving.id) && managers.size === 1) return lastManager()
      await tx.delete(hotelStaff).where(and(eq(hotelStaff.hotelId, hotelId), eq(hotelStaff.customerId, leaving.id)))
    }
    return { __typename: 'StaffRemoved' as const, hotelId, email }
  })

/** Our operator may leave a hotel without anybody. Answers whether somebody was removed. */
export async function removeAsOperator(
  { hotelId, email }: { hotelId: string; email: string },
  { db }: Pick<Services, 'db'>,
): Promise<boolean> {
  const key = readEmailAddress(email)?.key ?? ''
  const account = db
    .select({ id: customers.id })
    .from(customers)
    .where(and(eq(customers.emailKey, key), eq(customers.kind, 'ACCOUNT')))
  const removed = await db
    .delete(hotelStaff)
    .where(and(eq(hotelStaff.hotelId, hotelId), eq(hotelStaff.customerId, account)))
    .returning({ id: hotelStaff.customerId })
  return removed.length > 0
}
