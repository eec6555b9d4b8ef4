import type { PayloadOf } from '@staygraph/subgraph-kit/job'
import { UnrecoverableError } from 'bullmq'

import type { Context } from '../context.ts'
import { deliverOnce } from '../mail/deliver-once.ts'
import { mailAddress } from '../mail/mailer.ts'
import { mailPictures } from '../mail/pictures.ts'
import { hotelMail } from './hotel-mail.ts'
import type { notifyHotel } from './job.ts'

/** One mail to the hotel for this confirmation or cancellation. A hotel without an address is told otherwise: it has no mail to get. */
export async function handleNotifyHotel({ what, recap }: PayloadOf<typeof notifyHotel>, context: Context) {
  const { hotel, reservationId, revision, reference } = recap
  const { email } = hotel
  if (email === null) return
  const to = mailAddress(hotel.name, email)
  if (!to) throw new UnrecoverableError('the hotel’s address cannot be written to')
  await deliverOnce(
    {
      effectKey: `notify-hotel:${what}:${reservationId}:${revision}`,
      job: 'notify-hotel',
      reservationId,
      write: async () => {
        const page = context.extranetUrl && `${context.extranetUrl}/reservations/${encodeURIComponent(reference)}`
        const words = await hotelMail(what, recap, page)
        const logos = await mailPictures(['logo'], recap, context.renderer)
        return { ...words, to, attachments: logos, date: new Date(recap.cancelled?.at ?? recap.bookedAt) }
      },
    },
    context,
  )
}
