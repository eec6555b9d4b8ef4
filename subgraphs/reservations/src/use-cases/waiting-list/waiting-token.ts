import { signClaim, verifyClaim } from '@staygraph/subgraph-kit/claim'
import { z } from 'zod'

import type { Services } from '../../context.ts'
import type { WaitingEntryRow } from '../../database/waiting-list-tables.ts'
import { waitingEntry } from '../../database/waiting-list.ts'

const audience = 'waiting-list'
const claim = z.object({ entry: z.uuid() })
/** So long after the list closed the link still tells what became of it. */
const readableAfterwardsMs = 30 * 86_400_000

/** The name under which a guest's mails and pages know an entry: whoever has it may see the entry, book what is held for it, and leave. */
export function waitingToken(entry: string, closesAt: Date, { signer, now }: Pick<Services, 'signer' | 'now'>) {
  const seconds = Math.ceil((closesAt.getTime() - now().getTime() + readableAfterwardsMs) / 1_000)
  return signClaim(signer, audience, { entry }, seconds)
}

/** Null: it is not a token of ours, or of an entry long over. */
export async function entryOfToken(
  token: string,
  { trust, db, signer }: Pick<Services, 'trust' | 'db' | 'signer'>,
): Promise<WaitingEntryRow | null> {
  const id = await verifyClaim(token, trust, audience, [signer.issuer], claim).then(
    ({ entry }) => entry,
    () => null,
  )
  return id === null ? null : waitingEntry(db, id)
}
