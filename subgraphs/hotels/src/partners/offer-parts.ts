import type { PartnerOffer, PartnerOffers, PartnerQuestion } from './partner-supply.ts'

/** Taxes of all rooms, those of one name together. What is not in a partner's total is paid at the desk. */
export function taxLines(
  taxes: readonly { readonly name: string; readonly amount: number; readonly included: boolean }[],
): PartnerOffer['taxes'] {
  const lines = new Map<string, PartnerOffer['taxes'][number]>()
  for (const { name, amount, included } of taxes) {
    if (amount < 0) throw new RangeError('a negative tax')
    if (amount === 0) continue
    const known = lines.get(`${name} ${included}`)
    const code = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
    const line = { code, name, included, payAtHotel: !included, rateBps: null }
    lines.set(`${name} ${included}`, { ...line, amount: amount + (known?.amount ?? 0) })
  }
  return [...lines.values()]
}

/** A price for the stay: its nights share it evenly, the first ones the units that are left over. */
export function sharedByNights(price: number, { checkIn, checkOut }: PartnerQuestion['stay']): PartnerOffer['nights'] {
  const dates: string[] = []
  for (let day = Date.parse(checkIn); day < Date.parse(checkOut); day += 86_400_000)
    dates.push(new Date(day).toISOString().slice(0, 10))
  const each = Math.floor(price / dates.length)
  return dates.map((date, index) => ({ date, price: each + (index < price - each * dates.length ? 1 : 0) }))
}

/** Of usable offers, the cheapest first, those that a search needs. Undefined: there is none. */
export function cheapestOfEachKind(usable: readonly PartnerOffer[]): PartnerOffers | undefined {
  const kinds = new Map<string, PartnerOffer>()
  for (const offer of usable) {
    const kind = `${offer.board} ${offer.cancellation.freeUntil !== null}`
    if (!kinds.has(kind)) kinds.set(kind, offer)
  }
  const [cheapest, ...others] = kinds.values()
  return cheapest && [cheapest, ...others]
}
