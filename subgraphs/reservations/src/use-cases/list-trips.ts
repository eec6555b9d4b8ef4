import { GraphQLError } from 'graphql'

import type { Context } from '../context.ts'
import { countTripsOf, tripsOf, type Page } from '../database/reservations.ts'
import type { ReservationRow } from '../database/tables.ts'

/** A customer as this subgraph knows them. */
export type Traveller = { id: string }

export type Trips = {
  customerId: string
  rows: ReservationRow[]
  hasNextPage: boolean
  hasPreviousPage: boolean
}

const most = 50

/** The trips of a customer, for that customer alone. */
export async function listTrips(
  { id: customerId }: Traveller,
  { first, after }: { first?: number | null; after?: string | null },
  { db, viewer }: Context,
): Promise<Trips> {
  if (viewer.kind !== 'customer' || viewer.customerId !== customerId)
    throw new GraphQLError('Only the customer who is signed in may read their trips.', {
      extensions: { code: 'FORBIDDEN' },
    })
  const count = first ?? 20
  if (count < 0 || count > most) throw badInput(`first must be between 0 and ${most}.`)
  const from = after ? readCursor(after) : null
  const rows = await tripsOf(db, customerId, { first: count, after: from })
  return { customerId, rows: rows.slice(0, count), hasNextPage: rows.length > count, hasPreviousPage: from !== null }
}

export const countTrips = ({ customerId }: Trips, { db }: Context) => countTripsOf(db, customerId)

/** Opaque to clients: where a page went on. */
export const cursorOf = ({ createdAt, id }: { createdAt: Date; id: string }) =>
  Buffer.from(`${createdAt.toISOString()} ${id}`).toString('base64url')

function readCursor(cursor: string): NonNullable<Page['after']> {
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ')
  if (!/^\d{4}-[\d:.TZ-]{19}$/.test(at) || Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(id))
    throw badInput('after is not a cursor of this list.')
  return { createdAt: new Date(at), id }
}

const badInput = (message: string) => new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } })
