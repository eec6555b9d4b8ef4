import { GraphQLError } from 'graphql'

import type { Context } from '../context.ts'
import { customerById } from '../database/customers.ts'
import type { CustomerRow } from '../database/tables.ts'

/** The customer who is signed in. Null when nobody is, or the account is gone. */
export const me = async ({ viewer, db }: Context): Promise<CustomerRow | null> =>
  viewer.kind === 'customer' ? customerById(db, viewer.customerId) : null

/** A customer named by another subgraph: only for themselves. Refused alike whether or not there is such a customer. */
export async function customerByReference(id: string, context: Context): Promise<CustomerRow | null> {
  const { viewer } = context
  if (viewer.kind === 'customer' && viewer.customerId === id) return me(context)
  throw new GraphQLError('Only the customer themselves can read this.', { extensions: { code: 'FORBIDDEN' } })
}
