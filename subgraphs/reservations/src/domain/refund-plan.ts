export type Taken = { paymentId: string; amount: number }
export type GivenBack = { n: number; paymentId: string; amount: number }

/**
 * From which payments a sum goes back: from the newest first, never more than was taken by it and not yet given back.
 * Numbered on from what was given back before. Null: more is asked for than is left.
 */
export function planRefunds(
  amount: number,
  taken: readonly Taken[],
  givenBack: readonly GivenBack[],
): GivenBack[] | null {
  const plan: GivenBack[] = []
  let left = amount
  let n = Math.max(0, ...givenBack.map((one) => one.n))
  for (const { paymentId, amount: sum } of taken.toReversed()) {
    const back = givenBack.filter((one) => one.paymentId === paymentId).reduce((total, one) => total + one.amount, 0)
    const part = Math.min(left, sum - back)
    if (part <= 0) continue
    n += 1
    plan.push({ n, paymentId, amount: part })
    left -= part
  }
  return left > 0 ? null : plan
}
