import { findCreditNote } from '@staygraph/payments/contract/receipt-document'
import { NotYet } from '@staygraph/subgraph-kit/job'

import type { Context } from '../context.ts'
import type { Attachment } from '../mail/mailer.ts'
import { patienceMs } from '../send-recap/handle.ts'
import { keepCreditNote } from './handle.ts'

/** Which credit note a mail wants: of this refund, or the newest of the reservation if it is of this sum. */
type Wanted = { reservationId: string; amount: number; refundId?: string }

/** The credit note to attach. Another one of the same reservation is not it: the mail waits for its own, and after a while leaves without. */
export async function creditNoteFile(wanted: Wanted, context: Context, promisedAt: Date): Promise<Attachment | null> {
  const { reservationId, amount, refundId } = wanted
  const note = await context.call(context.payments, findCreditNote, { reservationId, refundId })
  if (note?.amount === amount && (refundId === undefined || note.refundId === refundId)) {
    const { fileName, bytes, mediaType } = await keepCreditNote(note, context)
    return { filename: fileName, content: bytes, contentType: mediaType }
  }
  const waited = context.now().getTime() - promisedAt.getTime()
  if (waited < patienceMs) throw new NotYet('the credit note has no number yet', Math.min(30_000, 1_000 + waited / 4))
  return null
}
