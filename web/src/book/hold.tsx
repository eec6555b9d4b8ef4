import { useEffect, useState } from 'react'

import { timeOfDay } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { Seal } from '../offer/seal.tsx'
import { timeLeftInWords } from '../waiting/time-left.ts'
import { announcementAt, type Hold, holdAt, nextChange } from './countdown.ts'
import type { ShownOffer } from './offer-token.ts'

/** The hold of an offer, refreshed when the minute it shows changes and when it ends. */
export function useHold({ madeAt, expiresAt }: ShownOffer): Hold {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const wait = nextChange(Date.now(), expiresAt)
    if (wait === null) return
    const timer = setTimeout(() => setNow(Date.now()), wait + 20)
    return () => clearTimeout(timer)
  }, [now, expiresAt])
  // A page that slept in the background wakes to the present.
  useEffect(() => {
    const wake = () => setNow(Date.now())
    document.addEventListener('visibilitychange', wake)
    return () => document.removeEventListener('visibilitychange', wake)
  }, [])
  return holdAt(now, madeAt, expiresAt)
}

/** The seal, and until when the price holds: the same colour to the end, no seconds. A dead offer holds nothing. */
export function HoldLine({ offer, hold, isDead }: { offer: ShownOffer; hold: Hold; isDead: boolean }) {
  if (isDead) {
    return (
      <div className="flex items-center gap-3.5">
        <Seal signature={offer.token} size={64} />
        <p className="text-14 text-ink-2">{t('This offer is over. Nothing is charged for it.')}</p>
      </div>
    )
  }
  return (
    <div className="flex items-center gap-3.5">
      <Seal signature={offer.token} size={64} />
      <div className="min-w-0 flex-1">
        <p className="text-14 font-[650]">{untilInWords(offer, hold)}</p>
        <p className="min-h-5 text-13 text-ink-2">{leftInWords(offer, hold)}</p>
        <div className="mt-1.5 h-[3px] overflow-hidden rounded-full bg-line" aria-hidden="true">
          <div className="h-full rounded-full bg-brand" style={{ width: `${Math.round(hold.share * 1000) / 10}%` }} />
        </div>
      </div>
    </div>
  )
}

function leftInWords({ isRoomHeld }: ShownOffer, { minutes }: Hold): string {
  if (minutes === 0) return ''
  if (isRoomHeld) return t('Still held for {left}. It is yours once paid.', { left: timeLeftInWords(minutes) })
  return t('{minutes, plural, one {Less than a minute left.} other {# minutes left.}} The room is yours once paid.', {
    minutes,
  })
}

/** An offer holds its price; only who waited for a room has the room itself held. */
export function untilInWords({ expiresAt, isRoomHeld }: ShownOffer, { minutes }: Hold): string {
  const until = timeOfDay(expiresAt)
  if (isRoomHeld)
    return minutes > 0 ? t('Room held for you until {until}', { until }) : t('Room was held until {until}', { until })
  return minutes > 0 ? t('Price held until {until}', { until }) : t('Price was held until {until}', { until })
}

/** Says the time limit aloud at five minutes and at one. Stays mounted, empty, so that screen readers notice the change. */
export function HoldAnnouncement({ hold, isRoomHeld = false }: { hold: Hold; isRoomHeld?: boolean | undefined }) {
  const said = announcementAt(hold.minutes)
  if (isRoomHeld)
    return (
      <p role="status" className="sr-only">
        {said === 5 && t('The room is held for less than five minutes more.')}
        {said === 1 && t('The room is held for less than a minute more.')}
      </p>
    )
  return (
    <p role="status" className="sr-only">
      {said === 5 &&
        t(
          'The price holds for less than five minutes more. Afterwards we ask the hotel again and show you both prices.',
        )}
      {said === 1 &&
        t('The price holds for less than a minute more. Afterwards we ask the hotel again and show you both prices.')}
    </p>
  )
}
