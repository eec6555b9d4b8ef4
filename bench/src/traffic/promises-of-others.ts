import { type Booking, newest } from './booking.ts'
import type { Written } from './written.ts'

// What was said of a guest's stay by others: the hotel's staff, and the guest's bank.

const becomes = { checkIn: 'CHECKED_IN', checkOut: 'CHECKED_OUT', markNoShow: 'NO_SHOW' } as const

/** What the stay may be after all that was done at the desk. Undefined: nothing was. */
export const statusesAtDesk = ({ desk }: Booking): string[] | undefined => {
  const may: string[] = ['CONFIRMED', 'MODIFYING']
  for (const { what, told, unknown } of desk) {
    const last = newest({ told })
    if (last?.answer === 'DeskReservation') may.splice(0, may.length, becomes[what])
    else if (unknown || last === undefined) may.push(becomes[what])
  }
  return desk.length > 0 ? may : undefined
}

/** Doors are those that the staff was told, and what staff gave back was given back once. */
export const brokenAtDesk = ({ desk, refunds }: Booking, row: Written): string[] => {
  const last = desk.findLast(({ told }) => newest({ told })?.doors)
  const doors = Object.entries((last && newest(last)?.doors) ?? {}).flatMap(([n, door]) =>
    row.doors[Number(n)] === door
      ? []
      : [`told door ${door} for room ${n} of ${row.reference}, and it is ${row.doors[Number(n)] ?? 'none'}`],
  )
  const given = refunds.flatMap(({ input: { amount, reason }, told, unknown }) => {
    const { answer } = newest({ told }) ?? {}
    const sum = row.staffRefunds[reason] ?? 0
    if (unknown || answer === undefined) return []
    if (answer === 'TryAgainLater') return []
    if (answer !== 'Reservation')
      return sum === 0 ? [] : [`told ${answer}, and the staff gave ${sum} back for ${row.reference}`]
    return (amount === null ? sum > 0 : sum === amount)
      ? []
      : [`told that the staff gave ${amount ?? 'all'} back for ${row.reference}, and ${sum} are written`]
  })
  return [...doors, ...given]
}

/** What the bank decided is in our books, and the guest can read it. */
export const brokenByBank = ({ dispute }: Booking, { disputes, reference }: Written): string[] => {
  if (!dispute) return []
  const ours = disputes[dispute.id]
  if (!ours) return [`the bank decided a complaint about ${reference} (${dispute.id}), of which we have nothing`]
  const expected = dispute.outcome === 'won' ? 'WON' : 'LOST'
  if (ours.status !== expected && ours.status !== 'CLOSED')
    return [`the bank decided that a complaint about ${reference} is ${dispute.outcome}, and it is ${ours.status}`]
  return ours.told ? [] : [`the guest of ${reference} was not told how their complaint ended`]
}
