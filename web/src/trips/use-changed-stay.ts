import { useQuery } from '@apollo/client/react'

import { countsOf, encodeCounts } from '../hotel/combination.ts'
import { HOTEL, OFFERS } from '../hotel/hotel-query.ts'
import { useCombination } from '../hotel/use-combination.ts'
import { keyOf, type Offer } from '../offer/offer-fields.ts'
import { decodeRooms, encodeRooms } from '../stay/guests.ts'
import type { ChangeSearch } from '../stay/search-params.ts'
import type { Reservation } from './reservation-query.ts'

/** The stay as booked and as wished for, and what the hotel offers for the wish. */
export function useChangedStay(reservation: Reservation, search: ChangeSearch, skip: boolean) {
  const { stay, hotel: booked } = reservation
  const left = reservation.rooms.filter((room) => !room.cancelled)
  const dates =
    search.checkIn && search.checkOut
      ? { from: search.checkIn, to: search.checkOut }
      : { from: stay.checkIn, to: stay.checkOut }
  const rooms = search.rooms ? decodeRooms(search.rooms) : left.map(({ adults, childAges }) => ({ adults, childAges }))
  const isOther = dates.from !== stay.checkIn || dates.to !== stay.checkOut || encodeRooms(rooms) !== encodeRooms(left)
  const wish = { checkIn: dates.from, checkOut: dates.to, rooms }

  const known = useQuery(HOTEL, { variables: { id: booked?.id ?? '' }, skip: !booked, errorPolicy: 'all' })
  const hotel = known.data?.hotel ?? null
  const asked = useQuery(OFFERS, {
    variables: { id: booked?.id ?? '', stay: { checkIn: dates.from, checkOut: dates.to }, rooms },
    skip: skip || !booked,
    fetchPolicy: 'network-only',
    errorPolicy: 'all',
  })
  const offers = inOrder(asked.data?.hotel?.offers ?? [], reservation, isOther)

  // Rooms of several kinds go on as they are, until others are chosen. A partner offers them only apart.
  const bookedCounts = encodeCounts(countsOf(left.map(({ roomTypeId }) => roomTypeId)))
  const isMixed = booked?.source === 'OWN' && new Set(left.map(({ roomTypeId }) => roomTypeId)).size > 1
  const same = search.offer || !isMixed || rooms.length !== left.length ? '' : bookedCounts
  const plan = offers.find(({ ratePlan }) => ratePlan.name === reservation.snapshot.ratePlanName)?.ratePlan.id
  const combine = search.combine ?? same
  const combination = useCombination({
    hotel,
    stay: skip || asked.loading ? null : wish,
    combine,
    plan: search.plan ?? plan ?? undefined,
  })
  const isCombining = combination.counts.size > 0
  const isAsBooked = !isOther && isCombining && combine === bookedCounts
  const listed =
    offers.find((offer) => keyOf(offer) === search.offer) ?? (isOther ? asBooked(offers, reservation) : null)
  return {
    dates,
    rooms,
    /** Other dates or guests than were booked. */
    isOther,
    hotel,
    offers,
    combination,
    plan: search.plan ?? plan ?? undefined,
    /** What would be taken; null while nothing differs from what is booked. */
    chosen: isAsBooked ? null : isCombining ? combination.offer : listed,
    chosenKey: isCombining || !listed ? null : keyOf(listed),
    isAsking: asked.loading,
    isAway: Boolean(asked.error),
  }
}

/** Of the kind that all rooms still booked are of. */
const isBookedKind = ({ roomType }: Offer, { rooms }: Reservation): boolean =>
  rooms.every(({ cancelled, roomTypeId }) => cancelled || roomTypeId === roomType?.id)

const hasBookedTerms = ({ ratePlan, board }: Offer, { snapshot }: Reservation): boolean =>
  ratePlan.name === snapshot.ratePlanName && board === snapshot.board

const isSame = (offer: Offer, reservation: Reservation): boolean =>
  isBookedKind(offer, reservation) && hasBookedTerms(offer, reservation)

/** In the booked currency, the booked room first; and not what is booked already. */
function inOrder(all: readonly Offer[], reservation: Reservation, isOther: boolean): Offer[] {
  const offers = all.filter(
    (offer) => offer.total.currency === reservation.payNow.currency && (isOther || !isSame(offer, reservation)),
  )
  const isOld = (offer: Offer) => isBookedKind(offer, reservation)
  return [...offers.filter(isOld), ...offers.filter((offer) => !isOld(offer))]
}

/** What was booked; else another room on the booked terms: nobody loses a free cancellation unasked. Else the first. */
const asBooked = (offers: readonly Offer[], reservation: Reservation): Offer | null =>
  offers.find((offer) => isSame(offer, reservation)) ??
  offers.find((offer) => hasBookedTerms(offer, reservation)) ??
  offers[0] ??
  null
