import { useQuery } from '@apollo/client/react'
import { useState } from 'react'

import type { Hotel } from '../hotel/hotel-query.ts'
import { t } from '../language/i18n.ts'
import { exactly } from '../language/money.ts'
import type { Offer } from '../offer/offer-fields.ts'
import { boardName, cancellationInWords } from '../offer/words.ts'
import type { Stay } from '../stay/search-params.ts'
import { Button } from '../ui/button.tsx'
import { JoinSheet } from './join-sheet.tsx'
import { SOLD_OUT } from './waiting-operations.ts'

type Props = { hotel: Hotel; stay: Stay; currency: string; now: Date }

/** The rooms that are gone for these dates, each with the way to its waiting list. Nothing when none is, or when it cannot be told. */
export function SoldOut({ hotel, stay, currency, now }: Props) {
  const { data } = useQuery(SOLD_OUT, {
    variables: {
      id: hotel.id,
      stay: { checkIn: stay.checkIn, checkOut: stay.checkOut },
      rooms: stay.rooms,
      currency,
    },
    skip: hotel.source !== 'OWN',
    fetchPolicy: 'cache-and-network',
    errorPolicy: 'all',
  })
  const rooms = [...Map.groupBy(data?.hotel?.soldOut ?? [], ({ roomName }) => roomName)]
  if (rooms.length === 0) return null
  return (
    <section aria-labelledby="sold-out" className="mt-8">
      <h3 id="sold-out" className="text-21">
        {t('Sold out for your dates')}
      </h3>
      <ul className="card mt-3 divide-y divide-line">
        {rooms.map(([name, offers]) => (
          <Gone key={name} name={name} offers={offers} timeZone={hotel.timeZone} now={now} />
        ))}
      </ul>
    </section>
  )
}

function Gone({
  name,
  offers,
  timeZone,
  now,
}: {
  name: string
  offers: readonly Offer[]
  timeZone: string
  now: Date
}) {
  const [isOpen, setOpen] = useState(false)
  const [cheapest] = offers
  if (!cheapest) return null
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-5 gap-y-3 px-4 py-3.5 md:px-5">
      <div className="min-w-0">
        <p className="font-[600]">{name}</p>
        <p className="text-14 text-ink-2">
          {t('It would cost from {amount}, taxes included.', { amount: exactly(cheapest.shownTotal) })}
        </p>
      </div>
      <Button
        look="outline"
        small
        onPress={() => setOpen(true)}
        aria-label={t('Tell me when it is free: {room}', { room: name })}
      >
        {t('Tell me when it is free')}
      </Button>
      <JoinSheet
        roomName={name}
        wishes={offers.map(({ id, board, cancellation, payNow, total }) => ({
          offerId: id,
          words: boardName(board),
          terms: cancellationInWords(cancellation, payNow, timeZone, now, true).text,
          total,
        }))}
        isOpen={isOpen}
        onOpenChange={setOpen}
      />
    </li>
  )
}
