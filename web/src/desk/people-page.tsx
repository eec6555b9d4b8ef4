import { useMutation, useQuery } from '@apollo/client/react'
import { useState } from 'react'

import { dayAndTime } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { Trouble } from '../shell/trouble.tsx'
import { Button } from '../ui/button.tsx'
import { Note, Tag } from '../ui/note.tsx'
import { AddColleague } from './add-colleague.tsx'
import { DeskFrame } from './desk-frame.tsx'
import type { Desk } from './desk-query.ts'
import { DeskSheet } from './desk-sheet.tsx'
import { type Colleague, PEOPLE, REMOVE } from './people-words.ts'
import { useDeskWord } from './use-desk-word.ts'

/** Who works for the hotel: its managers see them, add somebody, and take somebody off. */
export function PeoplePage() {
  return <DeskFrame title={t('People')}>{(desk) => <People desk={desk} />}</DeskFrame>
}

function People({ desk }: { desk: Desk }) {
  const { data, error, loading, refetch } = useQuery(PEOPLE, {
    variables: { hotelId: desk.hotel.id },
    fetchPolicy: 'cache-and-network',
    errorPolicy: 'all',
  })
  const [leaving, setLeaving] = useState<{ who: Colleague; isOpen: boolean } | null>(null)
  const answer = data?.hotelStaff
  if (!answer && loading) return <div className="skeleton h-60 rounded-card" role="status" aria-label={t('Loading')} />
  if (!answer) return <Trouble error={error} onRetry={() => void refetch()} />
  if (answer.__typename !== 'HotelStaff')
    return (
      <Note tone="info" icon="lock">
        {answer.message}
      </Note>
    )
  return (
    <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_400px]">
      <ul className="card divide-y divide-line">
        {answer.members.map((who) => (
          <li key={who.id} className="flex flex-wrap items-center justify-between gap-x-5 gap-y-2 px-5 py-4">
            <div className="min-w-0">
              <h2 className="flex flex-wrap items-center gap-2.5 text-18 tracking-normal">
                {who.givenName} {who.familyName}
                <Tag tone={who.role === 'MANAGER' ? 'ok' : 'plain'}>
                  {who.role === 'MANAGER' ? t('Manager') : t('Desk')}
                </Tag>
              </h2>
              <p className="text-14 text-ink-2">{who.email}</p>
              <p className="text-13 text-ink-3">
                {who.addedBy
                  ? t('Since {at}, by {by}', { at: dayAndTime(who.addedAt, desk.timeZone), by: who.addedBy })
                  : t('Since {at}', { at: dayAndTime(who.addedAt, desk.timeZone) })}
              </p>
            </div>
            <Button small look="outline" onPress={() => setLeaving({ who, isOpen: true })}>
              {t('Take off')}
              <span className="sr-only"> {t('({name})', { name: `${who.givenName} ${who.familyName}` })}</span>
            </Button>
          </li>
        ))}
      </ul>
      <AddColleague hotelId={desk.hotel.id} />
      {leaving && (
        <RemoveSheet
          key={leaving.who.id}
          hotelId={desk.hotel.id}
          {...leaving}
          onClose={() => setLeaving({ ...leaving, isOpen: false })}
        />
      )}
    </div>
  )
}

type SheetProps = { hotelId: string; who: Colleague; isOpen: boolean; onClose: () => void }

function RemoveSheet({ hotelId, who, isOpen, onClose }: SheetProps) {
  const [remove] = useMutation(REMOVE)
  const { isWorking, refusal, say } = useDeskWord()
  const confirm = async () => {
    const word = async () => (await remove({ variables: { input: { hotelId, email: who.email } } })).data?.removeHotelStaff // prettier-ignore
    if (await say(word, 'StaffRemoved')) onClose()
  }
  return (
    <DeskSheet
      title={t('Take off the staff')}
      isOpen={isOpen}
      onClose={onClose}
      refusal={refusal}
      action={t('Take off')}
      isWorking={isWorking}
      onConfirm={() => void confirm()}
      isDangerous
    >
      <p>
        <b className="font-[600]">
          {who.givenName} {who.familyName}
        </b>{' '}
        <span className="text-ink-2">{who.email}</span>
      </p>
      <p className="text-ink-2">
        {t('They no longer open the desk and the rates of this hotel: ten minutes from now at the latest.')}
      </p>
    </DeskSheet>
  )
}
