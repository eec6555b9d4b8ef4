import { type ReactNode, useId } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'

import { dateIn, monthName, nightsBetween } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import type { DateRange } from '../ui/range-calendar.tsx'
import { firstWeekend, monthsAhead, WEEKEND_NIGHTS, weekendMonth } from './weekend.ts'

const here = () => dateIn(Intl.DateTimeFormat().resolvedOptions().timeZone, new Date())

/** Any weekend to begin with: of the month of these dates, or the next one that has any left. */
export function someWeekend(dates: DateRange | null): DateRange | null {
  const today = here()
  const month = dates?.from.slice(0, 7) ?? ''
  const months = monthsAhead(today)
  return (
    [month, ...months]
      .filter((one) => months.includes(one))
      .map((one) => firstWeekend(one, 2, today))
      .find((one) => one !== null) ?? null
  )
}

/** Of which month any weekend will do, and how long it is. */
export function WeekendChoice({ value, onChange }: { value: DateRange; onChange: (dates: DateRange) => void }) {
  const today = here()
  const month = weekendMonth(value) ?? ''
  const nights = nightsBetween(value.from, value.to)
  const choose = (ofMonth: string, ofNights: number) => {
    const dates = firstWeekend(ofMonth, ofNights, today)
    if (dates) onChange(dates)
  }
  const months = monthsAhead(today).filter((one) => firstWeekend(one, nights, today) !== null)
  return (
    <>
      <Chips
        title={t('In which month')}
        choices={months.map((key) => ({ key, label: monthName(key) }))}
        value={month}
        onChange={(key) => choose(key, nights)}
      />
      <Chips
        title={t('How long')}
        choices={WEEKEND_NIGHTS.map((count) => ({ key: String(count), label: lengthInWords(count) }))}
        value={String(nights)}
        onChange={(key) => choose(month, Number(key))}
      />
      <p className="mt-3 text-13 text-ink-2">{t('Each hotel is shown for the cheapest of that month’s weekends.')}</p>
    </>
  )
}

const lengthInWords = (nights: (typeof WEEKEND_NIGHTS)[number]): string =>
  ({ 1: t('Saturday night'), 2: t('Friday to Sunday'), 3: t('Friday to Monday') })[nights]

type ChipsProps = {
  title: ReactNode
  choices: readonly { key: string; label: string }[]
  value: string
  onChange: (key: string) => void
}

function Chips({ title, choices, value, onChange }: ChipsProps) {
  const label = useId()
  return (
    <div className="mt-4">
      <p id={label} className="mb-2 text-14 font-[600]">
        {title}
      </p>
      <ToggleButtonGroup
        aria-labelledby={label}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[value]}
        onSelectionChange={(keys) => {
          const [key] = keys
          if (key !== undefined) onChange(String(key))
        }}
        className="flex flex-wrap gap-2"
      >
        {choices.map((choice) => (
          <ToggleButton key={choice.key} id={choice.key} className="chip">
            {choice.label}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  )
}
