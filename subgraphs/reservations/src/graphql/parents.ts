import type { OfferClaims } from '@staygraph/hotels/contract/offer'
import type { Money } from '@staygraph/subgraph-kit/money'

import type { BookedRoomRow } from '../database/booked-room-tables.ts'

/** The parent of a `Money`, under a name that the generated types leave free. */
export type Sum = Money
/** The parent of a `BookedRoom`. */
export type RoomOfReservation = BookedRoomRow & { currency: string }
/** The parent of a `BookedSnapshot`: the offer as it was accepted. */
export type Booked = OfferClaims
