import type { ReactNode } from 'react'

import { t } from '../language/i18n.ts'
import { Button } from '../ui/button.tsx'
import { Sheet } from '../ui/sheet.tsx'
import type { Desk, DeskStay } from './desk-query.ts'
import { type DeskRefusal, Refused } from './in-the-way.tsx'

/** What the sheets of a reservation are given. */
export type StaySheet = {
  rooms: [DeskStay, ...DeskStay[]]
  desk: Desk
  isOpen: boolean
  onClose: () => void
}

type Props = {
  title: string
  isOpen: boolean
  onClose: () => void
  children: ReactNode
  refusal: DeskRefusal | null
  /** The words on the button that does it. */
  action: string
  isWorking: boolean
  onConfirm: () => void
  isDangerous?: boolean
}

/** Something the desk is about to say: what it means, why it was refused, and two ways out. */
export function DeskSheet(props: Props) {
  const { title, isOpen, onClose, children, refusal, action, isWorking, onConfirm, isDangerous = false } = props
  return (
    <Sheet
      title={title}
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      foot={
        <div className="flex flex-wrap justify-end gap-2.5 max-md:[&>*]:w-full">
          <Button look="outline" onPress={onClose}>
            {t('Back')}
          </Button>
          <Button look={isDangerous ? 'danger' : 'lead'} onPress={onConfirm} isPending={isWorking}>
            {action}
          </Button>
        </div>
      }
    >
      <div className="grid gap-4.5">
        {children}
        <Refused refusal={refusal} />
      </div>
    </Sheet>
  )
}

/** Whom it is about. */
export const Whose = ({ rooms: [{ guest, reference }] }: Pick<StaySheet, 'rooms'>) => (
  <p>
    <b className="font-[600]">
      {guest.givenName} {guest.familyName}
    </b>{' '}
    <span className="text-ink-2">{reference}</span>
  </p>
)
