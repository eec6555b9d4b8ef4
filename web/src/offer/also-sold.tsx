import { Link } from '@tanstack/react-router'

import { dayRange } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import type { Money } from '../language/money.ts'

export type FurtherOffer = {
  checkIn: string
  checkOut: string
  shownTotal: Money
  hotel: { id: string; partner: string | null }
}

type Props = {
  offers: readonly FurtherOffer[]
  /** Of the stay, as an address writes them. */
  rooms: string
  write: (money: Money) => string
  /** Sellers have it on different days: each tells its own. */
  tellsDates?: boolean
}

/** Who else sells the house and for how much, each a way to its rooms there. Nothing where nobody does. */
export const AlsoSold = ({ offers, rooms, write, tellsDates = false }: Props) => (
  <ul className="flex flex-wrap gap-x-4">
    {offers.map(({ hotel: { id, partner }, checkIn, checkOut, shownTotal }) => (
      <li key={id}>
        <Link
          to="/hotel/$hotelId"
          params={{ hotelId: id }}
          search={{ checkIn, checkOut, rooms }}
          className="inline-flex min-h-11 items-center text-14 text-brand-ink underline underline-offset-3"
        >
          {sellerInWords(partner, write(shownTotal))}
          {tellsDates && `, ${dayRange(checkIn, checkOut)}`}
        </Link>
      </li>
    ))}
  </ul>
)

const sellerInWords = (partner: string | null, amount: string): string =>
  partner === null
    ? t('Also straight from us for {amount}', { amount })
    : t('Also at {partner} for {amount}', { partner, amount })
