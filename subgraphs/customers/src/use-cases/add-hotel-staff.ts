import type { Queryable } from '@staygraph/subgraph-kit/database'
import { and, eq } from 'drizzle-orm'

import type { Context, Services } from '../context.ts'
import { hotelStaff, type StaffRole } from '../database/staff-tables.ts'
import { hotelsOf, lockManagers, staffOfHotel } from '../database/staff.ts'
import { customers } from '../database/tables.ts'
import { readEmailAddress } from '../domain/email-address.ts'
import type { MutationAddHotelStaffArgs } from '../graphql/types.generated.ts'
import { lastManager, noSuchAccount, notHotelManager, tooManyHotels } from './hotel-staff-refusals.ts'

/** Each hotel is named in the access token, which every request carries. */
const mostHotels = 40

/** A manager makes an account staff of the hotel, or gives it another role. Asked again, it changes nothing. */
export const addHotelStaff = ({ input }: MutationAddHotelStaffArgs, { db, now, viewer }: Context) =>
  db.transaction(async (tx) => {
    if (viewer.kind !== 'customer') return notHotelManager()
    const managers = await lockManagers(tx, input.hotelId)
    if (!managers.has(viewer.customerId)) return notHotelManager()
    return employ(tx, { ...input, role: input.role ?? 'DESK', addedBy: viewer.customerId, managers }, now)
  })

/** Our operator names a hotel's first manager. The hotel's name is checked by the table alone: hotels are another's. */
export const addAsOperator = (
  input: { hotelId: string; email: string; role: StaffRole },
  { db }: Pick<Services, 'db'>,
  now: Date,
) =>
  db.transaction(async (tx) =>
    employ(tx, { ...input, addedBy: null, managers: await lockManagers(tx, input.hotelId) }, now),
  )

type Employment = {
  hotelId: string
  email: string
  role: StaffRole
  addedBy: string | null
  managers: ReadonlySet<string>
}

async function employ(
  tx: Pick<Queryable, 'select' | 'insert'>,
  { hotelId, email, role, addedBy, managers }: Employment,
  now: Date,
) {
  const address = readEmailAddress(email)
  const [account] = address
    ? await tx
        .select({ id: customers.id })
        .from(customers)
        .where(and(eq(customers.emailKey, address.key), eq(customers.kind, 'ACCOUNT')))
        .for('update') // two hotels that add them at once are counted one after the other
    : []
  if (!account) return noSuchAccount()
  const known = (await staffOfHotel(tx, hotelId)).find(({ id }) => id === account.id)
  if (known?.role === role) return { __typename: 'HotelStaffMember' as const, ...known }
  if (role !== 'MANAGER' && managers.has(account.id) && managers.size === 1) return lastManager()
  if (!known && (await hotelsOf(tx, account.id)).length >= mostHotels) return tooManyHotels(mostHotels)
  await tx
    .insert(hotelStaff)
    .values({ hotelId, customerId: account.id, role, addedBy, addedAt: now })
    .onConflictDoUpdate({
      target: [hotelStaff.hotelId, hotelStaff.customerId],
      set: { role, addedBy, addedAt: now },
    })
  const member = (await staffOfHotel(tx, hotelId)).find(({ id }) => id === account.id)
  if (!member) throw new Error('staff that was added is not there')
  return { __typename: 'HotelStaffMember' as const, ...member }
}
