import type { PayloadOf } from '@staygraph/subgraph-kit/job'

import type { Context } from '../context.ts'
import { creditNoteFile } from '../issue-credit-note/credit-note-file.ts'
import { deliverOnce } from '../mail/deliver-once.ts'
import { mailPictures } from '../mail/pictures.ts'
import { guestAddress } from '../send-recap/handle.ts'
import type { sendRefund } from './job.ts'
import { refundMail } from './refund-mail.ts'

/** One mail to the guest for this refund, with its credit note. */
export async function handleSendRefund(
  { recap, refund }: PayloadOf<typeof sendRefund>,
  context: Context,
  { promisedAt }: { promisedAt: Date },
) {
  const { reservationId } = recap
  const { refundId, amount, waits, at } = refund
  await deliverOnce(
    {
      effectKey: `send-refund:${reservationId}:${refundId}`,
      job: 'send-refund',
      reservationId,
      write: async () => {
        const to = guestAddress(recap)
        const note = waits ? null : await creditNoteFile({ reservationId, amount, refundId }, context, promisedAt)
        const words = await refundMail(recap, refund, note?.filename ?? null)
        const pictures = await mailPictures(['logo'], recap, context.renderer)
        return { ...words, to, attachments: [...pictures, ...(note ? [note] : [])], date: new Date(at) }
      },
    },
    context,
  )
}
