import { timeOfDay } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { timeLeftInWords, useMinutesLeft } from '../waiting/time-left.ts'
import { announcementAt } from './countdown.ts'

/**
 * How long the room waits for a payment that the guest must approve, and what happens then. In minutes, without colours
 * or motion that would hurry; said aloud at five minutes and at one.
 */
export function HeldUntil({ until, timeZone }: { until: string; timeZone?: string | undefined }) {
  const minutes = useMinutesLeft(until)
  const said = announcementAt(minutes)
  return (
    <>
      <p className="mt-3 text-14 text-ink-2">
        {minutes > 0
          ? t(
              'We hold the room for you until {until} ({left} left). If the payment is not approved by then, nothing is charged and the room is free again.',
              { until: timeOfDay(until, timeZone), left: timeLeftInWords(minutes) },
            )
          : t('The room was held until {until}. We are calling the payment off; nothing is charged.', {
              until: timeOfDay(until, timeZone),
            })}
      </p>
      <p role="status" className="sr-only">
        {said === 5 && t('The room is held for less than five minutes more.')}
        {said === 1 && t('The room is held for less than a minute more.')}
      </p>
    </>
  )
}
