import type { Context } from '../context.ts'
import type { HotelRow } from '../database/hotels.ts'
import { dayNumber } from '../domain/calendar.ts'
import { dateThere } from '../domain/local-time.ts'
import { planFits } from '../domain/price.ts'
import { holds } from '../domain/room-type.ts'
import { ratePlanKey, roomTypeKey, type ShelfPlan } from '../domain/shelf.ts'
import { nightCount } from '../domain/stay.ts'
import type { HotelOfferArgs, NotOfferedReason } from '../graphql/types.generated.ts'
import { readStay } from './asked-stay.ts'
import { shelfOf, tellingIn } from './list-offers.ts'
import { ownOffer, type ChosenRoom, type ChosenRooms, type OfferInHand } from './offer-in-hand.ts'

type NotOffered = { __typename: 'NotOffered'; reason: NotOfferedReason; message: string }
const notOffered = (reason: NotOfferedReason, message: string): NotOffered => ({
  __typename: 'NotOffered',
  reason,
  message,
})

/** One offer for rooms that the guest put together, also of several kinds, under one rate plan; or why there is none. */
export async function combineRooms(
  hotel: HotelRow,
  args: HotelOfferArgs,
  context: Context,
): Promise<({ __typename: 'Offer' } & OfferInHand) | NotOffered> {
  const asked = readStay(args.stay, args.rooms, context.now, hotel.timeZone)
  if (hotel.source === 'PARTNER')
    return notOffered('PARTNER', 'A partner sells this hotel: choose among the offers that it makes for all rooms.')
  const shelf = await shelfOf(hotel, asked, context)
  const rooms: ChosenRoom[] = []
  for (const [at, guests] of asked.rooms.entries()) {
    const room = shelf?.found.rooms.find(({ id }) => roomTypeKey(id) === args.rooms[at]?.roomTypeId)
    if (!room) return notOffered('NO_SUCH_ROOM', 'This hotel has no such room. Choose among its kinds of room.')
    if (!holds(room, guests))
      return notOffered(
        'TOO_MANY_GUESTS',
        `${room.name} holds ${room.maxGuests} guests, ${room.maxAdults} of them adults.`,
      )
    rooms.push({ room, guests })
  }
  const [first, ...others] = rooms
  if (!shelf || !first) throw new Error('a combination without rooms')
  const { found, left } = shelf
  const kinds = [...Map.groupBy(rooms, ({ room }) => room).entries()].map(([room, same]) => ({
    room,
    wanted: same.length,
    left: left(room),
  }))
  const lacking = kinds.find((kind) => kind.left < kind.wanted)
  if (lacking)
    return notOffered(
      'SOLD_OUT',
      `Of ${lacking.room.name}, ${lacking.left} are left for these nights. Take fewer, or another kind.`,
    )

  const daysAhead = dayNumber(asked.stay.checkIn) - dayNumber(dateThere(context.now, hotel.timeZone))
  const isSold = (plan: ShelfPlan) =>
    (!args.ratePlanId || ratePlanKey(plan.id) === args.ratePlanId) &&
    planFits(plan, nightCount(asked.stay), daysAhead, asked.rooms)
  const telling = await tellingIn(args.currency, context)
  const chosen: ChosenRooms = [first, ...others]
  const roomsLeft = Math.min(...kinds.map((kind) => kind.left))
  const [cheapest] = found.plans
    .filter(isSold)
    .map((plan) => ownOffer(found, { rooms: chosen, plan, roomsLeft }, asked.stay, telling))
    .toSorted((one, other) => one.terms.total - other.terms.total)
  return cheapest
    ? { __typename: 'Offer', ...cheapest }
    : notOffered('PLAN_NOT_SOLD', 'This price is not sold for that stay and those guests. Choose another one.')
}
