import { dateIn } from '../language/dates.ts'
import type { ReservationStatus } from './reservation-query.ts'
import { statusOf } from './statuses.ts'

type Stay = { status: ReservationStatus; stay: { checkIn: string; checkOut: string }; snapshot: { timeZone: string } }
export type Sorted<Trip> = { next: Trip[]; later: Trip[]; past: Trip[] }

/**
 * Next: the one that comes first, or is going on. Later: those after it. Past: left already, or never to be. A stay is past
 * on the day after its check-out there, not here.
 */
export function sortTrips<Trip extends Stay>(trips: readonly Trip[], now: Date): Sorted<Trip> {
  const isToCome = ({ status, stay, snapshot }: Stay) =>
    statusOf(status).phase !== 'over' &&
    status !== 'CHECKED_OUT' &&
    status !== 'NO_SHOW' &&
    stay.checkOut >= dateIn(snapshot.timeZone, now)
  const byCheckIn = (a: Stay, b: Stay) => a.stay.checkIn.localeCompare(b.stay.checkIn)
  const [first, ...later] = trips.filter(isToCome).toSorted(byCheckIn)
  const past = trips.filter((trip) => !isToCome(trip)).toSorted((a, b) => byCheckIn(b, a))
  return { next: first ? [first] : [], later, past }
}
