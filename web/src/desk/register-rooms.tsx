import { useMutation } from '@apollo/client/react'
import { type FormEvent, useState } from 'react'

import { t } from '../language/i18n.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import { Select } from '../ui/select.tsx'
import type { Desk } from './desk-query.ts'
import { Refused } from './in-the-way.tsx'
import { REGISTER_ROOMS } from './rooms-words.ts'
import { useDeskWord } from './use-desk-word.ts'

/** New doors of a kind of room, many at once. */
export function RegisterRooms({ desk }: { desk: Desk }) {
  const [registerRooms] = useMutation(REGISTER_ROOMS)
  const { isWorking, refusal, say } = useDeskWord()
  const [kind, setKind] = useState(desk.roomTypes[0]?.id ?? null)
  const [numbers, setNumbers] = useState('')
  const [floor, setFloor] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const doors = [...new Set(numbers.split(/[\s,;]+/).filter(Boolean))]
    setWrong(doors.length === 0 ? t('Type the numbers on the doors, such as 101, 102.') : null)
    if (!kind || doors.length === 0) return
    const rooms = doors.map((number) => ({ number, ...(floor.trim() ? { floor: floor.trim() } : {}) }))
    const input = { hotelId: desk.hotel.id, roomTypeId: kind, rooms }
    const word = async () => (await registerRooms({ variables: { input } })).data?.registerRooms
    if (await say(word, 'HotelRooms')) setNumbers('')
  }
  if (!kind) return null
  return (
    <form
      onSubmit={(event) => void submit(event)}
      noValidate
      aria-labelledby="register"
      className="card grid gap-4.5 p-5 md:p-6"
    >
      <h2 id="register" className="text-21">
        {t('Register doors')}
      </h2>
      <Select
        label={t('Kind of room')}
        visibleLabel
        choices={desk.roomTypes.map(({ id, name }) => ({ key: id, label: name }))}
        value={kind}
        onChange={setKind}
      />
      <TextField
        label={t('Numbers')}
        hint={t('As they stand on the doors, with commas between: 101, 102, 103')}
        value={numbers}
        onChange={setNumbers}
        error={wrong}
        autoComplete="off"
      />
      <TextField label={t('Floor')} optional value={floor} onChange={setFloor} maxLength={20} autoComplete="off" />
      <Refused refusal={refusal} />
      <Button type="submit" look="outline" isPending={isWorking}>
        {t('Register them')}
      </Button>
    </form>
  )
}
