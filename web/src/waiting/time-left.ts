import { useEffect, useState } from 'react'

import { nextChange } from '../book/countdown.ts'
import { t } from '../language/i18n.ts'

/** Whole minutes begun until `until`: 1 until the very end, 0 when it is over. Refreshed when they change, never in between. */
export function useMinutesLeft(until: string | null): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const wait = until === null ? null : nextChange(Date.now(), until)
    if (wait === null) return
    const timer = setTimeout(() => setNow(Date.now()), wait + 20)
    return () => clearTimeout(timer)
  }, [now, until])
  // A page that slept in the background wakes to the present.
  useEffect(() => {
    const wake = () => setNow(Date.now())
    document.addEventListener('visibilitychange', wake)
    return () => document.removeEventListener('visibilitychange', wake)
  }, [])
  return until === null ? 0 : Math.ceil(Math.max(0, Date.parse(until) - now) / 60_000)
}

/** 1 hour 52 minutes; the last one is "less than a minute". */
export function timeLeftInWords(minutes: number): string {
  if (minutes <= 1) return t('less than a minute')
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  const inMinutes = t('{rest, plural, one {# minute} other {# minutes}}', { rest })
  if (hours === 0) return inMinutes
  const inHours = t('{hours, plural, one {# hour} other {# hours}}', { hours })
  return rest === 0 ? inHours : `${inHours} ${inMinutes}`
}
