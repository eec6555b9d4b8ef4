/** The sum of whole minor units; a `RangeError` where it could no longer be held exactly. */
export function total(sums: readonly number[]): number {
  const sum = sums.reduce((left, right) => left + right, 0)
  if (!Number.isSafeInteger(sum)) throw new RangeError('a sum too large')
  return sum
}
