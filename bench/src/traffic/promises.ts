import type { Sources } from '@staygraph/local/invariants/sources'

import { type Booking, newest, standing } from './booking.ts'

/** What our books say in the end of one wish to book: every reservation that was ever made for it. */
export interface Written {
  id: string
  email: string
  reference: string
  status: string
  stay: string
  refund: number | null
  owed: string | null
  /** Taken and not given back (minor units). */
  kept: number
}

const read = async ({ databases }: Pick<Sources, 'databases'>): Promise<Map<string, Written[]>> => {
  const reservations = await databases.reservations<Omit<Written, 'kept'>[]>`
    select id::text, guest_email as email, reference, status::text, check_in::text || '/' || check_out::text as stay,
        cancel_refund::float8 as refund, owed
      from reservations where guest_email like 'guest.%@example.com'`
  const kept = await databases.payments<{ id: string; kept: number }[]>`
    select reservation_id as id, sum(amount - refunded)::float8 as kept from payments where status = 'CAPTURED' group by 1`
  const sums = new Map(kept.map((row) => [row.id, row.kept]))
  const written = reservations.map((reservation) => ({ ...reservation, kept: sums.get(reservation.id) ?? 0 }))
  return Map.groupBy(written, ({ email }) => email)
}

/** Holds every answer that was given against the books: one sentence for each promise that was not kept. */
export const brokenPromises = async (bookings: Booking[], sources: Pick<Sources, 'databases'>): Promise<string[]> => {
  const written = await read(sources)
  return bookings.flatMap((booking) => [
    ...booking.broken,
    ...brokenIn(booking, written.get(booking.input.guest.email) ?? []).map(
      (what) => `${what} (key ${booking.input.idempotencyKey}, ${booking.input.paymentMethodId})`,
    ),
  ])
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
  const { cancel, change } = booking
  const cancelTold = cancel && newest(cancel)
  if (!cancel) {
    if (row.status !== 'CONFIRMED' && row.status !== 'MODIFYING')
      return [`told CONFIRMED ${reference}, nobody cancelled it, and it is ${row.status}`]
  } else if (cancelTold?.answer === 'Reservation' && !cancel.unknown) {
    if (!row.status.startsWith('CANCELL')) return [`told ${reference} is ${cancelTold.status}, and it is ${row.status}`]
    if (row.refund !== cancel.refund) return [`promised to give ${cancel.refund} back, and wrote ${row.refund}`]
    if (cancelTold.refund !== undefined && cancelTold.refund !== cancel.refund)
      return [`the preview said ${cancel.refund}, the cancellation ${cancelTold.refund}`]
  } else if (!['CONFIRMED', 'MODIFYING', 'CANCELLED', 'CANCELLED_WITH_FEE', 'CANCELLING'].includes(row.status))
    return [`told CONFIRMED ${reference}, and it is ${row.status}`]

  const changeTold = change && newest(change)
  if (change?.unknown || row.status === 'MODIFYING') return []
  const stay =
    changeTold?.status === 'CONFIRMED'
      ? changeTold.stay
      : booking.told.find(({ status }) => status === 'CONFIRMED')?.stay
  const wentOn = changeTold && changeTold.status !== 'CONFIRMED' && changeTold.reference !== undefined
  if (stay !== undefined && row.stay !== stay && !wentOn)
    return [
      `promised ${reference} for ${stay}, and it is for ${row.stay}${changeTold ? ` (change told ${changeTold.answer})` : ''}`,
    ]
  return []
}
