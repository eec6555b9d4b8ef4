import type { ReactNode } from 'react'

import { longDay } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { exactly, minus } from '../language/money.ts'
import { Seal } from '../offer/seal.tsx'
import { boardName } from '../offer/words.ts'
import { guestsInWords, nightsInWords, roomNames } from '../stay/guests.ts'
import { Tag } from '../ui/note.tsx'
import { Panorama } from './panorama.tsx'
import type { Reservation } from './reservation-query.ts'
import { statusOf } from './statuses.ts'

type Props = {
  reservation: Reservation
  title: string
  lead: ReactNode
  /** What cannot wait: above the actions. */
  notice?: ReactNode
  actions: ReactNode
}

/** The reservation as a ticket with a tear line: the stay on one side, the seal, the sum and the reference on the other. */
export function Ticket({ reservation, title, lead, notice, actions }: Props) {
  const { hotel, status, stay, snapshot } = reservation
  // A room that was cancelled by itself is no longer of the stay; of a cancelled stay all rooms are told.
  const left = reservation.rooms.filter((room) => !room.cancelled)
  const rooms = left.length > 0 ? left : reservation.rooms
  const { words, tone, icon } = statusOf(status)
  const { line, postalCode, city } = snapshot.address
  const address = [line, [postalCode, city].filter(Boolean).join(' ')].filter(Boolean).join(', ')
  return (
    <>
      <Panorama hotelId={hotel?.id ?? null} />
      <div className="wrap relative z-1 -mt-15">
        <section className="grid rounded-sheet bg-surface shadow-[var(--shadow-3),0_0_0_1px_var(--line)] lg:grid-cols-[minmax(0,1fr)_372px]">
          <div className="min-w-0 px-5.5 py-7 md:px-11 md:py-10">
            <Tag tone={tone} icon={icon}>
              {words}
            </Tag>
            <h1 className="mt-4 text-48 tracking-[-0.025em]">{title}</h1>
            <div className="mt-1 text-ink-2">{lead}</div>
            {/* Beside each other where two dates have room; else one under the other, so that no date breaks. */}
            <div className="my-7 grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-3 md:grid-cols-[auto_auto_auto] md:items-center md:justify-start md:gap-x-6">
              <Moment name={t('Arrive')} date={stay.checkIn} time={t('from {time}', { time: snapshot.checkInFrom })} />
              <p className="text-14 text-ink-2 before:h-px before:w-6 before:bg-line-strong after:h-px after:w-6 after:bg-line-strong max-md:order-last max-md:col-start-2 md:flex md:items-center md:gap-2 md:text-13">
                {nightsInWords(stay.nights)}
              </p>
              <Moment name={t('Leave')} date={stay.checkOut} time={t('by {time}', { time: snapshot.checkOutUntil })} />
            </div>
            <h2 className="text-16 tracking-normal">{roomNames(rooms)}</h2>
            <p className="text-14 text-ink-2">
              {guestsInWords(rooms)}. {boardName(snapshot.board)}. {address}.
            </p>
            {notice && <div className="mt-6 max-w-[520px]">{notice}</div>}
            <div className="mt-6.5 flex flex-wrap gap-2.5 max-md:[&>*]:w-full">{actions}</div>
          </div>
          <Stub reservation={reservation} />
        </section>
      </div>
    </>
  )
}

const Moment = ({ name, date, time }: { name: string; date: string; time: string }) => (
  <p className="max-md:contents">
    <span className="text-14 text-ink-2 md:block">{name}</span>
    <span className="md:contents">
      <b className="block text-21 tracking-[-0.01em]">{longDay(date)}</b>
      <span className="block text-14 text-ink-2">{time}</span>
    </span>
  </p>
)

function Stub({ reservation }: { reservation: Reservation }) {
  const { reference, offerSignature, payNow, total, payment, cancelled } = reservation
  const atDesk = minus(total, payNow)
  return (
    <div className="flex flex-col items-center border-line-strong px-5.5 py-8 text-center max-lg:border-t max-lg:border-dashed md:px-9 lg:border-s lg:border-dashed lg:py-10">
      <Seal signature={offerSignature} size={148} />
      <p className="mt-4 text-13 text-ink-2">{t('Same seal as the offer you chose')}</p>
      <p className="mt-5 text-34 leading-tight font-[650] tracking-[-0.02em]">
        {exactly(cancelled && cancelled.refund.amount > 0 ? cancelled.refund : payNow)}
      </p>
      <p className="text-14 text-ink-2">
        {cancelled
          ? backInWords(reservation)
          : paidInWords(payment?.status, atDesk.amount > 0 ? exactly(atDesk) : null)}
      </p>
      <hr className="dashes w-full" />
      <p className="text-13 text-ink-2">{t('Your reference')}</p>
      <p className="text-[1.875rem] leading-tight font-[650] tracking-[0.05em]">{reference}</p>
      <p className="mt-1 text-13 text-ink-2">{t('With your surname, it opens this page without an account.')}</p>
    </div>
  )
}

const PAID = new Set(['CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED'])

function paidInWords(status: string | undefined, atDesk: string | null): string {
  if (!status || !PAID.has(status))
    return status === 'AUTHORIZED' ? t('set aside on your card, not taken') : t('not charged')
  return atDesk
    ? t('paid, as shown. {amount} is paid at the desk.', { amount: atDesk })
    : t('paid, as shown. Nothing to pay at the desk.')
}

function backInWords({ cancelled, payment }: Reservation): string {
  if (!cancelled || cancelled.refund.amount === 0) return t('kept: the terms gave no refund')
  const card = payment?.card ? t('to your card ending {last4}', { last4: payment.card.last4 }) : t('to your card')
  return t('back {card}', { card })
}
