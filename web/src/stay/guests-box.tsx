import { useRef } from 'react'

import { shortDay } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { Button } from '../ui/button.tsx'
import { Select } from '../ui/select.tsx'
import { Stepper } from '../ui/stepper.tsx'
import { guestsInWords, MOST_ADULTS, MOST_CHILDREN, MOST_ROOMS, type RoomGuests, roomsInWords } from './guests.ts'
import { Opener } from './opener.tsx'

type Props = {
  value: RoomGuests[]
  onChange: (rooms: RoomGuests[]) => void
  /** The day of arrival, of which a child's age is asked. */
  arrival: string | null
  /** Someone pressed search while an age was missing. */
  agesAsked: boolean
}

const AGES = Array.from({ length: 18 }, (_, age) => String(age))

const ageInWords = (age: string) =>
  age === '0' ? t('Under 1 year') : t('{age, plural, one {# year} other {# years}}', { age: Number(age) })

/** How many sleep in which room. Prices of children depend on their ages, so each is asked for. */
export function GuestsBox({ value, onChange, arrival, agesAsked }: Props) {
  const add = useRef<HTMLButtonElement>(null)
  /** With its room the button goes that has the focus. */
  const remove = (index: number) => {
    add.current?.focus()
    onChange(value.filter((_, i) => i !== index))
  }
  const change = (index: number, room: RoomGuests) => onChange(value.map((other, i) => (i === index ? room : other)))
  return (
    <Opener
      icon="people"
      title={t('Who')}
      caption={roomsInWords(value.length)}
      value={guestsInWords(value)}
      height={420}
      foot={(close) => (
        <div className="flex items-center justify-between">
          <Button
            ref={add}
            look="text"
            small
            isDisabled={value.length >= MOST_ROOMS}
            onPress={() => onChange([...value, { adults: 2, childAges: [] }])}
          >
            {t('Add a room')}
          </Button>
          <Button small onPress={close}>
            {t('Done')}
          </Button>
        </div>
      )}
    >
      <div className="md:w-[340px]">
        {value.map((room, index) => (
          <fieldset key={index} className={index > 0 ? 'mt-3 border-t border-line pt-4' : ''}>
            <legend className={value.length > 1 ? 'float-start w-full text-14 font-[600] text-ink-2' : 'sr-only'}>
              {t('Room {number}', { number: index + 1 })}
            </legend>
            <div className="clear-both">
              <Stepper
                label={t('Adults')}
                detail={t('18 and over')}
                value={room.adults}
                min={1}
                max={MOST_ADULTS}
                onChange={(adults) => change(index, { ...room, adults })}
              />
              <Stepper
                label={t('Children')}
                detail={t('17 and under')}
                value={room.childAges.length}
                min={0}
                max={MOST_CHILDREN}
                onChange={(count) =>
                  change(index, {
                    ...room,
                    childAges: Array.from({ length: count }, (_, i) => room.childAges[i] ?? null),
                  })
                }
              />
              {room.childAges.map((age, child) => (
                <div key={child} className="mb-3">
                  <Select
                    label={
                      arrival
                        ? t('Age of child {number} on {day}', { number: child + 1, day: shortDay(arrival) })
                        : t('Age of child {number} on arrival', { number: child + 1 })
                    }
                    visibleLabel
                    choices={AGES.map((key) => ({ key, label: ageInWords(key) }))}
                    value={age === null ? null : String(age)}
                    placeholder={t('Choose an age')}
                    isInvalid={agesAsked && age === null}
                    onChange={(key) =>
                      change(index, {
                        ...room,
                        childAges: room.childAges.map((other, i) => (i === child ? Number(key) : other)),
                      })
                    }
                  />
                </div>
              ))}
              {value.length > 1 && (
                <Button look="text" small onPress={() => remove(index)}>
                  {t('Remove room {number}', { number: index + 1 })}
                </Button>
              )}
            </div>
          </fieldset>
        ))}
      </div>
    </Opener>
  )
}
