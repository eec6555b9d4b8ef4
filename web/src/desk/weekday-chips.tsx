import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'

import { t } from '../language/i18n.ts'

export const WEEKDAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const
export type Weekday = (typeof WEEKDAYS)[number]

/** Two letters are seen, the whole word is read. */
const NAMES: Record<Weekday, [seen: string, read: string]> = {
  MONDAY: ['Mo', 'nday'],
  TUESDAY: ['Tu', 'esday'],
  WEDNESDAY: ['We', 'dnesday'],
  THURSDAY: ['Th', 'ursday'],
  FRIDAY: ['Fr', 'iday'],
  SATURDAY: ['Sa', 'turday'],
  SUNDAY: ['Su', 'nday'],
}

/** On which days of the week the nights begin that are meant. */
export const WeekdayChips = ({ value, onChange }: { value: Weekday[]; onChange: (days: Weekday[]) => void }) => (
  <div>
    <p id="weekdays" className="mb-1.5 text-14 font-[600]">
      {t('On these days')}
    </p>
    <ToggleButtonGroup
      aria-labelledby="weekdays"
      selectionMode="multiple"
      selectedKeys={value}
      onSelectionChange={(keys) => onChange(WEEKDAYS.filter((day) => keys.has(day)))}
      className="grid grid-cols-7 gap-1"
    >
      {WEEKDAYS.map((day) => (
        <ToggleButton key={day} id={day} className="chip min-h-11! justify-center gap-0! px-0!">
          {NAMES[day][0]}
          <span className="sr-only">{NAMES[day][1]}</span>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  </div>
)
