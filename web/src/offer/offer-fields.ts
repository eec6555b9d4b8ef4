import { graphql, type ResultOf } from '../graph/graphql.ts'
import { boardName } from './words.ts'

/** An offer as a document: every line of its slip, its terms, and the token that books it. */
export const OFFER_FIELDS = graphql(`
  fragment OfferFields on Offer {
    id
    roomName
    board
    roomCount
    roomsLeft
    expiresAt
    roomType { id name description areaSqm maxGuests beds { kind count } photo { url thumbnailUrl alt illustrated } }
    ratePlan { id name refundable }
    total { amount currency }
    payNow { amount currency }
    shownTotal { amount currency }
    exchangeRate { day }
    nights { date price { amount currency } }
    taxes { name amount { amount currency } included payAtHotel }
    cancellation { freeUntil summary tiers { from fee { amount currency } } }
  }
`) // prettier-ignore

export type Offer = ResultOf<typeof OFFER_FIELDS>

/** Tells offers of one hotel apart, also after they were signed anew: the room, the plan (a partner's has only a name), the board. */
export const keyOf = ({ roomType, roomName, ratePlan, board }: Offer): string =>
  [roomType?.id ?? roomName, ratePlan.id ?? ratePlan.name, ratePlan.refundable ? 'refundable' : 'fixed', board].join(
    '~',
  )

/** The rate plans that offers of ours name, to choose among. */
export const plansOf = (offers: readonly Offer[]): { key: string; label: string }[] =>
  [...new Map(offers.map((offer) => [offer.ratePlan.id, offer])).values()].flatMap(({ ratePlan, board }) =>
    ratePlan.id ? [{ key: ratePlan.id, label: `${ratePlan.name}. ${boardName(board)}` }] : [],
  )

/** The rooms of an offer by name: "Double room", "2 × Double room"; of several kinds it is told so by its own name. */
export const roomsOf = ({ roomName, roomType, roomCount }: Offer): string =>
  roomCount > 1 && roomType ? `${roomCount} × ${roomName}` : roomName
