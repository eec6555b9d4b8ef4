import { timeOfDay } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { Icon } from '../ui/icon.tsx'
import { timeLeftInWords, useMinutesLeft } from '../waiting/time-left.ts'
import { announcementAt, holdAt } from './countdown.ts'

type Props = {
  until: string
  /** When the hold began: the bar shows what is left of it. No bar without. */
  since?: string | undefined
}

/**
 * How long the room waits for a payment that is not through yet, and what happens then: in the reader's own time and in
 * minutes, without colours or motion that would hurry; said aloud at five minutes and at one.
 */
export function HeldUntil({ until, since }: Props) {
  const minutes = useMinutesLeft(until)
  const said = announcementAt(minutes)
  const time = timeOfDay(until)
  const { share } = holdAt(Date.now(), since ?? until, until)
  return (
    <div className="grid grid-cols-[20px_minmax(0,1fr)] gap-x-3 rounded-control bg-sunken px-4 py-3.5 text-start">
      <span className="pt-0.5 text-brand-ink">
        <Icon name="clock" />
      </span>
      <div className="min-w-0">
        <p className="font-[650]">
          {minutes > 0 ? t('Room held for you until {time}', { time }) : t('Room was held until {time}', { time })}
        </p>
        <p className="text-14 text-ink-2">
          {minutes > 0
            ? t('{left} left. Not paid by then: nothing is charged, and the room is free again.', {
                left: capital(timeLeftInWords(minutes)),
              })
            : t('We are calling the payment off; nothing is charged.')}
        </p>
        {since && minutes > 0 && (
          <div className="mt-2 h-[3px] overflow-hidden rounded-full bg-line-strong" aria-hidden="true">
            <div className="h-full rounded-full bg-brand-ink" style={{ width: `${Math.round(share * 1000) / 10}%` }} />
          </div>
        )}
      </div>
      <p role="status" className="sr-only">
        {said === 5 && t('The room is held for less than five minutes more.')}
        {said === 1 && t('The room is held for less than a minute more.')}
      </p>
    </div>
  )
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
