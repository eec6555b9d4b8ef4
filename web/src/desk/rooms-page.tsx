import { useMutation } from '@apollo/client/react'
import { useState } from 'react'

import { dayRange } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { Button } from '../ui/button.tsx'
import { DeskFrame } from './desk-frame.tsx'
import type { Desk } from './desk-query.ts'
import { Refused } from './in-the-way.tsx'
import { OutOfOrderSheet } from './out-of-order-sheet.tsx'
import { RegisterRooms } from './register-rooms.tsx'
import { END_OUT_OF_ORDER } from './rooms-words.ts'
import { useDeskWord } from './use-desk-word.ts'

/** The hotel's doors, and those nobody sleeps behind for a while. */
export function RoomsPage() {
  return <DeskFrame title={t('Rooms')}>{(desk) => <Rooms desk={desk} />}</DeskFrame>
}

function Rooms({ desk }: { desk: Desk }) {
  return (
    <div className="grid items-start gap-x-10 gap-y-10 lg:grid-cols-[minmax(0,1fr)_400px]">
      <section aria-labelledby="doors" className="min-w-0">
        <h2 id="doors" className="text-21">
          {t('Doors')}
        </h2>
        <ul className="mt-3 grid gap-2.5">
          {desk.roomTypes.map(({ id, name, allotment }) => {
            const doors = desk.rooms.filter(({ roomTypeId }) => roomTypeId === id)
            return (
              <li key={id} className="card px-5 py-4">
                <div className="flex flex-wrap items-baseline justify-between gap-x-4">
                  <h3>{name}</h3>
                  <p className="text-14 text-ink-2">
                    {t('{doors, plural, one {# door} other {# doors}}, {allotment} on sale a night', {
                      doors: doors.length,
                      allotment,
                    })}
                  </p>
                </div>
                {doors.length === 0 ? (
                  <p className="mt-1 text-14 text-ink-2">
                    {t('None is registered yet: nobody can check in to this kind.')}
                  </p>
                ) : (
                  <ul className="mt-2.5 flex flex-wrap gap-1.5">
                    {doors.map((door) => (
                      <li key={door.id} className="rounded-small bg-sunken px-2.5 py-1 text-14">
                        <b className="font-[600]">{door.number}</b>
                        {door.floor && <span className="text-ink-2"> {t('floor {floor}', { floor: door.floor })}</span>}
                      </li>
                    ))}
                  </ul>
                )}
              </li>
            )
          })}
        </ul>
        <OutOfOrder desk={desk} />
      </section>
      <RegisterRooms desk={desk} />
    </div>
  )
}

function OutOfOrder({ desk }: { desk: Desk }) {
  const [sheet, setSheet] = useState({ at: 0, isOpen: false })
  const [end] = useMutation(END_OUT_OF_ORDER)
  const { isWorking, refusal, say } = useDeskWord()
  const standing = desk.outOfOrder.filter(({ ended }) => !ended)
  const inOrder = (outOfOrderId: string) =>
    void say(async () => (await end({ variables: { outOfOrderId } })).data?.endOutOfOrder, 'OutOfOrder')
  return (
    <section aria-labelledby="out-of-order" className="mt-10">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="out-of-order" className="text-21">
          {t('Out of order')}
        </h2>
        <Button
          small
          look="outline"
          isDisabled={desk.rooms.length === 0}
          onPress={() => setSheet(({ at }) => ({ at: at + 1, isOpen: true }))}
        >
          {t('Set a room out of order…')}
        </Button>
      </div>
      {standing.length === 0 && <p className="mt-2 text-ink-2">{t('Every room is in order.')}</p>}
      {standing.length > 0 && (
        <ul className="card mt-3 divide-y divide-line">
          {standing.map(({ id, room, from, to, reason }) => (
            <li key={id} className="flex flex-wrap items-center justify-between gap-x-5 gap-y-2 px-5 py-3.5">
              <div className="min-w-0">
                <p className="font-[600]">{t('Room {number}', { number: room.number })}</p>
                <p className="text-14 text-ink-2">
                  {dayRange(from, to)}. {reason}
                </p>
              </div>
              <Button
                small
                look="outline"
                isPending={isWorking}
                onPress={() => inOrder(id)}
                aria-label={t('Room {number} is in order again', { number: room.number })}
              >
                {t('In order again')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className="mt-3">
        <Refused refusal={refusal} />
      </div>
      <OutOfOrderSheet
        key={sheet.at}
        desk={desk}
        isOpen={sheet.isOpen}
        onClose={() => setSheet({ ...sheet, isOpen: false })}
      />
    </section>
  )
}
