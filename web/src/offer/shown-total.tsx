import { t } from '../language/i18n.ts'
import { exactly, type Money, spoken } from '../language/money.ts'
import { nightsInWords } from '../stay/guests.ts'

type Props = {
  offer: { total: Money; shownTotal: Money }
  nights: number
  /** How the sums of the list are written. */
  write: (money: Money) => string
  /** Of the sum itself. */
  className: string
}

/** What a stay costs, for eyes and for ears, and in which currency it is charged when that is another. */
export const ShownTotal = ({ offer: { total, shownTotal }, nights, write, className }: Props) => (
  <>
    <span className={`block ${className}`}>
      <span aria-hidden="true">{write(shownTotal)}</span>
      <span className="sr-only">{t('{amount} total, taxes included', { amount: spoken(shownTotal) })}</span>
    </span>
    <span className="block text-13 text-ink-2">
      {t('total, {nights}, taxes included', { nights: nightsInWords(nights) })}
    </span>
    {shownTotal.currency !== total.currency && (
      <span className="block text-13 text-ink-3">{t('charged as {amount}', { amount: exactly(total) })}</span>
    )}
  </>
)
