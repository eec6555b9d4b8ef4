import { fromDecimal } from '@staygraph/subgraph-kit/money'

import { cancellationTerms } from '../cancellation-terms.ts'
import type { PartnerOffer } from '../partner-supply.ts'
import { total } from '../total.ts'
import type { Rate } from './answers.ts'

/**
 * What cancelling costs and from when: at each time any room's terms change, the sum over the rooms. A rate without
 * refund, or that names no terms, costs everything from the start.
 */
export function cancellationOf(
  rooms: readonly { rate: Rate; price: number }[],
  { arrival, currency, payNow }: { arrival: string; currency: string; payNow: number },
  now: Date,
): PartnerOffer['cancellation'] {
  const terms = rooms.map((room) => ({ price: room.price, tiers: tiersOf(room, currency) }))
  const times = [...new Set(terms.flatMap(({ tiers }) => tiers.map(({ from }) => from)))].toSorted((a, b) => a - b)
  const steps = times.map((time) => ({
    from: time,
    fee: total(terms.map(({ tiers }) => tiers.reduce((due, { from, fee }) => (from <= time ? fee : due), 0))),
  }))
  return cancellationTerms(steps, { arrival, payNow }, now)
}

function tiersOf({ rate, price }: { rate: Rate; price: number }, currency: string): { from: number; fee: number }[] {
  const { refundableTag, cancelPolicyInfos } = rate.cancellationPolicies
  if (refundableTag === 'NRFN' || cancelPolicyInfos.length === 0) return [{ from: -Infinity, fee: price }]
  return cancelPolicyInfos
    .map(({ cancelTime, amount, type, currency: stated }) => {
      if (type === 'percentage')
        return { from: instantOf(cancelTime), fee: Math.min(price, Math.ceil((price * amount) / 100)) }
      if (type !== 'amount' || (stated ?? currency) !== currency) throw new RangeError('unknown cancellation terms')
      return { from: instantOf(cancelTime), fee: Math.min(price, fromDecimal(amount, currency).amount) }
    })
    .toSorted((a, b) => a.from - b.from)
}

/** Their times are GMT, "2027-03-10 11:00:00", even where no zone is written. */
export function instantOf(written: string): number {
  const [, date, time = '00:00:00', zone = 'Z'] =
    /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?(Z|[+-]\d{2}:\d{2})?$/.exec(written) ?? []
  const instant = Date.parse(`${date}T${time}${zone}`)
  if (Number.isNaN(instant)) throw new RangeError(`no time: ${written}`)
  return instant
}
