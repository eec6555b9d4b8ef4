import { useState } from 'react'

import { dayRange, timeOfDay } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { guestsInWords, nightsInWords } from '../stay/guests.ts'
import { statusOf } from '../trips/statuses.ts'
import { Button } from '../ui/button.tsx'
import { Tag } from '../ui/note.tsx'
import { CheckInSheet } from './check-in-sheet.tsx'
import { CheckOutSheet, NoShowSheet } from './come-and-go.tsx'
import type { Desk, DeskStay } from './desk-query.ts'
import { MoveSheet } from './move-sheet.tsx'
import { RefundSheet } from './refund-sheet.tsx'

type Task = { kind: 'CHECK_IN' | 'CHECK_OUT' | 'NO_SHOW' | 'REFUND' } | { kind: 'MOVE'; room: DeskStay }

/** A reservation at the desk: who booked, its rooms and doors, and what can be done about it now. */
export function GuestsCard({ rooms, desk }: { rooms: [DeskStay, ...DeskStay[]]; desk: Desk }) {
  const [first] = rooms
  const { reference, status, stay, guest, requests } = first
  // Each sheet is made anew when it is opened: nothing of the last time stands in it.
  const [task, setTask] = useState<{ at: number; open: boolean; what: Task } | null>(null)
  const open = (what: Task) => setTask((last) => ({ at: (last?.at ?? 0) + 1, open: true, what }))
  const sheet = task && {
    key: task.at,
    rooms,
    desk,
    isOpen: task.open,
    onClose: () => setTask({ ...task, open: false }),
  }
  const { words, tone } = statusOf(status)
  const name = `${guest.givenName} ${guest.familyName}`
  const whose = <span className="sr-only"> {t('({name}, {reference})', { name, reference })}</span>
  const isWaitedFor = status === 'CONFIRMED' && stay.checkIn <= desk.today
  return (
    <li className="card px-5 py-4">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <h3 className="min-w-0">{name}</h3>
        <Tag tone={status === 'CHECKED_IN' ? 'ok' : tone}>{status === 'CONFIRMED' ? t('Expected') : words}</Tag>
      </div>
      <p className="text-14 text-ink-2">
        <b className="text-ink">{reference}</b>, {dayRange(stay.checkIn, stay.checkOut)}, {nightsInWords(stay.nights)}
        {guest.phone && `, ${guest.phone}`}
      </p>
      <ul className="mt-2.5 grid gap-1.5">
        {rooms.map((room) => (
          <li key={room.n} className="flex flex-wrap items-center justify-between gap-x-4 text-14">
            <span className="min-w-0">
              <b className="font-[600]">
                {room.room ? t('Room {number}', { number: room.room.number }) : room.roomName}
              </b>{' '}
              <span className="text-ink-2">
                {[room.room && room.roomName, guestsInWords([room]), cameAndWent(room, desk.timeZone)]
                  .filter(Boolean)
                  .join(', ')}
              </span>
            </span>
            {room.room && room.status === 'CHECKED_IN' && !room.leftAt && (
              <Button look="text" small onPress={() => open({ kind: 'MOVE', room })}>
                {t('Move')}
                <span className="sr-only"> {t('from room {number}', { number: room.room.number })}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {requests && <p className="mt-2.5 text-14 text-ink-2">{t('Their wish: “{wish}”', { wish: requests })}</p>}
      <div className="mt-3.5 flex flex-wrap gap-2.5">
        {isWaitedFor && (
          <Button small look="outline" onPress={() => open({ kind: 'CHECK_IN' })}>
            {t('Check in')}
            {whose}
          </Button>
        )}
        {status === 'CHECKED_IN' && (
          <Button small look="outline" onPress={() => open({ kind: 'CHECK_OUT' })}>
            {t('Check out')}
            {whose}
          </Button>
        )}
        {status === 'CONFIRMED' && stay.checkIn < desk.today && (
          <Button small look="outline" onPress={() => open({ kind: 'NO_SHOW' })}>
            {t('They did not come')}
            {whose}
          </Button>
        )}
        <Button small look="text" className="px-1.5!" onPress={() => open({ kind: 'REFUND' })}>
          {t('Refund…')}
          {whose}
        </Button>
      </div>
      {sheet && task.what.kind === 'CHECK_IN' && <CheckInSheet {...sheet} key={sheet.key} />}
      {sheet && task.what.kind === 'CHECK_OUT' && <CheckOutSheet {...sheet} key={sheet.key} />}
      {sheet && task.what.kind === 'NO_SHOW' && <NoShowSheet {...sheet} key={sheet.key} />}
      {sheet && task.what.kind === 'REFUND' && <RefundSheet {...sheet} key={sheet.key} />}
      {sheet && task.what.kind === 'MOVE' && <MoveSheet {...sheet} key={sheet.key} room={task.what.room} />}
    </li>
  )
}

function cameAndWent({ arrivedAt, leftAt }: DeskStay, timeZone: string): string {
  if (leftAt) return t('left at {time}', { time: timeOfDay(leftAt, timeZone) })
  return arrivedAt ? t('arrived at {time}', { time: timeOfDay(arrivedAt, timeZone) }) : ''
}
