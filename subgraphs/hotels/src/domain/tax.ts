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

/** What rules ask of a party's stay, worked out once for all prices it may have. */
export type TaxQuestion = {
  rules: readonly TaxRule[]
  /** By rule: who pays it, and on how many nights. */
  payers: readonly number[]
  taxedNights: readonly number[]
  roomCount: number
  heads: number
  /** Of all shares that are within the price. */
  includedBps: number
  /** What comes on top whatever the price, and the places of the rules on top that ask for the price. */
  fixed: number
  priced: readonly number[]
  /** One of them asks for what is left without the included ones. */
  ofNet: boolean
  /** Of two stays the one with the lower sum of nights never has the higher total: not so where brackets count by the night. */
  sumDecides: boolean
}

export function taxQuestion(rules: readonly TaxRule[], rooms: readonly RoomGuests[], nightCount: number): TaxQuestion {
  const included = rules.filter(isIncludedShare)
  const question = {
    rules,
    payers: rules.map(({ minAge }) => guestsFromAge(rooms, minAge)),
    taxedNights: rules.map(({ maxNights }) => Math.min(nightCount, maxNights ?? nightCount)),
    roomCount: rooms.length,
    heads: headCount(rooms),
    includedBps: included.reduce((sum, { rateBps }) => sum + (rateBps ?? 0), 0),
  }
  const onTop = rules.flatMap((rule, at) => (rule.included ? [] : [at]))
  const [priced, fixed] = [onTop.filter((at) => asksPrice(rules[at])), onTop.filter((at) => !asksPrice(rules[at]))]
  return {
    ...question,
    fixed: fixed.reduce((sum, at) => sum + amountOf(question, at, 0, 0, []), 0),
    priced,
    ofNet: priced.some((at) => rules[at]?.ofNet),
    // Of several shares within the price each is rounded, so that what is left of a unit more may be a unit less.
    sumDecides: priced.every((at) => rules[at]?.kind === 'PERCENT' && !(rules[at].ofNet && included.length > 1)),
  }
}

const asksPrice = (rule: TaxRule | undefined) => rule?.kind === 'PERCENT' || rule?.brackets != null

const isIncludedShare = ({ kind, included }: TaxRule) => kind === 'PERCENT' && included

/** What is left of the nights' prices without the shares that are within them. */
function netOf({ rules, includedBps }: Pick<TaxQuestion, 'rules' | 'includedBps'>, sold: number): number {
  let net = sold
  for (const rule of rules) if (isIncludedShare(rule)) net -= share(sold, rule.rateBps ?? 0, 10_000 + includedBps)
  return net
}

/**
 * What each rule takes, in their order. Rounded half up to the smallest unit, once a rule, on the whole stay.
 * An included share is taken out of the nights' prices (rate / (1 + all included rates)); the others come on top, of
 * those prices as sold or, where the law says so, of what is left of them without the included ones.
 */
export function taxesOf(rules: readonly TaxRule[], { nights, rooms }: TaxedStay): TaxSum[] {
  const question = taxQuestion(rules, rooms, nights.length)
  const sold = nights.reduce((sum, price) => sum + price, 0)
  const net = netOf(question, sold)
  return rules.map((rule, at) => ({ rule, amount: amountOf(question, at, sold, net, nights) }))
}

/** What comes on top of the nights' prices in all: the same as `taxesOf` tells one by one. `nights` only counts where not `sumDecides`. */
export function onTopOf(question: TaxQuestion, sold: number, nights: ArrayLike<number>): number {
  const { priced, fixed } = question
  if (priced.length === 0) return fixed
  const net = question.ofNet ? netOf(question, sold) : sold
  let sum = fixed
  for (let number = 0; number < priced.length; number++)
    sum += amountOf(question, priced[number] ?? 0, sold, net, nights)
  return sum
}

/** About which share of the nights' prices comes on top of them, besides `fixed`: only where the sum of nights decides, and without rounding. */
export function onTopShare({ rules, priced, includedBps }: TaxQuestion): number {
  const ofNet = rules.reduce(
    (rest, rule) => (isIncludedShare(rule) ? rest - (rule.rateBps ?? 0) / (10_000 + includedBps) : rest),
    1,
  )
  return priced.reduce((sum, at) => sum + ((rules[at]?.rateBps ?? 0) / 10_000) * (rules[at]?.ofNet ? ofNet : 1), 0)
}

function amountOf(
  {
    rules,
    payers,
    taxedNights,
    roomCount,
    heads,
    includedBps,
  }: Omit<TaxQuestion, 'fixed' | 'priced' | 'ofNet' | 'sumDecides'>,
  at: number,
  sold: number,
  net: number,
  nights: ArrayLike<number>,
): number {
  const rule = rules[at] as TaxRule
  const taxed = taxedNights[at] ?? 0
  switch (rule.kind) {
    case 'PERCENT':
      return rule.included
        ? share(sold, rule.rateBps ?? 0, 10_000 + includedBps)
        : share(rule.ofNet ? net : sold, rule.rateBps ?? 0, 10_000)
    case 'PER_NIGHT':
      return (rule.amount ?? 0) * roomCount * taxed
    case 'PER_PERSON_NIGHT': {
      const each = payers[at] ?? 0
      if (!rule.brackets) return (rule.amount ?? 0) * each * taxed
      let sum = 0
      for (let night = 0; night < taxed; night++) sum += each * bracketAmount(rule, nights[night] ?? 0, heads)
      return sum
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
