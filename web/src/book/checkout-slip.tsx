import type { ReactNode } from 'react'

import { longDay } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { exactly, spoken } from '../language/money.ts'
import { SlipLines } from '../offer/slip-lines.tsx'
import { Stars } from '../offer/stars.tsx'
import { boardName } from '../offer/words.ts'
import { guestsInWords } from '../stay/guests.ts'
import { Icon } from '../ui/icon.tsx'
import { useMedia } from '../ui/media.ts'
import { Photo } from '../ui/photo.tsx'
import type { Hold } from './countdown.ts'
import { HoldLine, untilInWords } from './hold.tsx'
import type { ShownOffer } from './offer-token.ts'

type Props = {
  offer: ShownOffer
  hold: Hold
  /** It can no longer be booked. */
  isDead: boolean
}

/** What is being booked, as the document it was offered as. On a narrow page folded to the hotel and the total. */
export function CheckoutSlip({ offer, hold, isDead }: Props) {
  const isWide = useMedia('lg')
  const { total } = offer
  if (isWide) {
    return (
      <div className="slip-shadow">
        <div className="slip">
          <Hotel offer={offer} />
          <Lines offer={offer} hold={hold} isDead={isDead} />
        </div>
      </div>
    )
  }
  return (
    <details className="slip-shadow group">
      <summary className="slip block cursor-pointer list-none pb-6! group-open:mask-none! group-open:pb-2! [&::-webkit-details-marker]:hidden">
        <Hotel offer={offer}>
          <p className="mt-1 flex flex-wrap items-center justify-between gap-x-2">
            <b className="text-18">
              <span aria-hidden="true">{exactly(total)}</span>
              <span className="sr-only">{t('{amount} total, taxes included', { amount: spoken(total) })}</span>
            </b>
            <span className="flex items-center gap-1 text-14 font-[550] text-brand-ink">
              <span className="group-open:hidden">{t('Details')}</span>
              <span className="hidden group-open:inline">{t('Fewer details')}</span>
              <span className="transition-transform group-open:rotate-180">
                <Icon name="down" size={18} />
              </span>
            </span>
          </p>
          {hold.minutes > 0 && !isDead && (
            <p className="text-13 text-ink-2 group-open:hidden">{untilInWords(offer, hold)}</p>
          )}
        </Hotel>
      </summary>
      <div className="slip -mt-px flow-root rounded-none! pt-0!">
        <Lines offer={offer} hold={hold} isDead={isDead} />
      </div>
    </details>
  )
}

function Hotel({ offer: { hotel }, children }: { offer: ShownOffer; children?: ReactNode }) {
  return (
    <div className="flex gap-3.5">
      <div className="picture h-[70px] w-[92px] shrink-0 overflow-hidden rounded-control bg-sunken">
        <Photo src={`/pictures/${hotel.id}/facade.svg`} alt="" width="600" height="400" />
      </div>
      <div className="min-w-0 flex-1">
        <h2 className="text-18 tracking-normal">{hotel.name}</h2>
        <p className="text-14 text-ink-2">
          {hotel.address.city} <Stars count={hotel.stars} />
        </p>
        {children}
      </div>
    </div>
  )
}

function Lines({ offer, hold, isDead }: Props) {
  const { hotel, stay, rooms, board, roomName, soldBy } = offer
  const facts = [
    [t('Arrive'), t('{day}, from {time}', { day: longDay(stay.checkIn), time: hotel.checkInFrom })],
    [t('Leave'), t('{day}, by {time}', { day: longDay(stay.checkOut), time: hotel.checkOutUntil })],
    [t('Room'), offer.combination || rooms.length === 1 ? roomName : `${rooms.length} × ${roomName}`],
    [t('Board'), boardName(board)],
    [t('Guests'), guestsInWords(rooms)],
    ...(soldBy ? [[t('Sold through'), soldBy]] : []),
  ] as const
  return (
    <>
      <hr className="dashes" />
      <dl>
        {facts.map(([name, value]) => (
          <div key={name} className="slip-line">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <hr className="dashes" />
      <SlipLines offer={offer} />
      <hr className="dashes" />
      <HoldLine offer={offer} hold={hold} isDead={isDead} />
    </>
  )
}
