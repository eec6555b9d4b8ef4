import { useMutation, useQuery } from '@apollo/client/react'
import { type FormEvent, useState } from 'react'

import { addDays, nightsBetween } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { nightsInWords } from '../stay/guests.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import { Note } from '../ui/note.tsx'
import { Select } from '../ui/select.tsx'
import { type Decision, DECISIONS, readDecision } from './decision.ts'
import type { Desk } from './desk-query.ts'
import { Refused } from './in-the-way.tsx'
import { NightRange, type Nights } from './night-range.tsx'
import { CLOSE_NIGHTS, OPEN_NIGHTS, RATES, SET_ALLOTMENT, SET_RATES } from './nights-words.ts'
import { useDeskWord } from './use-desk-word.ts'
import { WEEKDAYS, type Weekday, WeekdayChips } from './weekday-chips.tsx'

type Props = { desk: Desk; kind: Desk['roomTypes'][number]; from: string }

/** One decision for a range of nights: how many rooms, none any more, or what they cost. All nights or none. */
export function NightsForm({ desk, kind, from }: Props) {
  const [range, setRange] = useState({ first: from, last: addDays(from, 6) })
  const [weekdays, setWeekdays] = useState<Weekday[]>([...WEEKDAYS])
  const [decision, setDecision] = useState<Decision>('ALLOTMENT')
  const [figure, setFigure] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const [done, setDone] = useState<string | null>(null)
  const { isWorking, refusal, say, forget } = useDeskWord()
  const [setAllotment] = useMutation(SET_ALLOTMENT)
  const [closeNights] = useMutation(CLOSE_NIGHTS)
  const [openNights] = useMutation(OPEN_NIGHTS)
  const [setRates] = useMutation(SET_RATES)
  const rates = useQuery(RATES, { variables: { roomTypeId: kind.id, from: desk.today, to: addDays(desk.today, 1) } })
  const told = rates.data?.hotelRates
  const currency = told?.__typename === 'HotelRates' ? (told.nights[0]?.price.currency ?? null) : null

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setDone(null)
    forget()
    const read = readDecision(decision, figure, currency)
    setWrong('wrong' in read ? read.wrong : null)
    if ('wrong' in read) return
    const nights = {
      roomTypeId: kind.id,
      from: range.first,
      to: addDays(range.last, 1),
      ...(weekdays.length < WEEKDAYS.length ? { weekdays } : {}),
    }
    const hotelId = desk.hotel.id
    const word = async () => {
      switch (read.kind) {
        case 'ALLOTMENT':
          return (await setAllotment({ variables: { input: { ...nights, hotelId, rooms: read.rooms } } })).data?.setAllotment // prettier-ignore
        case 'CLOSE':
          return (await closeNights({ variables: { input: { ...nights, hotelId } } })).data?.closeNights
        case 'OPEN':
          return (await openNights({ variables: { input: { ...nights, hotelId } } })).data?.openNights
        case 'RATE':
          return (await setRates({ variables: { input: { ...nights, rate: read.rate } } })).data?.setRates
      }
    }
    if (await say(word, read.kind === 'RATE' ? 'HotelRates' : 'DeskNights')) setDone(DECISIONS[decision].done)
  }
  const { field } = DECISIONS[decision]
  return (
    <form
      onSubmit={(event) => void submit(event)}
      noValidate
      aria-labelledby="change-nights"
      className="card grid gap-4.5 p-5 md:p-6"
    >
      <h2 id="change-nights" className="text-21">
        {t('Change nights')}
      </h2>
      <NightRange value={range} onChange={setRange} today={desk.today} />
      <WeekdayChips value={weekdays} onChange={setWeekdays} />
      <Select
        label={t('What')}
        visibleLabel
        choices={Object.entries(DECISIONS).map(([key, { name }]) => ({ key: key as Decision, label: t(name) }))}
        value={decision}
        onChange={(next) => {
          setDecision(next)
          setFigure('')
          setWrong(null)
        }}
      />
      {field && (
        <TextField
          label={t(field, { currency: currency ?? '' })}
          value={figure}
          onChange={setFigure}
          error={wrong}
          inputMode="decimal"
          autoComplete="off"
        />
      )}
      {done && (
        <Note tone="ok" live>
          {t(done)}
        </Note>
      )}
      <Refused refusal={refusal} />
      <Button type="submit" isPending={isWorking} isDisabled={weekdays.length === 0}>
        {t('Set it for {nights}', { nights: nightsInWords(Math.max(1, countNights(range, weekdays))) })}
      </Button>
    </form>
  )
}

/** How many of the range begin on those weekdays. */
function countNights({ first, last }: Nights, weekdays: readonly Weekday[]): number {
  const days = Array.from({ length: Math.max(1, nightsBetween(first, addDays(last, 1))) }, (_, at) =>
    addDays(first, at),
  )
  return days.filter((day) => {
    const weekday = WEEKDAYS[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7]
    return weekday !== undefined && weekdays.includes(weekday)
  }).length
}
