import { Radio, RadioGroup } from 'react-aria-components'

import { t } from '../language/i18n.ts'
import { exactly, minus, type Money, spoken } from '../language/money.ts'
import { keyOf, type Offer, roomsOf } from '../offer/offer-fields.ts'
import { boardName, cancellationInWords } from '../offer/words.ts'

type Props = {
  offers: readonly Offer[]
  /** What was paid: each row says how much more or less it is. */
  paid: Money
  chosen: string | null
  onChoose: (key: string) => void
  timeZone: string
  now: Date
}

/** What the hotel offers for the stay as it should be, one row an offer. */
export function ChangeChoices({ offers, paid, chosen, onChoose, timeZone, now }: Props) {
  return (
    <RadioGroup
      aria-label={t('Rooms and prices of the new stay')}
      value={chosen}
      onChange={onChoose}
      className="card overflow-hidden [&>:first-child]:border-t-0"
    >
      {offers.map((offer) => (
        <Radio key={keyOf(offer)} value={keyOf(offer)} className="offer-row">
          <span className="offer-dot" aria-hidden="true" />
          <span className="min-w-0">
            <b className="block font-[600]">{roomsOf(offer)}</b>
            <span className="block text-14 text-ink-2">{termsInWords(offer, timeZone, now)}</span>
          </span>
          <span className="text-end">
            <span className="price block text-21!">
              <span aria-hidden="true">{exactly(offer.total)}</span>
              <span className="sr-only">{t('{amount} total, taxes included', { amount: spoken(offer.total) })}</span>
            </span>
            <span className="block text-13 text-ink-2">{moreOrLess(minus(offer.payNow, paid))}</span>
          </span>
        </Radio>
      ))}
    </RadioGroup>
  )
}

/** What sets it apart from the others of its room. The plan's name would say the same a second time. */
const termsInWords = ({ board, cancellation, payNow }: Offer, timeZone: string, now: Date): string =>
  [boardName(board), cancellationInWords(cancellation, payNow, timeZone, now, true).text].join('. ')

function moreOrLess({ amount, currency }: Money): string {
  if (amount === 0) return t('the same price')
  const sum = exactly({ amount: Math.abs(amount), currency })
  return amount > 0 ? t('{sum} more', { sum }) : t('{sum} less', { sum })
}

type DifferenceProps = { offer: Offer; paid: Money; difference: Money; timeZone: string; now: Date }

/** What would be booked instead, the old price, the new one, and what is paid or comes back: all of it before consent. */
export function Difference({ offer, paid, difference, timeZone, now }: DifferenceProps) {
  const line = 'flex items-baseline justify-between gap-4 py-1.5'
  return (
    <section className="card p-5 md:p-6" aria-labelledby="difference">
      <h2 id="difference" className="text-21">
        {roomsOf(offer)}
      </h2>
      <p className="mb-3 text-14 text-ink-2">{termsInWords(offer, timeZone, now)}</p>
      <p className={line}>
        <span className="text-ink-2">{t('Price now')}</span> <span>{exactly(paid)}</span>
      </p>
      <p className={line}>
        <span className="text-ink-2">{t('Price of the new stay')}</span> <span>{exactly(offer.payNow)}</span>
      </p>
      <p className={`${line} mt-2 border-t-[1.5px] border-ink pt-3 font-[650]`}>
        <span>{differenceInWords(difference)}</span>
        {difference.amount !== 0 && (
          <span className="price">{exactly({ ...difference, amount: Math.abs(difference.amount) })}</span>
        )}
      </p>
    </section>
  )
}

function differenceInWords({ amount }: Money): string {
  if (amount === 0) return t('The same price: nothing to pay')
  return amount > 0 ? t('To pay now') : t('Comes back to your card')
}
