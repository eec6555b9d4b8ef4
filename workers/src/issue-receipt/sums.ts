/** Sums are whole minor units; a rate is in hundredths of a per cent (600 is 6 %), and the VAT is within the amount. */

type Line = { amount: number; rateBps: number | null }

/** The VAT within an amount, rounded half away from zero. BigInt, so that no sum is too large to be exact. */
export function vatWithin({ amount, rateBps }: Line): number {
  if (!rateBps) return 0
  const rate = BigInt(rateBps)
  const whole = 10_000n + rate
  const magnitude = (BigInt(Math.abs(amount)) * rate * 2n + whole) / (whole * 2n)
  return Math.sign(amount) * Number(magnitude)
}

/** What of the lines is VAT, a rate at a time, the highest rate first: "6 % on EUR 450.00: EUR 27.00". */
export function vatByRate(lines: Line[]) {
  const rates = [...new Set(lines.map(({ rateBps }) => rateBps ?? 0))]
    .filter((rate) => rate > 0)
    .toSorted((a, b) => b - a)
  return rates.map((rateBps) => {
    const taxed = lines.filter((line) => line.rateBps === rateBps)
    const vat = taxed.reduce((sum, line) => sum + vatWithin(line), 0)
    const gross = taxed.reduce((sum, { amount }) => sum + amount, 0)
    return { rateBps, net: gross - vat, vat }
  })
}

/**
 * A part of what was paid, spread over its lines as they weigh (largest remainders first, so that the parts sum to
 * `part` exactly): what a partial refund takes back of each line, and of its VAT.
 */
export function spread<L extends { amount: number }>(part: number, lines: L[]): L[] {
  const whole = lines.reduce((sum, { amount }) => sum + BigInt(amount), 0n)
  if (whole === 0n) return []
  const shares = lines.map((line, index) => {
    const product = BigInt(line.amount) * BigInt(part)
    return { line, index, share: product / whole, remainder: product % whole }
  })
  let missing = Number(BigInt(part) - shares.reduce((sum, { share }) => sum + share, 0n))
  for (const entry of shares.toSorted((a, b) => Number(b.remainder - a.remainder) || a.index - b.index)) {
    if (missing <= 0) break
    entry.share += 1n
    missing -= 1
  }
  return shares.map(({ line, share }) => ({ ...line, amount: Number(share) }))
}

/** "6 %", "7.7 %" */
export const rateInWords = (rateBps: number) => `${Number((rateBps / 100).toFixed(2))} %`
