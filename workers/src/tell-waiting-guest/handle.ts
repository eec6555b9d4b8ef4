import type { WaitingNotice } from '@staygraph/reservations/contract/waiting-notice'
import { UnrecoverableError } from 'bullmq'

import type { Context } from '../context.ts'
import { deliverOnce } from '../mail/deliver-once.ts'
import { mailAddress } from '../mail/mailer.ts'
import { mailPictures } from '../mail/pictures.ts'
import { heldMail, joinedMail } from './waiting-mail.ts'

/**
 * One mail to somebody on a waiting list: that they are on it, or that the rooms are held for them. One that would arrive
 * when the rooms are theirs no longer is not sent.
 */
export async function handleTellWaitingGuest(notice: WaitingNotice, context: Context) {
  const { entryId, what, until, guest } = notice
  if (what === 'ROOM_FREE' && until === null) throw new UnrecoverableError('the rooms are held without an end')
  if (until !== null && Date.parse(until) <= context.now().getTime()) return
  await deliverOnce(
    {
      effectKey: `tell-waiting-guest:${what}:${entryId}:${until ?? ''}`,
      job: 'tell-waiting-guest',
      reservationId: entryId,
      write: async () => {
        const to = mailAddress(`${guest.givenName} ${guest.familyName}`, guest.email)
        if (!to) throw new UnrecoverableError('the guest’s address cannot be written to')
        const words = until === null ? await joinedMail(notice) : await heldMail({ ...notice, until })
        const attachments = await mailPictures(['hotel', 'logo', 'seal'], notice, context.renderer)
        return { ...words, to, attachments, date: context.now() }
      },
    },
    context,
  )
}
