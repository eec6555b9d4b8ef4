import type { customerErased } from '@staygraph/customers/contract/customer-erased'
import { erasePayer } from '@staygraph/payments/contract/erase-payer'
import type { PayloadOf } from '@staygraph/subgraph-kit/job'
import { eraseGuest } from '@staygraph/workers/jobs/erase-guest'

import type { Services } from '../../context.ts'
import { eraseGuestsOf, finishErasures, noteErasure, waitingOf } from '../../database/erasures.ts'
import { leaveWaitingList } from '../../database/waiting-list.ts'
import { scopeOf } from '../../domain/requester.ts'

const AT_ONCE = 100

/** A customer erased their account: remembered, they wait for no room any more, and what is over of theirs is erased. The event may come twice. */
export async function hearErasure({ customerId, erasedAt }: PayloadOf<typeof customerErased>, services: Services) {
  await noteErasure(services.sql, customerId, new Date(erasedAt))
  for (const id of await waitingOf(services.db, scopeOf({ kind: 'customer', customerId })))
    await leaveWaitingList(services.sql, id, services.now())
  while (await eraseGuests(services));
}

/**
 * Takes the guest's data out of reservations that are over and whose customer is erased, a batch a transaction, with the
 * promises that payments and workers do the same. A stay still to come keeps them: the hotel must know who comes (GDPR,
 * article 6 (1) (b)); it is erased by a later round. Safe to run twice, to kill anywhere, and in several replicas.
 * Answers whether there may be more.
 */
export async function eraseGuests({ sql, now }: Pick<Services, 'sql' | 'now'>): Promise<boolean> {
  const erased = await eraseGuestsOf(sql, [erasePayer.name, eraseGuest.name], AT_ONCE, now())
  if (erased < AT_ONCE) await finishErasures(sql, now())
  return erased === AT_ONCE
}
