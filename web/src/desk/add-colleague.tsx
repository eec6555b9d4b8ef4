import { useMutation } from '@apollo/client/react'
import { type FormEvent, useState } from 'react'

import { t } from '../language/i18n.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import { Note } from '../ui/note.tsx'
import { Segments } from '../ui/segments.tsx'
import { Refused } from './in-the-way.tsx'
import { ADD } from './people-words.ts'
import { useDeskWord } from './use-desk-word.ts'

/** Makes somebody's account staff of the hotel, or gives it another role. */
export function AddColleague({ hotelId }: { hotelId: string }) {
  const [add] = useMutation(ADD)
  const { isWorking, refusal, say } = useDeskWord()
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<'DESK' | 'MANAGER'>('DESK')
  const [wrong, setWrong] = useState<string | null>(null)
  const [added, setAdded] = useState<string | null>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setAdded(null)
    const address = email.trim()
    setWrong(address.includes('@') ? null : t('Type the address of their account.'))
    if (!address.includes('@')) return
    const word = async () => {
      const { data } = await add({ variables: { input: { hotelId, email: address, role } } })
      const answer = data?.addHotelStaff
      if (answer?.__typename === 'HotelStaffMember') setAdded(`${answer.givenName} ${answer.familyName}`)
      return answer
    }
    if (await say(word, 'HotelStaffMember')) setEmail('')
  }
  return (
    <form
      onSubmit={(event) => void submit(event)}
      noValidate
      aria-labelledby="add-colleague"
      className="card grid gap-4.5 p-5 md:p-6"
    >
      <h2 id="add-colleague" className="text-21">
        {t('Add somebody')}
      </h2>
      <TextField
        label={t('Email')}
        hint={t('Of the account they opened here')}
        type="email"
        value={email}
        onChange={setEmail}
        error={wrong}
        autoComplete="off"
      />
      <Segments
        label={t('They are')}
        choices={[
          { key: 'DESK', label: t('At the desk') },
          { key: 'MANAGER', label: t('A manager') },
        ]}
        value={role}
        onChange={setRole}
      />
      {added && (
        <Note tone="ok" live>
          {t('{name} works here now. An address is not proven by an account: ask them that it is theirs.', {
            name: added,
          })}
        </Note>
      )}
      <Refused refusal={refusal} />
      <Button type="submit" isPending={isWorking}>
        {t('Add them')}
      </Button>
    </form>
  )
}
