import { shortDay } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { exactly, minus, type Money, plus } from '../language/money.ts'
import { nightsInWords } from '../stay/guests.ts'

type Tax = { name: string; amount: Money; included: boolean; payAtHotel: boolean }
type Priced = {
  nights: readonly { date: string; price: Money }[]
  taxes: readonly Tax[]
  total: Money
  payNow: Money
  shownTotal?: Money
  /** Of which day the rate is that `shownTotal` was reckoned with. */
  exchangeRate?: { day: string } | null
}

const zero = ({ currency }: Money): Money => ({ amount: 0, currency })

/** The lines of a slip: nights, each tax, what is due at the desk, the total. They add up to it. */
export function SlipLines({ offer, total = t('Total') }: { offer: Priced; total?: string }) {
  const nights = offer.nights.reduce((sum, { price }) => plus(sum, price), zero(offer.total))
  const [first] = offer.nights
  const even = first && offer.nights.every(({ price }) => price.amount === first.price.amount)
  const atDesk = minus(offer.total, offer.payNow)
  const { shownTotal, exchangeRate } = offer
  return (
    <>
      <p className="slip-line">
        <span>
          {even && offer.nights.length > 1
            ? `${nightsInWords(offer.nights.length)} × ${exactly(first.price)}`
            : nightsInWords(offer.nights.length)}
        </span>
        <span>{exactly(nights)}</span>
      </p>
      {offer.taxes.filter(({ included, payAtHotel }) => !included && !payAtHotel).map(line)}
      {offer.taxes
        .filter(({ included, payAtHotel }) => !included && payAtHotel)
        .map((tax) => line({ ...tax, name: t('To pay at the desk: {tax}', { tax: tax.name }) }))}
      <p className="slip-line slip-total">
        <span>{total}</span>
        <b>{exactly(offer.total)}</b>
      </p>
      {atDesk.amount > 0 && (
        <p className="slip-line">
          {[t('of which you pay now'), exactly(offer.payNow)].map((text) => (
            <span key={text}>{text}</span>
          ))}
        </p>
      )}
      {offer.taxes
        .filter(({ included }) => included)
        .map(({ name, amount }) => (
          <p key={name} className="slip-line text-13">
            <span>{t('{tax}, included', { tax: name })}</span>
            <span className="text-ink-2">{exactly(amount)}</span>
          </p>
        ))}
      {shownTotal && shownTotal.currency !== offer.total.currency && (
        <p className="slip-line text-13">
          <span>
            {exchangeRate ? t('About, at the rate of {day}', { day: shortDay(exchangeRate.day) }) : t('About')}
          </span>
          <span className="text-ink-2">{exactly(shownTotal)}</span>
        </p>
      )}
    </>
  )
}

const line = ({ name, amount }: Tax) => (
  <p key={name} className="slip-line">
    <span>{name}</span>
    <span>{exactly(amount)}</span>
  </p>
)
