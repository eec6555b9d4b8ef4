import { dayRange } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { Note } from '../ui/note.tsx'
import type { ReservationInTheWay } from './desk-query.ts'

export type DeskRefusal = { message: string; reservations?: readonly ReservationInTheWay[] }

/** Why the desk's word was not done, in the graph's sentence; and the reservations that stand in its way. */
export function Refused({ refusal }: { refusal: DeskRefusal | null }) {
  return (
    <div role="alert">
      {refusal && (
        <Note tone="danger">
          <p>{refusal.message}</p>
          {refusal.reservations && refusal.reservations.length > 0 && (
            <ul className="mt-3 grid gap-2 text-ink">
              {refusal.reservations.map(({ id, reference, stay, rooms }) => (
                <li key={id} className="rounded-control bg-surface px-3.5 py-2.5">
                  <b>{reference}</b> {rooms[0] && `${rooms[0].guest.givenName} ${rooms[0].guest.familyName}`}
                  <span className="block text-ink-2">
                    {dayRange(stay.checkIn, stay.checkOut)}.{' '}
                    {rooms
                      .map(({ roomName, room }) =>
                        room ? t('{roomName}, room {number}', { roomName, number: room.number }) : roomName,
                      ) // prettier-ignore
                      .join('; ')}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </Note>
      )}
    </div>
  )
}
