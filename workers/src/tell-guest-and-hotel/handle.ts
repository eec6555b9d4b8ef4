import { NotYet, type PayloadOf } from '@staygraph/subgraph-kit/job'
import { UnrecoverableError } from 'bullmq'

import type { Context } from '../context.ts'
import { handleNotifyHotel } from '../notify-hotel/handle.ts'
import { handleSendCancellation } from '../send-cancellation/handle.ts'
import { handleSendRecap } from '../send-recap/handle.ts'
import type { tellGuestAndHotel } from './job.ts'

/**
 * The mail to the guest and the mail to the hotel, each an effect of its own: neither waits for the other, and the job
 * comes again until both have ended. What was sent by then is not sent again. While one may still be sent, the other's
 * end does not end the job.
 */
export async function handleTellGuestAndHotel(
  notice: PayloadOf<typeof tellGuestAndHotel>,
  context: Context,
  about: { promisedAt: Date },
) {
  const { what, recap } = notice
  const toGuest = what === 'CANCELLED' ? handleSendCancellation : handleSendRecap
  const mails = await Promise.allSettled([toGuest(recap, context, about), handleNotifyHotel(notice, context)])
  const reasons = mails.flatMap((mail): unknown[] => (mail.status === 'rejected' ? [mail.reason] : []))
  // A failure counts as a try of the job, waiting does not; what no retry mends has time until nothing else is left.
  const failed = reasons.find((reason) => !(reason instanceof NotYet) && !(reason instanceof UnrecoverableError))
  const worst = failed ?? reasons.find((reason) => reason instanceof NotYet) ?? reasons[0]
  if (worst !== undefined) throw worst
}
