import { type DateValue, endOfMonth, getLocalTimeZone, parseDate, today } from '@internationalized/date'
import { useContext, useEffect } from 'react'
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
  RangeCalendarStateContext,
} from 'react-aria-components'

import { locale, t } from '../language/i18n.ts'
import { Icon } from './icon.tsx'

export type DateRange = { from: string; to: string }

/** What stands under the days of a calendar, and a line about the day that has the focus. */
export type DayNotes = {
  /** Undefined: it is being asked for. Null: there is nothing to say. */
  of: (date: string) => { text: string; stands: 'out' | 'in line' } | null | undefined
  about: (date: string) => string
  /** Told which months are in sight, as 2027-06. */
  onMonths: (months: readonly string[]) => void
}

type Props = {
  label: string
  value: DateRange | null
  onChange: (range: DateRange) => void
  months: 1 | 2
  /** The last day that can be chosen, counted from today. */
  daysAhead: number
  /** The longest range, in days between its ends. */
  longest: number
  notes?: DayNotes | undefined
}

/** Days are chosen in pairs, by pointer or by keyboard. Dates are calendar dates: 2027-06-12. */
export function RangeCalendar({ label, value, onChange, months, daysAhead, longest, notes }: Props) {
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
            <Month key={offset} offset={offset} notes={notes} />
          ))}
        </div>
        {notes && <Foot notes={notes} />}
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

/** Watches which months are in sight, and tells of the day that has the focus. */
function Foot({ notes: { about, onMonths } }: { notes: DayNotes }) {
  const state = useContext(RangeCalendarStateContext)
  const { start, end } = state?.visibleRange ?? {}
  const months = start && end ? monthsBetween(start, end).join(' ') : ''
  useEffect(() => {
    if (months) onMonths(months.split(' '))
    // Only when other months come in sight: the callback is another function each time.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [months])
  return (
    <p role="status" className="mt-3 min-h-[1.5lh] text-13 text-ink-2">
      {state?.focusedDate && about(state.focusedDate.toString())}
    </p>
  )
}

function monthsBetween(start: DateValue, end: DateValue): string[] {
  const months: string[] = []
  for (let at = start; at.compare(end) <= 0; at = endOfMonth(at).add({ days: 1 }))
    months.push(at.toString().slice(0, 7))
  return months
}

function Month({ offset, notes }: { offset: number; notes: DayNotes | undefined }) {
  return (
    <div>
      <MonthName offset={offset} />
      <CalendarGrid offset={{ months: offset }} weekdayStyle="short" className="calendar-grid">
        <CalendarGridHeader>
          {(day) => (
            <CalendarHeaderCell className="pb-1.5 text-12 font-normal text-ink-3">{day.slice(0, 2)}</CalendarHeaderCell>
          )}
        </CalendarGridHeader>
        <CalendarGridBody>
          {(date) => (
            <CalendarCell date={date} className="calendar-day">
              {({ formattedDate, isDisabled }) => (
                <>
                  {formattedDate}
                  {notes && <Note note={isDisabled ? null : notes.of(date.toString())} />}
                </>
              )}
            </CalendarCell>
          )}
        </CalendarGridBody>
      </CalendarGrid>
    </div>
  )
}

/**
 * Its place is there from the beginning: nothing moves when it comes. Drawn by the style sheet, because a day is called by its date
 * alone; the line about the day that has the focus says it.
 */
function Note({ note }: { note: ReturnType<DayNotes['of']> }) {
  if (note === undefined) return <span className="skeleton h-2 w-6 rounded-full" />
  return <small data-note={note?.text ?? '\u00a0'} {...(note?.stands === 'out' ? { 'data-stands-out': true } : {})} />
}

const MonthName = ({ offset }: { offset: number }) => (
  <CalendarHeading level={3} offset={{ months: offset }} className="display mb-3 px-12 text-center text-18" />
)
