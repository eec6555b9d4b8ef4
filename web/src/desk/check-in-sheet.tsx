import { useMutation } from '@apollo/client/react'
import { useState } from 'react'

import { t } from '../language/i18n.ts'
import { guestsInWords } from '../stay/guests.ts'
import { DeskSheet, type StaySheet, Whose } from './desk-sheet.tsx'
import { DoorSelect } from './door-select.tsx'
import { CHECK_IN } from './stay-words.ts'
import { useDeskWord } from './use-desk-word.ts'

/** The guests are here: each booked room gets the door that is chosen, or a free one of its kind. */
export function CheckInSheet({ rooms, desk, isOpen, onClose }: StaySheet) {
  const [checkIn] = useMutation(CHECK_IN)
  const { isWorking, refusal, say } = useDeskWord()
  const [doors, setDoors] = useState<ReadonlyMap<number, string>>(new Map())
  const [{ reservationId }] = rooms
  const confirm = async () => {
    const wanted = [...doors].flatMap(([n, roomId]) => (roomId ? [{ n, roomId }] : []))
    const word = async () => (await checkIn({ variables: { input: { reservationId, rooms: wanted } } })).data?.checkIn
    if (await say(word, 'DeskReservation')) onClose()
  }
  return (
    <DeskSheet
      title={t('Check in')}
      isOpen={isOpen}
      onClose={onClose}
      refusal={refusal}
      action={t('They are here')}
      isWorking={isWorking}
      onConfirm={() => void confirm()}
    >
      <Whose rooms={rooms} />
      {rooms.map((room) => (
        <DoorSelect
          key={room.n}
          label={t('{kind}, {guests}', { kind: room.roomName, guests: guestsInWords([room]) })}
          any={t('Any free room of this kind')}
          doors={desk.rooms.filter(({ roomTypeId }) => roomTypeId === room.roomTypeId)}
          value={doors.get(room.n) ?? ''}
          onChange={(id) => setDoors(new Map(doors).set(room.n, id))}
        />
      ))}
      {rooms.some((room) => !desk.rooms.some(({ roomTypeId }) => roomTypeId === room.roomTypeId)) && (
        <p className="text-14 text-ink-2">{t('A kind of room has no doors yet. Register them under “Rooms” first.')}</p>
      )}
    </DeskSheet>
  )
}
