import { roomById, roomsOfHotel, outOfOrderAt } from '../database/desk-rooms.ts'
import { nightCount } from '../domain/stay.ts'
import { checkIn } from '../use-cases/desk/check-in.ts'
import { checkOut } from '../use-cases/desk/check-out.ts'
import { countStays, cursorOfStay, listStays } from '../use-cases/desk/list-stays.ts'
import { markNoShow } from '../use-cases/desk/mark-no-show.ts'
import { moveRoom } from '../use-cases/desk/move-room.ts'
import { openDesk } from '../use-cases/desk/open-desk.ts'
import { endOutOfOrder, setOutOfOrder } from '../use-cases/desk/out-of-order.ts'
import { closeNights, openNights, setAllotment, tellNights } from '../use-cases/desk/plan-nights.ts'
import { registerRooms } from '../use-cases/desk/register-rooms.ts'
import type { MutationResolvers, QueryResolvers, Resolvers } from './types.generated.ts'

export const deskQueries: Pick<QueryResolvers, 'hotelDesk'> = {
  hotelDesk: (_, { hotelId }, context) => openDesk(hotelId, context),
}

type DeskMutations =
  | 'setAllotment'
  | 'closeNights'
  | 'openNights'
  | 'registerRooms'
  | 'setOutOfOrder'
  | 'endOutOfOrder'
  | 'checkIn'
  | 'moveRoom'
  | 'checkOut'
  | 'markNoShow'

export const deskMutations: Pick<MutationResolvers, DeskMutations> = {
  setAllotment: (_, { input }, context) => setAllotment(input, context),
  closeNights: (_, { input }, context) => closeNights(input, context),
  openNights: (_, { input }, context) => openNights(input, context),
  registerRooms: (_, { input }, context) => registerRooms(input, context),
  setOutOfOrder: (_, { input }, context) => setOutOfOrder(input, context),
  endOutOfOrder: (_, { outOfOrderId }, context) => endOutOfOrder(outOfOrderId, context),
  checkIn: (_, { input }, context) => checkIn(input, context),
  moveRoom: (_, { input }, context) => moveRoom(input, context),
  checkOut: (_, { reservationId }, context) => checkOut(reservationId, context),
  markNoShow: (_, { reservationId }, context) => markNoShow(reservationId, context),
}

type DeskTypes = 'HotelDesk' | 'DeskNight' | 'DeskStay' | 'DeskReservation' | 'DeskStayConnection' | 'OutOfOrder'

const stayOf = ({ checkIn: arrives, checkOut: leaves }: { checkIn: string; checkOut: string }) => ({
  checkIn: arrives,
  checkOut: leaves,
  nights: nightCount({ checkIn: arrives, checkOut: leaves }),
})

export const deskTypes: Pick<Resolvers, DeskTypes> = {
  HotelDesk: {
    hotel: ({ hotelId }) => ({ id: hotelId }),
    rooms: ({ hotelId }, { roomTypeId }, { sql }) => roomsOfHotel(sql, hotelId, roomTypeId ?? null),
    arrivals: (desk, page, context) => listStays('ARRIVALS', desk, page, context),
    departures: (desk, page, context) => listStays('DEPARTURES', desk, page, context),
    inHouse: (desk, page, context) => listStays('IN_HOUSE', desk, page, context),
    nights: (desk, range, context) => tellNights(desk, range, context),
    outOfOrder: ({ hotelId, today }, _, { sql }) => outOfOrderAt(sql, hotelId, today),
  },
  DeskNight: { left: ({ allotment, held, sold }) => allotment - held - sold },
  DeskStay: {
    stay: stayOf,
    roomName: ({ name }) => name,
    guest: ({ givenName, familyName, email, phone }) => ({ givenName, familyName, email, phone }),
    room: ({ door }) => door,
  },
  DeskReservation: {
    reference: ({ stays: [first] }) => first.reference,
    status: ({ stays: [first] }) => first.status,
    stay: ({ stays: [first] }) => stayOf(first),
    rooms: ({ stays }) => [...stays],
  },
  DeskStayConnection: {
    edges: ({ rows }) => rows.map((node) => ({ cursor: cursorOfStay(node), node })),
    pageInfo: ({ rows, hasNextPage, hasPreviousPage }) => {
      const [first, last] = [rows[0], rows.at(-1)]
      return {
        hasNextPage,
        hasPreviousPage,
        startCursor: first ? cursorOfStay(first) : null,
        endCursor: last ? cursorOfStay(last) : null,
      }
    },
    totalCount: (stays, _, context) => countStays(stays, context),
  },
  OutOfOrder: {
    room: async ({ roomId }, _, { sql }) => {
      const room = await roomById(sql, roomId)
      if (!room) throw new Error(`room ${roomId} is out of order and is not there`)
      return room
    },
  },
}
