/**
 * `amount x numerator / denominator`, rounded half up, exact whatever the size of the product. All three are integers,
 * amount >= 0, denominator > 0.
 */
export function share(amount: number, numerator: number, denominator: number): number {
  const product = amount * numerator
  if (2 * product + denominator <= Number.MAX_SAFE_INTEGER)
    return Math.floor((2 * product + denominator) / (2 * denominator))
  return Number((2n * BigInt(amount) * BigInt(numerator) + BigInt(denominator)) / (2n * BigInt(denominator)))
}

/** `amount x numerator / denominator`, rounded half up to a multiple of `step`. */
export const shareInSteps = (amount: number, numerator: number, denominator: number, step: number): number =>
  share(amount, numerator, denominator * step) * step
