import type { PartnerOffer } from './partner-supply.ts'

/** From then on (milliseconds since 1970) cancelling costs `fee`. */
export type FeeFrom = { readonly from: number; readonly fee: number }

/**
 * A partner's terms as an offer tells them: what is already past is one tier without a time, a change that changes nothing is
 * none, and no fee is more than was paid. `steps` in order of time, the first of them from the beginning or before it costs nothing.
 */
export function cancellationTerms(
  steps: readonly FeeFrom[],
  { arrival, payNow }: { arrival: string; payNow: number },
  now: Date,
): PartnerOffer['cancellation'] {
  const feeAt = (time: number) =>
    Math.min(
      payNow,
      steps.reduce((due, { from, fee }) => (from <= time ? fee : due), 0),
    )
  const already = feeAt(now.getTime())
  const tiers: PartnerOffer['cancellation']['tiers'] = already > 0 ? [{ from: null, fee: already }] : []
  let last = already
  for (const { from } of steps.filter((step) => step.from > now.getTime())) {
    const fee = feeAt(from)
    if (fee !== last) tiers.push({ from: new Date(from).toISOString(), fee })
    last = fee
  }
  // Terms that never cost anything are free until arrival.
  return { freeUntil: already > 0 ? null : (tiers[0]?.from ?? new Date(arrival).toISOString()), tiers }
}
