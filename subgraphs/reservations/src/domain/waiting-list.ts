import type { OfferClaims } from '@staygraph/hotels/contract/offer'

import type { WaitingNotice } from '../../contract/waiting-notice.ts'
import { instantAt } from './hotel-time.ts'
import { toldOffer } from './told-offer.ts'

/** Where somebody on a waiting list stands; `schema.graphql` says what each means to the guest. */
export const waitingStates = ['WAITING', 'OFFERED', 'BOOKING', 'BOOKED', 'LEFT', 'MISSED', 'CLOSED'] as const
export type WaitingState = (typeof waitingStates)[number]

/** Later on the day of arrival a mail would find its guest without a bed already. */
const lastServedAt = '18:00'

/** When the list of a stay closes: nobody is offered a room after it. */
export const closingOf = ({ stay, hotel }: Pick<OfferClaims, 'stay' | 'hotel'>): Date =>
  instantAt(stay.checkIn, lastServedAt, hotel.timeZone)

type Waiting = { entryId: string; guest: WaitingNotice['guest']; offer: string; claims: OfferClaims; url: string }

/** What the mails tell whoever joined. `what` and `until` are filled in by the transaction that promises the mail. */
export function noticeOf({ entryId, guest, offer, claims, url }: Waiting): WaitingNotice {
  return {
    entryId,
    what: 'JOINED',
    until: null,
    guest,
    ...toldOffer(offer, claims),
    rooms: claims.rooms.map(({ adults, childAges }) => ({ adults, childAges })),
    url,
  }
}

/** The site's page behind the link of the mails. Its token proves that one may see and use the entry. */
export const waitingPageOf = (publicSiteUrl: string, token: string) => `${publicSiteUrl}/waiting/${token}`
