import { useMutation } from '@apollo/client/react'
import { useState } from 'react'

import { addDays } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { TextField } from '../ui/field.tsx'
import type { Desk } from './desk-query.ts'
import { DeskSheet } from './desk-sheet.tsx'
import { DoorSelect } from './door-select.tsx'
import { NightRange } from './night-range.tsx'
import { SET_OUT_OF_ORDER } from './rooms-words.ts'
import { useDeskWord } from './use-desk-word.ts'

/** Nobody sleeps behind a door for a while: one room less of its kind is on sale. */
export function OutOfOrderSheet({ desk, isOpen, onClose }: { desk: Desk; isOpen: boolean; onClose: () => void }) {
  const [setOutOfOrder] = useMutation(SET_OUT_OF_ORDER)
  const { isWorking, refusal, say } = useDeskWord()
  const [door, setDoor] = useState<string | null>(null)
  const [range, setRange] = useState({ first: desk.today, last: desk.today })
  const [reason, setReason] = useState('')
  const [isPressed, setPressed] = useState(false)
  const confirm = async () => {
    setPressed(true)
    if (!door || !reason.trim()) return
    const input = { roomId: door, from: range.first, to: addDays(range.last, 1), reason: reason.trim() }
    const word = async () => (await setOutOfOrder({ variables: { input } })).data?.setOutOfOrder
    if (await say(word, 'OutOfOrder')) onClose()
  }
  return (
    <DeskSheet
      title={t('Set a room out of order')}
      isOpen={isOpen}
      onClose={onClose}
      refusal={refusal}
      action={t('Set it out of order')}
      isWorking={isWorking}
      onConfirm={() => void confirm()}
    >
      <DoorSelect label={t('Room')} doors={desk.rooms} value={door} onChange={setDoor} />
      {isPressed && !door && (
        <p role="alert" className="-mt-3 text-13 font-[550] text-danger">
          {t('Choose the room.')}
        </p>
      )}
      <NightRange value={range} onChange={setRange} today={desk.today} />
      <TextField
        label={t('Why')}
        hint={t('For your colleagues')}
        value={reason}
        onChange={setReason}
        error={isPressed && !reason.trim() ? t('Say why, in a few words.') : null}
        maxLength={200}
        autoComplete="off"
      />
    </DeskSheet>
  )
}
