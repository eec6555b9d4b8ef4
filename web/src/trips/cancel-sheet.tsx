import { useMutation, useQuery } from '@apollo/client/react'
import { useState } from 'react'

import { graphql } from '../graph/graphql.ts'
import { longDayAndTime, zoneName } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { exactly, type Money } from '../language/money.ts'
import { TermsBar } from '../offer/terms-bar.tsx'
import { guestsInWords } from '../stay/guests.ts'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { type BookedRoom, RESERVATION_FIELDS, type Reservation } from './reservation-query.ts'

const PREVIEW = graphql(`
  query CancellationPreview($reservation: ReservationRefInput!, $rooms: [Int!]) {
    cancellationPreview(reservation: $reservation, rooms: $rooms) {
      __typename
      ... on CancellationPreview { refund { amount currency } fee { amount currency } validUntil }
      ... on Refusal { message }
    }
  }
`) // prettier-ignore

const CANCEL = graphql(`
  mutation CancelReservation($input: CancelReservationInput!) {
    cancelReservation(input: $input) {
      __typename
      ... on Reservation { ...ReservationFields }
      ... on RefundChanged { refund { amount currency } }
      ... on Refusal { message }
    }
  }
`, [RESERVATION_FIELDS]) // prettier-ignore

type Props = {
  reservation: Reservation
  surname: string
  /** The room to cancel by itself. Null: all of them. */
  room: BookedRoom | null
  isOpen: boolean
  onOpenChange: (open: boolean) => void
  now: Date
}

/** What cancelling all rooms or one gives back, to the cent, before it is done; and the way to leave everything as it is. */
export function CancelSheet({ reservation, surname, room, isOpen, onOpenChange, now }: Props) {
  const { reference, cancellation, payNow, stay, snapshot, createdAt, payment } = reservation
  const ref = { reference, surname }
  const rooms = room && [room.position]
  const paid = (room ?? { payNow }).payNow
  const preview = useQuery(PREVIEW, {
    variables: { reservation: ref, rooms },
    skip: !isOpen,
    fetchPolicy: 'network-only',
  })
  const [cancel, { loading: isCancelling }] = useMutation(CANCEL)
  // One key for each sum that was agreed to: pressed twice or repeated after a lost answer, it cancels once.
  const [key, setKey] = useState(() => crypto.randomUUID())
  const [changed, setChanged] = useState<Money | null>(null)
  const [refused, setRefused] = useState<string | null>(null)
  const answer = preview.data?.cancellationPreview
  const refund = changed ?? (answer?.__typename === 'CancellationPreview' ? answer.refund : null)

  const confirm = async () => {
    if (!refund || isCancelling) return
    setRefused(null)
    try {
      const { data } = await cancel({
        variables: { input: { reservation: ref, rooms, expectedRefund: refund.amount, idempotencyKey: key } },
      })
      const done = data?.cancelReservation
      if (!done) return setRefused(lost())
      switch (done.__typename) {
        case 'Reservation':
          return onOpenChange(false)
        case 'RefundChanged':
          setChanged(done.refund)
          return setKey(crypto.randomUUID())
        case 'TryAgainLater':
          return setRefused(t('This does not work at the moment. Nothing is cancelled: try again in a minute.'))
        case 'NotCancellable':
        case 'ReservationNotFound':
        case 'IdempotencyConflict':
          setRefused(done.message)
      }
    } catch {
      setRefused(lost())
    }
  }

  const foot = (
    <div className="flex flex-wrap justify-end gap-2.5 max-md:[&>*]:w-full">
      {refund && (
        <Button look="danger" onPress={() => void confirm()} isPending={isCancelling}>
          {confirmInWords(refund, isCancelling)}
        </Button>
      )}
      <Button onPress={() => onOpenChange(false)}>{t('Keep my room')}</Button>
    </div>
  )
  return (
    <Sheet
      title={room ? t('Cancel this room') : t('Cancel this reservation')}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      foot={foot}
    >
      <p className="font-[600]">{room ? room.name : snapshot.hotelName}</p>
      {room ? (
        <p className="mt-1 text-14 text-ink-2">
          {t('{guests}. Your other rooms stay booked as they are.', { guests: guestsInWords([room]) })}
        </p>
      ) : (
        <div className="mt-5">
          <TermsBar
            terms={cancellation}
            paid={payNow}
            stay={stay}
            hotel={snapshot}
            start={Date.parse(createdAt)}
            now={now.getTime()}
          />
        </div>
      )}
      <div className="mt-6 border-t border-line pt-5" aria-live="polite">
        {preview.loading && <div className="skeleton h-16" role="status" aria-label={t('Counting what comes back')} />}
        {changed && (
          <Note tone="sun" className="mb-4">
            {t('A deadline has passed while this was open. Nothing is cancelled; the refund is another one now.')}
          </Note>
        )}
        {refund && (
          <Refund
            refund={refund}
            fee={
              answer?.__typename === 'CancellationPreview' && !changed
                ? answer.fee
                : { amount: paid.amount - refund.amount, currency: refund.currency }
            }
            card={payment?.card?.last4 ?? null}
          />
        )}
        {refund && answer?.__typename === 'CancellationPreview' && answer.validUntil && !changed && (
          <p className="mt-2 text-14 text-ink-2">
            {t('This holds until {moment} ({zone}).', {
              moment: longDayAndTime(answer.validUntil, snapshot.timeZone),
              zone: zoneName(snapshot.timeZone),
            })}
          </p>
        )}
        {answer && answer.__typename !== 'CancellationPreview' && <Note tone="sun">{answer.message}</Note>}
        {preview.error && (
          <Note tone="danger">{t('What comes back cannot be counted at the moment. Nothing is cancelled.')}</Note>
        )}
      </div>
      {refused && (
        <div role="alert" className="mt-4">
          <Note tone="danger">{refused}</Note>
        </div>
      )}
    </Sheet>
  )
}

function Refund({ refund, fee, card }: { refund: Money; fee: Money; card: string | null }) {
  if (refund.amount === 0) {
    return (
      <p>
        <b>{t('Nothing comes back.')}</b>{' '}
        <span className="text-ink-2">
          {t('The terms of this offer give no refund any more. If you do not come, cancelling still tells the hotel.')}
        </span>
      </p>
    )
  }
  return (
    <>
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span>{card ? t('Back to your card ending {card}', { card }) : t('Back to your card')}</span>
        <b className="price">{exactly(refund)}</b>
      </p>
      {fee.amount > 0 && (
        <p className="mt-1 text-14 text-ink-2">{t('The hotel keeps {fee}.', { fee: exactly(fee) })}</p>
      )}
      <p className="mt-2 text-14 text-ink-2">
        {t('It leaves at once. Your bank usually shows it within 5 to 10 days.')}
      </p>
    </>
  )
}

const lost = (): string => t('The answer was lost. Press again to learn how it stands: it cancels once.')

function confirmInWords(refund: Money, isCancelling: boolean): string {
  if (isCancelling) return t('Cancelling')
  return refund.amount > 0 ? t('Cancel and refund {amount}', { amount: exactly(refund) }) : t('Cancel without a refund')
}
