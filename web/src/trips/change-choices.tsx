import { Radio, RadioGroup } from 'react-aria-components'

import { t } from '../language/i18n.ts'
import { exactly, type Money, spoken } from '../language/money.ts'
import { keyOf, type Offer } from '../offer/offer-fields.ts'
import { boardName, cancellationInWords } from '../offer/words.ts'

type Props = {
  offers: readonly Offer[]
  chosen: string | null
  onChoose: (key: string) => void
  timeZone: string
  now: Date
}

/** What the hotel offers on the new dates, one row an offer. */
export function ChangeChoices({ offers, chosen, onChoose, timeZone, now }: Props) {
  return (
    <RadioGroup
      aria-label={t('Rooms and prices on the new dates')}
      value={chosen}
      onChange={onChoose}
      className="card overflow-hidden"
    >
      {offers.map((offer) => (
        <Radio key={keyOf(offer)} value={keyOf(offer)} className="offer-row">
          <span className="offer-dot" aria-hidden="true" />
          <span className="min-w-0">
            <b className="block font-[600]">{offer.roomName}</b>
            <span className="block text-14 text-ink-2">
              {[
                offer.ratePlan.name,
                boardName(offer.board),
                cancellationInWords(offer.cancellation, offer.payNow, timeZone, now, true).text,
              ].join('. ')}
            </span>
          </span>
          <span className="price text-21!">
            <span aria-hidden="true">{exactly(offer.total)}</span>
            <span className="sr-only">{t('{amount} total, taxes included', { amount: spoken(offer.total) })}</span>
          </span>
        </Radio>
      ))}
    </RadioGroup>
  )
}

/** The old price, the new one, and what is paid or comes back. */
export function Difference({ before, after, difference }: { before: Money; after: Money; difference: Money }) {
  const line = 'flex items-baseline justify-between gap-4 py-1.5'
  return (
    <div className="card p-5 md:p-6">
      <p className={line}>
        <span className="text-ink-2">{t('Price now')}</span> <span>{exactly(before)}</span>
      </p>
      <p className={line}>
        <span className="text-ink-2">{t('Price of the new dates')}</span> <span>{exactly(after)}</span>
      </p>
      <p className={`${line} mt-2 border-t-[1.5px] border-ink pt-3 font-[650]`}>
        <span>{differenceInWords(difference)}</span>
        {difference.amount !== 0 && (
          <span className="price">{exactly({ ...difference, amount: Math.abs(difference.amount) })}</span>
        )}
      </p>
    </div>
  )
}

function differenceInWords({ amount }: Money): string {
  if (amount === 0) return t('The same price: nothing to pay')
  return amount > 0 ? t('To pay now') : t('Comes back to your card')
}
