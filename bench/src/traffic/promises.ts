import type { Sources } from '@staygraph/local/invariants/sources'

import { type Booking, isSettled, newest, standing, type Told } from './booking.ts'
import { brokenNights, type Nights, soldWhileShut } from './nights.ts'
import { brokenAtDesk, brokenByBank, statusesAtDesk } from './promises-of-others.ts'
import { readNights, readWritten, type Written } from './written.ts'

/** Holds every answer that was given against the books: one sentence for each promise that was not kept. */
export const brokenPromises = async (
  { bookings, nights }: { bookings: Booking[]; nights: Nights[] },
  { databases }: Pick<Sources, 'databases'>,
): Promise<string[]> => {
  const written = await readWritten(databases)
  const ofBookings = bookings.flatMap((booking) => [
    ...booking.broken,
    ...brokenIn(booking, written.get(booking.input.guest.email) ?? []).map(
      (what) => `${what} (key ${booking.input.idempotencyKey}, ${booking.input.paymentMethodId})`,
    ),
  ])
  return [...ofBookings, ...brokenNights(nights, await readNights(databases)), ...soldWhileShut(bookings, nights)]
}

/** The same of one wish. */
export const brokenIn = (booking: Booking, written: Written[]): string[] => {
  const broken: string[] = []
  const ours = written.filter(({ status }) => standing.includes(status))
  if (ours.length > 1) broken.push(`booked ${ours.length} times: ${ours.map(({ reference }) => reference).join(', ')}`)
  const paid = written.filter(({ kept }) => kept > 0)
  if (paid.length > 1) broken.push(`paid ${paid.length} times: ${paid.map(({ reference }) => reference).join(', ')}`)

  const confirmed = booking.told.find(({ status }) => status === 'CONFIRMED')
  if (confirmed) return [...broken, ...brokenOfConfirmed(booking, confirmed.reference ?? '', written)]
  const last = newest(booking)
  if (!last || booking.unknown) return broken // nothing was promised, and nothing is known to be wrong
  if (last.reference === undefined) {
    // A refusal: nothing is charged, no room is kept.
    for (const { reference, status } of ours) broken.push(`told ${last.answer}, and ${reference} is ${status}`)
    for (const { reference, kept } of paid) broken.push(`told ${last.answer}, and ${kept} are kept for ${reference}`)
    return broken
  }
  const row = written.find(({ reference }) => reference === last.reference)
  if (!row) return [...broken, `told ${last.reference}, and no such reservation is written`]
  const over = last.status === 'EXPIRED' || last.status === 'FAILED'
  // EXPIRED is not the last word: who pays after it gets the room if it is free.
  if (last.status === 'FAILED' && row.status !== 'FAILED')
    broken.push(`told ${last.reference} FAILED, and it is ${row.status}`)
  if (over && standing.includes(row.status) && last.status !== 'EXPIRED')
    broken.push(`told ${last.status}, and ${row.reference} is ${row.status}`)
  return broken
}

const brokenOfConfirmed = (booking: Booking, reference: string, written: Written[]): string[] => {
  const row = written.find((one) => one.reference === reference)
  if (!row) return [`told CONFIRMED ${reference}, and no such reservation is written`]
  return [
    ...brokenOwner(booking, row),
    ...brokenStatus(booking, row),
    ...brokenStay(booking, row),
    ...brokenRooms(booking, row),
    ...brokenAtDesk(booking, row),
    ...brokenByBank(booking, row),
  ]
}

/** What was booked signed in is the customer's own. */
const brokenOwner = ({ account }: Booking, { reference, customerId }: Written): string[] =>
  account && account.customerId() !== customerId
    ? [`${reference} was booked by customer ${account.customerId()}, and belongs to ${customerId ?? 'nobody'}`]
    : []

const brokenStatus = (booking: Booking, row: Written): string[] => {
  const { cancel, cancelledRooms } = booking
  const { reference, status } = row
  const told = cancel && newest(cancel)
  if (cancel && told?.answer === 'Reservation' && !cancel.unknown) return brokenCancellation(booking, row)
  const allowed = statusesAtDesk(booking) ?? ['CONFIRMED', 'MODIFYING']
  if (cancelledRooms.length > 0 || cancel) allowed.push('CANCELLED', 'CANCELLED_WITH_FEE', 'CANCELLING')
  if (allowed.includes(status)) return []
  return [
    cancel
      ? `told CONFIRMED ${reference}, and it is ${status}`
      : `told CONFIRMED ${reference}, nobody cancelled it, and it is ${status}`,
  ]
}

/** Of the whole stay. What single rooms gave back before is within what is written. */
const brokenCancellation = ({ cancel, cancelledRooms }: Booking, row: Written): string[] => {
  const told = cancel && newest(cancel)
  if (!told) return []
  if (!row.status.startsWith('CANCELL')) return [`told ${row.reference} is ${told.status}, and it is ${row.status}`]
  if (!cancelledRooms.every(isSettled)) return []
  const given = cancelledRooms.filter((room) => newest(room)?.answer === 'Reservation')
  const refund = given.reduce((sum, room) => sum + room.refund, cancel.refund)
  if (row.refund !== refund) return [`promised to give ${refund} back, and wrote ${row.refund}`]
  return told.refund !== undefined && told.refund !== refund
    ? [`the preview said ${refund}, the cancellation ${told.refund}`]
    : []
}

/** Dates, rooms and guests as they were promised last. */
const brokenStay = (booking: Booking, { reference, status, stay, rooms }: Written): string[] => {
  const { change, cancelledRooms, told } = booking
  const changed = change && newest(change)
  if (change?.unknown || status === 'MODIFYING') return []
  // A change that waits for the guest's bank may go either way.
  if (changed && changed.status !== 'CONFIRMED' && changed.reference !== undefined) return []
  const promised = [...told, ...(change?.told ?? []), ...cancelledRooms.flatMap((room) => room.told)]
  const last = newest({ told: promised.filter((one) => one.status === 'CONFIRMED' && one.stay !== undefined) })
  const after = changed ? ` (change told ${changed.answer})` : ''
  if (last?.stay !== undefined && last.stay !== stay)
    return [`promised ${reference} for ${last.stay}, and it is for ${stay}${after}`]
  const isWhole = status === 'CONFIRMED' && cancelledRooms.every(isSettled)
  return isWhole && last?.rooms !== undefined && last.rooms !== rooms
    ? [`promised ${reference} with ${last.rooms}, and it is with ${rooms}${after}`]
    : []
}

const declined = ['NotCancellable', 'RefundChanged', 'IdempotencyConflict', 'ReservationNotFound']

/** A room that was given up is free, at the refund that was shown; one that could not be is still booked. */
const brokenRooms = ({ cancelledRooms, cancel }: Booking, row: Written): string[] =>
  cancelledRooms.flatMap(({ position, refund, unknown, told }) => {
    const last: Told | undefined = newest({ told })
    const given = row.cancelledRooms[position]
    if (unknown || !last) return []
    if (last.answer === 'Reservation' && given !== refund)
      return [
        `promised to give ${refund} back for room ${position} of ${row.reference}, and wrote ${given ?? 'nothing'}`,
      ]
    return declined.includes(last.answer) && given !== undefined && !cancel
      ? [`told ${last.answer} of room ${position} of ${row.reference}, and it is cancelled`]
      : []
  })
