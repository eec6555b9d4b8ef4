import { type ComponentProps, useEffect, useState } from 'react'

import { addDays } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { DayField } from './day-field.tsx'
import type { RangeCalendar } from './range-calendar.tsx'

type Props = ComponentProps<typeof RangeCalendar>

// A calendar weighs as much as the rest of the search form, and most visitors open it later or never: its code comes apart.
let Calendar: typeof RangeCalendar | undefined
let coming: Promise<void> | undefined

/** Has the calendar's code fetched, once. To be called when it is about to be wanted. */
export function expectCalendar(): Promise<void> {
  coming ??= import('./range-calendar.tsx').then(
    (module) => {
      Calendar = module.RangeCalendar
    },
    (error: unknown) => {
      coming = undefined
      throw error
    },
  )
  return coming
}

/** Fetches it when the browser has nothing better to do, unless its owner pays for every byte. */
export function useCalendarSoon() {
  useEffect(() => {
    if (Calendar || savesData()) return
    // What fails here is tried again when the calendar is opened.
    const fetchIt = () => void expectCalendar().catch(() => {})
    if (!('requestIdleCallback' in window)) {
      const timer = setTimeout(fetchIt, 2_000)
      return () => clearTimeout(timer)
    }
    const handle = requestIdleCallback(fetchIt, { timeout: 5_000 })
    return () => cancelIdleCallback(handle)
  }, [])
}

const savesData = () => (navigator as Navigator & { connection?: { saveData?: boolean } }).connection?.saveData === true

/** The calendar; its place while its code is on the way; two plain dates where that does not come. */
export function RangeCalendarLater(props: Props) {
  const [state, setState] = useState<'coming' | 'there' | 'away'>(Calendar ? 'there' : 'coming')
  useEffect(() => {
    if (Calendar) return
    let over = false
    expectCalendar().then(
      () => !over && setState('there'),
      () => !over && setState('away'),
    )
    return () => {
      over = true
    }
  }, [])
  if (Calendar) return <Calendar {...props} />
  if (state === 'away') return <TwoDays {...props} />
  return <div className="skeleton h-[392px] rounded-card" role="status" aria-label={t('Loading')} />
}

/** The same choice with the browser's own fields. */
function TwoDays({ label, value, onChange, daysAhead, longest }: Props) {
  const today = new Date().toISOString().slice(0, 10)
  const last = addDays(today, daysAhead)
  const { from, to } = value ?? { from: today, to: addDays(today, 1) }
  const change = (first: string, end: string) => {
    const most = addDays(first, longest)
    onChange({ from: first, to: end <= first ? addDays(first, 1) : end > most ? most : end })
  }
  return (
    <div role="group" aria-label={label} className="grid gap-4 sm:grid-cols-2">
      <DayField label={t('Arrive')} value={from} min={today} max={last} onChange={(day) => change(day, to)} />
      <DayField label={t('Leave')} value={to} min={addDays(from, 1)} max={last} onChange={(day) => change(from, day)} />
    </div>
  )
}
