import { ensureCustomer } from '@staygraph/customers/contract/ensure-customer'
import { CommandFailed, type Call, type Sister } from '@staygraph/subgraph-kit/command'
import type { Logger } from '@staygraph/subgraph-kit/log'

import type { Guest } from '../domain/guest.ts'

/** A guest does not wait longer than this for being known: the room does not depend on it. */
const patienceMs = 1_000

/** Answers the guest's customer id, made if there was none; null while customers does not answer. */
export type CustomerOf = (guest: Guest) => Promise<string | null>

/** While the caller's breaker leaves customers alone, bookings do not wait for it. */
export function askCustomers(call: Call, customers: Sister, logger: Logger): CustomerOf {
  return async ({ email, givenName, familyName, phone }) => {
    try {
      const asked = { email, givenName, familyName, phone }
      const known = await call(customers, ensureCustomer, asked, { timeoutMs: patienceMs })
      return known.customerId
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error
      logger.warn(
        { reason: error.message },
        'customers does not answer: the booking goes on, its customer is linked later',
      )
      return null
    }
  }
}
