import type { ReservationRecap } from '@staygraph/reservations/contract/reservation-recap'
import { UnrecoverableError } from 'bullmq'

import type { Context } from '../context.ts'
import { creditNoteFile } from '../issue-credit-note/credit-note-file.ts'
import { deliverOnce } from '../mail/deliver-once.ts'
import { mailPictures } from '../mail/pictures.ts'
import { calendarFile, guestAddress } from '../send-recap/handle.ts'
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
          cancelled.refund > 0
            ? await creditNoteFile(
                { reservationId: recap.reservationId, amount: cancelled.refund },
                context,
                promisedAt,
              )
            : null
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
