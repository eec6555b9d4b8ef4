import { useMutation, useQuery } from '@apollo/client/react'
import { useState } from 'react'

import { graphql } from '../graph/graphql.ts'
import { addDays } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { exactly, minorUnits } from '../language/money.ts'
import { TextField } from '../ui/field.tsx'
import { Note } from '../ui/note.tsx'
import { Segments } from '../ui/segments.tsx'
import { DeskSheet, type StaySheet, Whose } from './desk-sheet.tsx'
import { REFUND } from './stay-words.ts'
import { useDeskWord } from './use-desk-word.ts'

/** The desk is told nothing of what was paid, but a hotel has one currency: its rates are in it. */
const CURRENCY = graphql(`
  query HotelCurrency($roomTypeId: ID!, $from: Date!, $to: Date!) {
    hotelRates(roomTypeId: $roomTypeId, from: $from, to: $to) {
      __typename
      ... on HotelRates { nights { price { amount currency } } }
    }
  }
`) // prettier-ignore

/** Gives the guest back a part of what they paid, or all that is left of it. */
export function RefundSheet({ rooms, desk, isOpen, onClose }: StaySheet) {
  const [refund] = useMutation(REFUND)
  const { isWorking, refusal, say } = useDeskWord()
  const [much, setMuch] = useState<'PART' | 'ALL'>('PART')
  const [sum, setSum] = useState('')
  const [reason, setReason] = useState('')
  const [errors, setErrors] = useState<{ sum?: string; reason?: string }>({})
  // One key for what was agreed to: pressed again after a lost answer, it gives back once.
  const [attempt, setAttempt] = useState({ key: crypto.randomUUID(), of: '' })
  const [isDone, setDone] = useState(false)
  const rates = useQuery(CURRENCY, {
    variables: { roomTypeId: desk.roomTypes[0]?.id ?? '', from: desk.today, to: addDays(desk.today, 1) },
    skip: !isOpen,
  })
  const told = rates.data?.hotelRates
  const currency = told?.__typename === 'HotelRates' ? (told.nights[0]?.price.currency ?? null) : null
  const amount = currency && much === 'PART' ? minorUnits(sum, currency) : null
  const [{ reservationId, reference }] = rooms

  const confirm = async () => {
    if (isDone) return onClose()
    const wrong = {
      ...(much === 'PART' && !amount ? { sum: t('Type the sum in {currency}, such as 25.', { currency: currency ?? '' }) } : {}), // prettier-ignore
      ...(reason.trim().length < 3 ? { reason: t('Say why, in a few words: it stands on the credit note.') } : {}),
    }
    setErrors(wrong)
    if (Object.keys(wrong).length > 0) return
    const of = JSON.stringify([amount, reason.trim()])
    const key = attempt.of === '' || attempt.of === of ? attempt.key : crypto.randomUUID()
    setAttempt({ key, of })
    const input = { reservationId, amount, reason: reason.trim(), idempotencyKey: key }
    const word = async () => (await refund({ variables: { input } })).data?.refundGuest
    if (await say(word, 'Reservation')) setDone(true)
  }
  const action = amount && currency ? t('Give back {sum}', { sum: exactly({ amount, currency }) }) : t('Give it back')
  return (
    <DeskSheet
      title={t('Refund the guest')}
      isOpen={isOpen}
      onClose={onClose}
      refusal={refusal}
      action={isDone ? t('Done') : action}
      isWorking={isWorking}
      onConfirm={() => void confirm()}
    >
      <Whose rooms={rooms} />
      {isDone ? (
        <Note tone="ok" live>
          {t('It is on its way to the card of {reference}. The guest gets a credit note and a mail.', { reference })}
        </Note>
      ) : (
        <>
          <Segments
            label={t('How much')}
            choices={[
              { key: 'PART', label: t('A part') },
              { key: 'ALL', label: t('All that is left') },
            ]}
            value={much}
            onChange={setMuch}
          />
          {much === 'PART' && (
            <TextField
              label={currency ? t('Sum in {currency}', { currency }) : t('Sum')}
              value={sum}
              onChange={setSum}
              error={errors.sum ?? null}
              inputMode="decimal"
              autoComplete="off"
              {...(rates.error ? { hint: t('The hotel’s currency cannot be read at the moment.') } : {})}
            />
          )}
          <TextField
            label={t('Why')}
            hint={t('The guest reads it on the credit note and in the mail')}
            value={reason}
            onChange={setReason}
            error={errors.reason ?? null}
            maxLength={200}
            autoComplete="off"
          />
        </>
      )}
    </DeskSheet>
  )
}
