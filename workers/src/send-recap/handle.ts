import { findReceipt, type ReceiptDocument } from '@staygraph/payments/contract/receipt-document'
import type { ReservationRecap } from '@staygraph/reservations/contract/reservation-recap'
import { NotYet } from '@staygraph/subgraph-kit/job'
import { UnrecoverableError } from 'bullmq'

import { calendarFileName, stayCalendar } from '../calendar/stay-calendar.ts'
import type { Context } from '../context.ts'
import { keepReceipt } from '../issue-receipt/handle.ts'
import { deliverOnce } from '../mail/deliver-once.ts'
import { mailAddress, type Attachment } from '../mail/mailer.ts'
import { mailPictures } from '../mail/pictures.ts'
import { recapMail } from './recap-mail.ts'

/** How long the mail waits for the receipt to get its number, in milliseconds. After that it leaves without. */
export const patienceMs = 15 * 60_000

/** One mail to the guest for this confirmation, with the receipt and a calendar file. */
export async function handleSendRecap(recap: ReservationRecap, context: Context, { promisedAt }: { promisedAt: Date }) {
  await deliverOnce(
    {
      effectKey: `send-recap:${recap.reservationId}:${recap.revision}`,
      job: 'send-recap',
      reservationId: recap.reservationId,
      write: async () => {
        const to = guestAddress(recap)
        const receipt = recap.payNow > 0 ? await numberedReceipt(recap, context, promisedAt) : null
        const attachments = [...(receipt ? [await receiptFile(receipt, context)] : []), calendarFile(recap)]
        const words = await recapMail(
          recap,
          receipt,
          attachments.map(({ filename }) => filename),
        )
        const pictures = await mailPictures(['hotel', 'logo', 'seal'], recap, context.renderer)
        return { ...words, to, attachments: [...pictures, ...attachments], date: new Date(recap.bookedAt) }
      },
    },
    context,
  )
}

/** A guest whose address cannot be written to gets no mail, however often it is tried: a dead letter, for people to see. */
export function guestAddress({ guest }: ReservationRecap) {
  const to = mailAddress(`${guest.givenName} ${guest.familyName}`, guest.email)
  if (!to) throw new UnrecoverableError('the guest’s address cannot be written to')
  return to
}

async function numberedReceipt({ reservationId }: ReservationRecap, context: Context, promisedAt: Date) {
  const receipt = await context.call(context.payments, findReceipt, { reservationId })
  if (receipt) return receipt
  const waited = context.now().getTime() - promisedAt.getTime()
  if (waited < patienceMs) throw new NotYet('the receipt has no number yet', Math.min(30_000, 1_000 + waited / 4))
  return null
}

async function receiptFile(receipt: ReceiptDocument, context: Context): Promise<Attachment> {
  const { fileName, bytes, mediaType } = await keepReceipt(receipt, context)
  return { filename: fileName, content: bytes, contentType: mediaType }
}

export const calendarFile = (recap: ReservationRecap): Attachment => ({
  filename: calendarFileName(recap),
  content: Buffer.from(stayCalendar(recap)),
  contentType: 'text/calendar; charset=utf-8; method=PUBLISH',
})
