import type { Queryable } from '@staygraph/subgraph-kit/database'
import { and, asc, desc, eq } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'

import { hotelStaff } from './staff-tables.ts'
import { customers } from './tables.ts'

type Reading = Pick<Queryable, 'select'>

/** The ids of the hotels somebody works for. */
export const hotelsOf = async (db: Reading, customerId: string): Promise<string[]> => {
  const posts = await postsOf(db, customerId)
  return posts.map(({ hotelId }) => hotelId)
}

export const postsOf = (db: Reading, customerId: string) =>
  db
    .select({ hotelId: hotelStaff.hotelId, role: hotelStaff.role })
    .from(hotelStaff)
    .where(eq(hotelStaff.customerId, customerId))
    .orderBy(asc(hotelStaff.hotelId))

const adding = alias(customers, 'adding')

/** Everybody who works for a hotel, its managers first. */
export const staffOfHotel = (db: Reading, hotelId: string) =>
  db
    .select({
      id: customers.id,
      email: customers.email,
      givenName: customers.givenName,
      familyName: customers.familyName,
      role: hotelStaff.role,
      addedAt: hotelStaff.addedAt,
      addedBy: adding.email,
    })
    .from(hotelStaff)
    .innerJoin(customers, eq(customers.id, hotelStaff.customerId))
    .leftJoin(adding, eq(adding.id, hotelStaff.addedBy))
    .where(eq(hotelStaff.hotelId, hotelId))
    .orderBy(desc(hotelStaff.role), asc(hotelStaff.addedAt), asc(customers.id))
export type StaffMember = Awaited<ReturnType<typeof staffOfHotel>>[number]

/**
 * The managers of a hotel, locked: whoever adds, removes or demotes one waits here, so that two who remove each other at
 * the same moment do not leave the hotel without any.
 */
export const lockManagers = async (tx: Reading, hotelId: string): Promise<Set<string>> => {
  const rows = await tx
    .select({ id: hotelStaff.customerId })
    .from(hotelStaff)
    .where(and(eq(hotelStaff.hotelId, hotelId), eq(hotelStaff.role, 'MANAGER')))
    .orderBy(asc(hotelStaff.customerId))
    .for('update')
  return new Set(rows.map(({ id }) => id))
}
