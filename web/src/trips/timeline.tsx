import { dateIn, longDayAndTime, timeOfDay, zoneName } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { exactly } from '../language/money.ts'
import { instantAt, refundSteps } from '../offer/terms.ts'
import type { Reservation } from './reservation-query.ts'
import { isHeld, statusOf } from './statuses.ts'

type Entry = { at: string; title: string; detail: string; isDone: boolean }

/** What happened, and what comes next, in the hotel's own time. */
export function Timeline({ reservation, now }: { reservation: Reservation; now: Date }) {
  const { timeZone } = reservation.snapshot
  const today = dateIn(timeZone, now)
  const entries = [...happened(reservation), ...toCome(reservation, now)]
  return (
    <>
      <ol className="timeline mt-5">
        {entries.map(({ at, title, detail, isDone }, index) => (
          <li key={`${at} ${index}`} className={isDone ? '' : 'to-come'}>
            <div className="min-w-0">
              <p className="font-[600]">
                {title}
                {!isDone && <span className="sr-only"> {t('(to come)')}</span>}
              </p>
              {detail && <p className="text-14 text-ink-2">{detail}</p>}
            </div>
            <time dateTime={at} className="max-w-[9rem] text-end text-14 text-ink-2 md:max-w-none">
              {dateIn(timeZone, new Date(at)) === today ? timeOfDay(at, timeZone) : longDayAndTime(at, timeZone)}
            </time>
          </li>
        ))}
      </ol>
      <p className="mt-3 text-13 text-ink-3">
        {t('All times are {zone}, where the hotel is.', { zone: zoneName(timeZone) })}
      </p>
    </>
  )
}

/** Steps come as sentences: the first is the title, the rest says more. */
function happened({ timeline }: Reservation): Entry[] {
  return timeline.map(({ at, text }) => {
    const [title = text, ...rest] = text.split(/(?<=\.) /)
    return { at, title: title.replace(/\.$/, ''), detail: rest.join(' '), isDone: true }
  })
}

function toCome(reservation: Reservation, now: Date): Entry[] {
  const { status, cancellation, stay, snapshot, payNow, holdExpiresAt } = reservation
  if (isHeld(status))
    return holdExpiresAt && Date.parse(holdExpiresAt) > now.getTime()
      ? [{ at: holdExpiresAt, title: t('The room is free again if it is not paid'), detail: '', isDone: false }]
      : []
  if (statusOf(status).phase === 'over' || status === 'CHECKED_OUT' || status === 'NO_SHOW') return []
  const { timeZone, address, checkInFrom, checkOutUntil } = snapshot
  const steps = refundSteps(cancellation, payNow)
  const entries = [
    ...steps.flatMap(({ until, refund, kind }) =>
      until && kind !== 'NONE'
        ? [
            kind === 'FULL'
              ? {
                  at: until,
                  title: t('Last moment to cancel for free'),
                  detail: t('Full refund, {amount}', { amount: exactly(refund) }),
                }
              : {
                  at: until,
                  title: t('Last moment to cancel for {amount} back', { amount: exactly(refund) }),
                  detail: '',
                },
          ]
        : [],
    ),
    { at: instantAt(stay.checkIn, checkInFrom, timeZone), title: t('Check-in opens'), detail: address.line },
    { at: instantAt(stay.checkOut, checkOutUntil, timeZone), title: t('Check-out until'), detail: '' },
  ]
  return entries
    .filter(({ at }) => Date.parse(at) > now.getTime())
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .map((entry) => ({ ...entry, isDone: false }))
}
