import { formatMoney, type Money } from '@staygraph/subgraph-kit/money'

import { readableInstant } from './hotel-time.ts'

/**
 * What cancelling costs, as the signed offer says it. Fees are of `payNow`, in the same smallest unit; instants are
 * ISO 8601. Before the first tier, and before `freeUntil`, it costs nothing.
 */
export type Terms = { freeUntil: string | null; tiers: readonly { from: string | null; fee: number }[] }

export type Split = { refund: number; fee: number }

/**
 * What comes back and what is kept when cancelling at `now`. Whatever the terms say: refund + fee = payNow, neither is
 * negative, and waiting never gives back more.
 */
export function splitAt(terms: Terms, payNow: number, now: Date): Split {
  const at = now.getTime()
  if (terms.freeUntil !== null && at < Date.parse(terms.freeUntil)) return { refund: payNow, fee: 0 }
  // The dearest tier that has begun, so that terms written out of order cannot make waiting pay.
  const begun = terms.tiers.filter(({ from }) => from === null || Date.parse(from) <= at).map(({ fee }) => fee)
  const fee = Math.min(Math.max(0, ...begun), payNow)
  return { refund: payNow - fee, fee }
}

/** Until when `splitAt` gives what it gives now. Null: to the end. */
export function holdsUntil(terms: Terms, payNow: number, now: Date): Date | null {
  const { fee } = splitAt(terms, payNow, now)
  return changesOf(terms).find((at) => at > now && splitAt(terms, payNow, at).fee > fee) ?? null
}

/** The instants at which the fee may change, in order. */
const changesOf = ({ freeUntil, tiers }: Terms): Date[] =>
  [freeUntil, ...tiers.map(({ from }) => from)]
    .filter((at) => at !== null)
    .map((at) => new Date(at))
    .toSorted((one, other) => one.getTime() - other.getTime())

/** "€495.00": how sums stand in our sentences, as on the site and in the mails. */
export const inWords = (sum: Money) => formatMoney(sum)

/** The terms in one plain sentence, times as the hotel's clocks show them. */
export function summary(terms: Terms, payNow: Money, timeZone: string): string {
  const feeFrom = (at: Date) => splitAt(terms, payNow.amount, at).fee
  const costs = (fee: number) =>
    fee >= payNow.amount
      ? 'nothing is given back'
      : fee === 0
        ? 'it is free'
        : `it costs ${inWords({ ...payNow, amount: fee })}`
  const beginning = feeFrom(new Date(0))
  const steps: { at: Date; fee: number }[] = []
  for (const at of changesOf(terms)) {
    const fee = feeFrom(at)
    if (fee > (steps.at(-1)?.fee ?? beginning)) steps.push({ at, fee })
  }
  const [first, ...later] = steps
  if (!first) {
    if (beginning === 0) return 'Cancelling is free until check-in.'
    if (beginning >= payNow.amount) return 'This price cannot be refunded: if you cancel, nothing is given back.'
    return `Cancelling costs ${inWords({ ...payNow, amount: beginning })}.`
  }
  const until = `until ${readableInstant(first.at, timeZone)} at the hotel`
  const opening = `Cancelling ${beginning === 0 ? 'is free' : `costs ${inWords({ ...payNow, amount: beginning })}`} ${until}`
  const rest = later.map(({ at, fee }) => `; from ${readableInstant(at, timeZone)} ${costs(fee)}`)
  return `${opening}; after that ${costs(first.fee)}${rest.join('')}.`
}
