import { guestsFromAge, headCount, type RoomGuests } from './guests.ts'
import { share } from './integer.ts'

/** From this price of a night for one person on, the tax is `amount` a person and night. */
export type PriceBracket = { from: number; amount: number }

/** What a jurisdiction takes of a stay. Sums in the hotel's currency. See `tax_rule` in database/tables.ts. */
export type TaxRule = {
  code: string
  name: string
  kind: 'PERCENT' | 'PER_NIGHT' | 'PER_PERSON_NIGHT'
  rateBps: number | null
  amount: number | null
  ofNet: boolean
  minAge: number
  maxNights: number | null
  brackets: PriceBracket[] | null
  included: boolean
  payAtHotel: boolean
}

export type TaxedStay = { nights: readonly number[]; rooms: readonly RoomGuests[] }
export type TaxSum = { rule: TaxRule; amount: number }

/**
 * What each rule takes, in their order. Rounded half up to the smallest unit, once a rule, on the whole stay.
 * An included share is taken out of the nights' prices (rate / (1 + all included rates)); the others come on top, of
 * those prices as sold or, where the law says so, of what is left of them without the included ones.
 */
export function taxesOf(rules: readonly TaxRule[], stay: TaxedStay): TaxSum[] {
  const sold = stay.nights.reduce((sum, price) => sum + price, 0)
  const includedBps = rules.reduce((sum, rule) => (isIncludedShare(rule) ? sum + (rule.rateBps ?? 0) : sum), 0)
  const includedSum = rules.reduce(
    (sum, rule) => (isIncludedShare(rule) ? sum + share(sold, rule.rateBps ?? 0, 10_000 + includedBps) : sum),
    0,
  )
  return rules.map((rule) => ({ rule, amount: amountOf(rule, stay, sold, sold - includedSum, includedBps) }))
}

const isIncludedShare = ({ kind, included }: TaxRule) => kind === 'PERCENT' && included

function amountOf(rule: TaxRule, { nights, rooms }: TaxedStay, sold: number, net: number, includedBps: number): number {
  const taxed = Math.min(nights.length, rule.maxNights ?? nights.length)
  switch (rule.kind) {
    case 'PERCENT':
      return rule.included
        ? share(sold, rule.rateBps ?? 0, 10_000 + includedBps)
        : share(rule.ofNet ? net : sold, rule.rateBps ?? 0, 10_000)
    case 'PER_NIGHT':
      return (rule.amount ?? 0) * rooms.length * taxed
    case 'PER_PERSON_NIGHT': {
      const payers = guestsFromAge(rooms, rule.minAge)
      if (!rule.brackets) return (rule.amount ?? 0) * payers * taxed
      const guests = headCount(rooms)
      return nights.slice(0, taxed).reduce((sum, price) => sum + payers * bracketAmount(rule, price, guests), 0)
    }
  }
}

/** The last bracket that the price of one person's night reaches; compared without dividing. */
function bracketAmount({ brackets }: TaxRule, price: number, guests: number): number {
  let amount = 0
  for (const bracket of brackets ?? []) if (price >= bracket.from * guests) amount = bracket.amount
  return amount
}

/** Of what the guest pays in all, and at booking. An included tax is in the nights' prices already. */
export function totalsOf(nights: readonly number[], taxes: readonly TaxSum[]): { total: number; payNow: number } {
  const sold = nights.reduce((sum, price) => sum + price, 0)
  const onTop = taxes.filter(({ rule }) => !rule.included)
  const total = onTop.reduce((sum, { amount }) => sum + amount, sold)
  return { total, payNow: onTop.reduce((sum, { rule, amount }) => (rule.payAtHotel ? sum - amount : sum), total) }
}
