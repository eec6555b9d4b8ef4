import { roomsInWords } from '@staygraph/hotels/contract/offer'
import { signClaim } from '@staygraph/subgraph-kit/claim'
import { moneyResolvers } from '@staygraph/subgraph-kit/money'
import { scalars } from '@staygraph/subgraph-kit/scalars'
import { GraphQLError, Kind, type GraphQLResolveInfo } from 'graphql'

import { reservationByReference } from '../database/reservations.ts'
import type { ReservationRow, StepRow } from '../database/tables.ts'
import { claimsOf, signatureOf } from '../domain/offer.ts'
import { nightCount } from '../domain/stay.ts'
import { tellStep } from '../domain/timeline.ts'
import { bookRoom } from '../use-cases/book-room.ts'
import { cancelReservation } from '../use-cases/cancel-reservation.ts'
import { changeStay } from '../use-cases/change-stay.ts'
import { findReservation, readReservation } from '../use-cases/find-reservation.ts'
import { followReservation } from '../use-cases/follow-reservation.ts'
import { countTrips, cursorOf, listTrips } from '../use-cases/list-trips.ts'
import { refundGuest } from '../use-cases/money/refund-guest.ts'
import { standing } from '../use-cases/offer-as-it-stands.ts'
import { previewCancellation } from '../use-cases/preview-cancellation.ts'
import { joinWaitingList } from '../use-cases/waiting-list/join-waiting-list.ts'
import { leaveWaitingList } from '../use-cases/waiting-list/leave-waiting-list.ts'
import { entryOfToken } from '../use-cases/waiting-list/waiting-token.ts'
import { deskMutations, deskQueries, deskTypes } from './desk-resolvers.ts'
import { readWhole, roomsOf, timelineOf } from './loaders.ts'
import type { Resolvers } from './types.generated.ts'
import { termsOf, waitingListResolvers } from './waiting-list-resolvers.ts'

const documentsLinkSeconds = 3_600
const grantSeconds = 60

function tellSteps({ offer }: Pick<ReservationRow, 'offer'>, steps: readonly StepRow[]) {
  const { timeZone } = claimsOf(offer).hotel
  return steps.map(({ at, status, name, detail }) => ({ at, status, text: tellStep(name, detail, timeZone) }))
}

/** Whether more is asked than the reservation's own row tells. What stands in fragments is read when it is asked for. */
const tellsMore = ({ fieldNodes }: GraphQLResolveInfo): boolean =>
  fieldNodes.some(({ selectionSet }) =>
    selectionSet?.selections.some((one) => one.kind === Kind.FIELD && /^(?:rooms|timeline)$/.test(one.name.value)),
  )

export const resolvers: Resolvers = {
  ...scalars,
  ...moneyResolvers,
  ...waitingListResolvers,
  ...deskTypes,
  Query: {
    reservation: (_, { reference, surname }, context, info) =>
      findReservation({ reference, surname }, context, tellsMore(info) ? readWhole : reservationByReference),
    waitingListEntry: (_, { token }, context) => entryOfToken(token, context),
    cancellationPreview: (_, { reservation, rooms }, context) =>
      previewCancellation(reservation, context, rooms ?? null),
    ...deskQueries,
  },
  Mutation: {
    bookRoom: (_, { input }, context) => bookRoom(input, context),
    cancelReservation: (_, { input }, context) => cancelReservation(input, context),
    changeStay: (_, { input }, context) => changeStay(input, context),
    refundGuest: (_, { input }, context) => refundGuest(input, context),
    joinWaitingList: (_, { input }, context) => joinWaitingList(input, context),
    leaveWaitingList: (_, { token }, context) => leaveWaitingList(token, context),
    ...deskMutations,
  },
  Subscription: {
    reservationChanged: {
      subscribe: (_, { reservation, after }, context) => followReservation(reservation, after ?? undefined, context),
    },
  },
  ReservationChange: {
    steps: ({ reservation, steps }) => tellSteps(reservation, steps),
  },
  Reservation: {
    __resolveReference: ({ id }, context) => readReservation(id, context),
    stay: ({ checkIn, checkOut }) => ({ checkIn, checkOut, nights: nightCount({ checkIn, checkOut }) }),
    rooms: async (reservation, _, context) => {
      const rooms = await roomsOf(reservation, context)
      return rooms
        .filter(({ state }) => state === 'BOOKED' || state === 'CANCELLED')
        .map((room) => ({ ...room, currency: reservation.currency }))
    },
    guest: ({ guestGivenName, guestFamilyName, guestEmail, guestPhone }) => ({
      givenName: guestGivenName,
      familyName: guestFamilyName,
      email: guestEmail,
      phone: guestPhone,
    }),
    total: ({ total, currency }) => ({ amount: total, currency }),
    payNow: ({ payNow, currency }) => ({ amount: payNow, currency }),
    hotel: ({ hotelId }) => ({ id: hotelId }),
    snapshot: ({ offer }) => claimsOf(offer),
    timeline: async (reservation, _, context) => tellSteps(reservation, await timelineOf(reservation, context)),
    cancellation: async (reservation, _, context) =>
      termsOf(await standing(claimsOf(reservation.offer), () => roomsOf(reservation, context))),
    cancelled: ({ cancelledAt, cancelRefund, cancelFee, currency }) =>
      cancelledAt && {
        at: cancelledAt,
        refund: { amount: cancelRefund ?? 0, currency },
        fee: { amount: cancelFee ?? 0, currency },
      },
    payment: ({ paymentId }, _, { grantPayment }) =>
      paymentId === null ? null : { id: paymentId, grant: grantPayment({ paymentId }, grantSeconds) },
    documents: async ({ id }, _, { signer, settings }) => [
      {
        kind: 'CALENDAR',
        url: `${settings.publicSiteUrl}/documents/${await signClaim(signer, 'documents', { kind: 'CALENDAR', id }, documentsLinkSeconds)}`,
      },
    ],
    offerSignature: ({ offer }) => signatureOf(offer),
  },
  BookedRoom: {
    position: ({ n }) => n,
    total: ({ total, currency }) => ({ amount: total, currency }),
    payNow: ({ payNow, currency }) => ({ amount: payNow, currency }),
    cancelled: ({ cancelledAt, refund, fee, currency }) =>
      cancelledAt && {
        at: cancelledAt,
        refund: { amount: refund ?? 0, currency },
        fee: { amount: fee ?? 0, currency },
      },
  },
  BookedSnapshot: {
    hotelName: ({ hotel }) => hotel.name,
    address: ({ hotel }) => hotel.address,
    timeZone: ({ hotel }) => hotel.timeZone,
    checkInFrom: ({ hotel }) => hotel.checkInFrom,
    checkOutUntil: ({ hotel }) => hotel.checkOutUntil,
    roomName: ({ rooms }) => roomsInWords(rooms.map(({ roomType }) => roomType.name)),
    ratePlanName: ({ ratePlan }) => ratePlan.name,
    nights: ({ nights, currency }) => nights.map(({ date, price }) => ({ date, price: { amount: price, currency } })),
    taxes: ({ taxes, currency }) =>
      taxes.map(({ name, amount, included, payAtHotel }) => ({
        name,
        amount: { amount, currency },
        included,
        payAtHotel,
      })),
  },
  Customer: {
    __resolveReference: async ({ id }, { viewer }) => {
      if (viewer.kind === 'customer' && viewer.customerId === id) return { id }
      throw new GraphQLError('Only the customer who is signed in may read their trips.', {
        extensions: { code: 'FORBIDDEN' },
      })
    },
    reservations: (traveller, page, context) => listTrips(traveller, page, context),
  },
  ReservationConnection: {
    edges: ({ rows }) => rows.map((node) => ({ cursor: cursorOf(node), node })),
    pageInfo: ({ rows, hasNextPage, hasPreviousPage }) => {
      const [first, last] = [rows[0], rows.at(-1)]
      return {
        hasNextPage,
        hasPreviousPage,
        startCursor: first ? cursorOf(first) : null,
        endCursor: last ? cursorOf(last) : null,
      }
    },
    totalCount: (trips, _, context) => countTrips(trips, context),
  },
}
