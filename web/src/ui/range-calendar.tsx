import { type DateValue, getLocalTimeZone, parseDate, today } from '@internationalized/date'
import {
  Button,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  CalendarHeading,
  I18nProvider,
  RangeCalendar as AriaRangeCalendar,
} from 'react-aria-components'

import { locale, t } from '../language/i18n.ts'
import { Icon } from './icon.tsx'

export type DateRange = { from: string; to: string }

type Props = {
  label: string
  value: DateRange | null
  onChange: (range: DateRange) => void
  months: 1 | 2
  /** The last day that can be chosen, counted from today. */
  daysAhead: number
  /** The longest range, in days between its ends. */
  longest: number
}

/** Days are chosen in pairs, by pointer or by keyboard. Dates are calendar dates: 2027-06-12. */
export function RangeCalendar({ label, value, onChange, months, daysAhead, longest }: Props) {
  const now = today(getLocalTimeZone())
  return (
    <I18nProvider locale={locale()}>
      <AriaRangeCalendar
        aria-label={label}
        visibleDuration={{ months }}
        pageBehavior="single"
        firstDayOfWeek="mon"
        minValue={now}
        maxValue={now.add({ days: daysAhead })}
        value={value && { start: parseDate(value.from), end: parseDate(value.to) }}
        onChange={({ start, end }) => onChange(withinLimits(start, end, longest))}
        className="relative"
      >
        <header className="absolute inset-x-0 top-0 flex justify-between">
          <Button slot="previous" className="icon-button -mt-2 rtl:-scale-x-100" aria-label={t('Earlier')}>
            <Icon name="left" />
          </Button>
          <Button slot="next" className="icon-button -mt-2 rtl:-scale-x-100" aria-label={t('Later')}>
            <Icon name="right" />
          </Button>
        </header>
        <div className="grid gap-9 md:grid-flow-col">
          {Array.from({ length: months }, (_, offset) => (
            <Month key={offset} offset={offset} />
          ))}
        </div>
      </AriaRangeCalendar>
    </I18nProvider>
  )
}

/** A range always has a night: the same day twice means that night. */
function withinLimits(start: DateValue, end: DateValue, longest: number): DateRange {
  const first = start.compare(end) === 0 ? end.add({ days: 1 }) : end
  const last = start.add({ days: longest })
  return { from: start.toString(), to: (first.compare(last) > 0 ? last : first).toString() }
}

function Month({ offset }: { offset: number }) {
  return (
    <div>
      <MonthName offset={offset} />
      <CalendarGrid offset={{ months: offset }} weekdayStyle="short" className="calendar-grid">
        <CalendarGridHeader>
          {(day) => (
            <CalendarHeaderCell className="pb-1.5 text-12 font-normal text-ink-3">{day.slice(0, 2)}</CalendarHeaderCell>
          )}
        </CalendarGridHeader>
        <CalendarGridBody>{(date) => <CalendarCell date={date} className="calendar-day" />}</CalendarGridBody>
      </CalendarGrid>
    </div>
  )
}

const MonthName = ({ offset }: { offset: number }) => (
  <CalendarHeading level={3} offset={{ months: offset }} className="display mb-3 px-12 text-center text-18" />
)
