import { useMutation } from '@apollo/client/react'

import { t } from '../language/i18n.ts'
import { DeskSheet, type StaySheet, Whose } from './desk-sheet.tsx'
import { CHECK_OUT, NO_SHOW } from './stay-words.ts'
import { useDeskWord } from './use-desk-word.ts'

/** The guests left: their doors are free. */
export function CheckOutSheet({ rooms, isOpen, onClose }: StaySheet) {
  const [checkOut] = useMutation(CHECK_OUT)
  const { isWorking, refusal, say } = useDeskWord()
  const [{ reservationId, stay }] = rooms
  const confirm = async () => {
    const word = async () => (await checkOut({ variables: { reservationId } })).data?.checkOut
    if (await say(word, 'DeskReservation')) onClose()
  }
  return (
    <DeskSheet
      title={t('Check out')}
      isOpen={isOpen}
      onClose={onClose}
      refusal={refusal}
      action={t('They left')}
      isWorking={isWorking}
      onConfirm={() => void confirm()}
    >
      <Whose rooms={rooms} />
      <p className="text-ink-2">
        {t(
          'All rooms of the reservation are free again. Nights of the {nights} that they paid for and did not sleep stay paid.',
          { nights: stay.nights },
        )}
      </p>
    </DeskSheet>
  )
}

/** The guests did not come: what cancelling now would keep is kept. */
export function NoShowSheet({ rooms, isOpen, onClose }: StaySheet) {
  const [markNoShow] = useMutation(NO_SHOW)
  const { isWorking, refusal, say } = useDeskWord()
  const [{ reservationId }] = rooms
  const confirm = async () => {
    const word = async () => (await markNoShow({ variables: { reservationId } })).data?.markNoShow
    if (await say(word, 'DeskReservation')) onClose()
  }
  return (
    <DeskSheet
      title={t('They did not come')}
      isOpen={isOpen}
      onClose={onClose}
      refusal={refusal}
      action={t('Mark that they did not come')}
      isWorking={isWorking}
      onConfirm={() => void confirm()}
      isDangerous
    >
      <Whose rooms={rooms} />
      <p className="text-ink-2">
        {t(
          'What cancelling at this moment would keep is kept, and the rest goes back to their card. The nights from tomorrow on are on sale again. This cannot be taken back.',
        )}
      </p>
    </DeskSheet>
  )
}
