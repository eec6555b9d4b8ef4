import type { ReactNode } from 'react'

import { timeOfDay } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { exactly, minus, type Money } from '../language/money.ts'
import { type Offer, roomsOf } from '../offer/offer-fields.ts'
import { Seal } from '../offer/seal.tsx'
import { SlipLines } from '../offer/slip-lines.tsx'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'

type Props = {
  offer: Offer
  now: Date
  before: Money | null
  isAsking: boolean
  onBook: () => void
  onAskAgain: () => void
  /** At its foot. */
  children?: ReactNode
}

/** The chosen offer as a document. When its time is over it says so, and asks before it shows another price. */
export function PriceSlip({ offer, now, before, isAsking, onBook, onAskAgain, children }: Props) {
  const until = timeOfDay(offer.expiresAt)
  const isOver = Date.parse(offer.expiresAt) <= now.getTime()
  const change = before && before.currency === offer.total.currency ? minus(offer.total, before) : null
  return (
    <div className="sticky top-5">
      <div className="slip-shadow">
        <div className="slip">
          <p className="text-13 text-ink-2">{t('Your price')}</p>
          <h3 className="mb-2">{roomsOf(offer)}</h3>
          <SlipLines offer={offer} />
          {change && change.amount !== 0 && !isOver && (
            <Note tone="sun" live className="mt-4">
              {change.amount > 0
                ? t('The hotel’s price was {before}. It is now {more} more.', {
                    before: exactly(before ?? offer.total),
                    more: exactly(change),
                  })
                : t('The hotel’s price was {before}. It is now {less} less.', {
                    before: exactly(before ?? offer.total),
                    less: exactly({ ...change, amount: -change.amount }),
                  })}
            </Note>
          )}
          {isOver ? (
            <div className="mt-4.5 grid gap-3">
              <Note tone="sun" live>
                {t('This price was held until {until}. Nothing is charged.', { until })}
              </Note>
              <Button onPress={onAskAgain} isPending={isAsking}>
                {t('Ask for the price now')}
              </Button>
            </div>
          ) : (
            <Button className="mt-4.5 w-full" onPress={onBook}>
              {t('Book for {amount}', { amount: exactly(offer.total) })}
            </Button>
          )}
          <div className="mt-4 flex items-center gap-3.5">
            <Seal signature={offer.id} size={58} />
            <p className="text-13 text-ink-2">
              <b className="text-ink">{t('Signed price.')}</b> {t('The same seal follows it to your receipt.')}{' '}
              {!isOver && t('Held until {until}.', { until })}
            </p>
          </div>
        </div>
      </div>
      <p className="mx-6 my-3.5 text-13 text-ink-2">
        {t('If you take longer, we ask the hotel again and show you both prices before anything is charged.')}
      </p>
      {children}
    </div>
  )
}
