import { findCreditNote } from '@staygraph/payments/contract/receipt-document'
import type { ReservationRecap } from '@staygraph/reservations/contract/reservation-recap'
import { NotYet } from '@staygraph/subgraph-kit/job'
import { UnrecoverableError } from 'bullmq'

import type { Context } from '../context.ts'
import { keepCreditNote } from '../issue-credit-note/handle.ts'
import { deliverOnce } from '../mail/deliver-once.ts'
import type { Attachment } from '../mail/mailer.ts'
import { mailPictures } from '../mail/pictures.ts'
import { calendarFile, guestAddress, patienceMs } from '../send-recap/handle.ts'
import { cancellationMail } from './cancellation-mail.ts'

/** One mail to the guest for this cancellation, with the calendar file that takes the stay back, and the credit note when money came back. */
export async function handleSendCancellation(
  recap: ReservationRecap,
  context: Context,
  { promisedAt }: { promisedAt: Date },
) {
  const { cancelled } = recap
  if (!cancelled) throw new UnrecoverableError('the reservation is not cancelled')
  await deliverOnce(
    {
      effectKey: `send-cancellation:${recap.reservationId}`,
      job: 'send-cancellation',
      reservationId: recap.reservationId,
      write: async () => {
        const to = guestAddress(recap)
        const note =
          cancelled.refund > 0 ? await creditNoteFile(recap.reservationId, cancelled.refund, context, promisedAt) : null
        const attachments = [...(note ? [note] : []), calendarFile(recap)]
        const names = attachments.map(({ filename }) => filename)
        const words = await cancellationMail({ ...recap, cancelled }, names, note !== null)
        const pictures = await mailPictures(['logo', 'seal'], recap, context.renderer)
        return { ...words, to, attachments: [...pictures, ...attachments], date: new Date(cancelled.at) }
      },
    },
    context,
  )
}

/** The credit note of this refund; an older one, of a change of dates, is not it. */
async function creditNoteFile(
  reservationId: string,
  refund: number,
  context: Context,
  promisedAt: Date,
): Promise<Attachment | null> {
  const note = await context.call(context.payments, findCreditNote, { reservationId })
  if (note?.amount === refund) {
    const { fileName, bytes, mediaType } = await keepCreditNote(note, context)
    return { filename: fileName, content: bytes, contentType: mediaType }
  }
  const waited = context.now().getTime() - promisedAt.getTime()
  if (waited < patienceMs) throw new NotYet('the credit note has no number yet', Math.min(30_000, 1_000 + waited / 4))
  return null
}
