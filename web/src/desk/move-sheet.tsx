import { useMutation } from '@apollo/client/react'
import { useState } from 'react'

import { t } from '../language/i18n.ts'
import type { DeskStay } from './desk-query.ts'
import { DeskSheet, type StaySheet, Whose } from './desk-sheet.tsx'
import { DoorSelect } from './door-select.tsx'
import { MOVE_ROOM } from './stay-words.ts'
import { useDeskWord } from './use-desk-word.ts'

/** Guests who are in the house get another door of the same kind. */
export function MoveSheet({ rooms, desk, isOpen, onClose, room }: StaySheet & { room: DeskStay }) {
  const [moveRoom] = useMutation(MOVE_ROOM)
  const { isWorking, refusal, say } = useDeskWord()
  const [door, setDoor] = useState<string | null>(null)
  const { reservationId, n } = room
  const others = desk.rooms.filter(({ id, roomTypeId }) => roomTypeId === room.roomTypeId && id !== room.room?.id)
  const confirm = async () => {
    if (!door) return
    const word = async () =>
      (await moveRoom({ variables: { input: { reservationId, n, roomId: door } } })).data?.moveRoom
    if (await say(word, 'DeskReservation')) onClose()
  }
  return (
    <DeskSheet
      title={t('Move to another room')}
      isOpen={isOpen}
      onClose={onClose}
      refusal={refusal}
      action={t('Move them')}
      isWorking={isWorking}
      onConfirm={() => void confirm()}
    >
      <Whose rooms={rooms} />
      {others.length > 0 ? (
        <DoorSelect
          label={t('From room {number} to', { number: room.room?.number ?? '' })}
          doors={others}
          value={door}
          onChange={setDoor}
        />
      ) : (
        <p className="text-ink-2">{t('There is no other door of this kind. Register more under “Rooms”.')}</p>
      )}
    </DeskSheet>
  )
}
