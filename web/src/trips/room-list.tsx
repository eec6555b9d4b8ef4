import { t } from '../language/i18n.ts'
import { exactly } from '../language/money.ts'
import { guestsInWords } from '../stay/guests.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Tag } from '../ui/note.tsx'
import type { BookedRoom, Reservation } from './reservation-query.ts'
import { statusOf } from './statuses.ts'

type Props = {
  reservation: Reservation
  /** Asked to cancel this one and keep the others. */
  onCancel: (room: BookedRoom) => void
}

/** The rooms of a reservation one by one: who sleeps there, what it costs, how it stands. Each can be given up by itself. */
export function RoomList({ reservation, onCancel }: Props) {
  const { rooms, status, hotel } = reservation
  const isOpen = status === 'CONFIRMED' && rooms.filter(({ cancelled }) => !cancelled).length > 1
  const isPartners = hotel?.source === 'PARTNER'
  return (
    <>
      <ul className="card mt-4 divide-y divide-line">
        {rooms.map((room) => (
          <Room
            key={room.position}
            room={room}
            reservation={reservation}
            onCancel={isOpen && !isPartners ? () => onCancel(room) : null}
          />
        ))}
      </ul>
      {isOpen && isPartners && (
        <p className="mt-2 text-14 text-ink-2">
          {t('This hotel is booked through a partner, who cancels all rooms of a booking together.')}
        </p>
      )}
    </>
  )
}

type RoomProps = { room: BookedRoom; reservation: Reservation; onCancel: (() => void) | null }

function Room({ room, reservation, onCancel }: RoomProps) {
  const { position, name, total, cancelled } = room
  const { words, tone, phase } = statusOf(reservation.status)
  return (
    <li className="grid gap-x-5 gap-y-2 px-5 py-4 md:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <h3 className="flex flex-wrap items-center gap-2.5 text-16">
          {t('Room {position}: {name}', { position, name })}
          {cancelled ? (
            <Tag>{t('Cancelled')}</Tag>
          ) : (
            <Tag tone={tone}>{phase === 'booked' && reservation.status === 'CONFIRMED' ? t('Booked') : words}</Tag>
          )}
        </h3>
        <p className="text-14 text-ink-2">{guestsInWords([room])}</p>
        {cancelled && <p className="text-14 text-ink-2">{whatCameBack(cancelled)}</p>}
      </div>
      <div className="flex items-center justify-between gap-4 md:justify-end">
        <span className={cancelled ? 'text-ink-3 line-through' : 'font-[600]'}>
          {cancelled && <span className="sr-only">{t('It would have cost')} </span>}
          {exactly(total)}
        </span>
        {onCancel && !cancelled && (
          <Button look="outline" small onPress={onCancel}>
            <Icon name="close" size={16} />{' '}
            <span>
              {t('Cancel this room')}
              <span className="sr-only"> {t('(room {position}, {name})', { position, name })}</span>
            </span>
          </Button>
        )}
      </div>
    </li>
  )
}

function whatCameBack({ refund, fee }: NonNullable<BookedRoom['cancelled']>): string {
  if (refund.amount === 0) return t('{fee} was kept: the terms gave no refund.', { fee: exactly(fee) })
  if (fee.amount === 0) return t('{refund} went back to your card.', { refund: exactly(refund) })
  return t('{refund} went back to your card, {fee} was kept by the terms.', {
    refund: exactly(refund),
    fee: exactly(fee),
  })
}
