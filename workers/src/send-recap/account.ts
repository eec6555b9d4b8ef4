import type { ReceiptDocument } from '@staygraph/payments/contract/receipt-document'
import { formatMoney } from '@staygraph/subgraph-kit/money'

import { rateInWords, vatByRate } from '../issue-receipt/sums.ts'
import { nightsInWords, nightsOf } from '../wording/stay.ts'

type Line = { text: string; sum: string }

/**
 * What was paid, in the few lines a mail has room for: the nights together before VAT, the VAT a rate at a time, and
 * what carries none by its own name. The receipt's lines begin with one a night.
 */
export function account({ details, currency }: Pick<ReceiptDocument, 'details' | 'currency'>): Line[] {
  const { lines, stay } = details
  const sum = (amount: number) => formatMoney({ amount, currency })
  const total = (list: { amount: number }[]) => list.reduce((whole, { amount }) => whole + amount, 0)
  const count = nightsOf(stay)
  const [nights, others] = [lines.slice(0, count), lines.slice(count)]
  const taxed = vatByRate(lines)
  const ownNames = others.filter(({ rateBps }) => !rateBps)
  const net = total(lines) - total(ownNames) - taxed.reduce((vat, rate) => vat + rate.vat, 0)
  return [
    ...(nights.length > 0 ? [{ text: nightsInWords(stay), sum: sum(net) }] : []),
    ...taxed.map(({ rateBps, vat }) => ({ text: `VAT ${rateInWords(rateBps)}`, sum: sum(vat) })),
    ...ownNames.map(({ text, amount }) => ({ text, sum: sum(amount) })),
  ]
}
