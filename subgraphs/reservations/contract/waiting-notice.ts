import { z } from 'zod'

import { reservationRecap } from './reservation-recap.ts'

/** What somebody on a waiting list is told by mail: complete, so that the mail asks nobody. Sums in minor units of `currency`. */
export const waitingNotice = reservationRecap
  .pick({
    hotel: true,
    stay: true,
    rooms: true,
    roomName: true,
    board: true,
    ratePlanName: true,
    currency: true,
    total: true,
    payNow: true,
    cancellationSummary: true,
    offerSignature: true,
  })
  .extend({
    entryId: z.string(),
    /** JOINED: they are on the list. ROOM_FREE: the rooms are held for them until `until`. */
    what: z.enum(['JOINED', 'ROOM_FREE']),
    /** Until when the rooms are held for them; null while they wait. */
    until: z.iso.datetime().nullable(),
    guest: z.object({ givenName: z.string(), familyName: z.string(), email: z.string() }),
    /** The site's page of this entry: to see it, to book what is held, to leave. Whoever has the link may. */
    url: z.url(),
  })
export type WaitingNotice = z.infer<typeof waitingNotice>
