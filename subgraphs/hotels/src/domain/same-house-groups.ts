/** Two houses that are one. */
export type Pair = readonly [one: string, other: string]

/** One name of a pair, whichever is said first. */
export const pairKey = ([one, other]: Pair): string => (one < other ? `${one} ${other}` : `${other} ${one}`)

/**
 * The houses behind these ids: whoever stands in a group is one with everybody else in it. So what is one with two that are not
 * sure to be one themselves joins only the first of them. `same` begins with what is surest.
 */
export function groupsOf(ids: Iterable<string>, same: readonly Pair[]): string[][] {
  const groups = new Map([...ids].map((id) => [id, new Set([id])]))
  const sure = new Set(same.map(pairKey))
  for (const [one, other] of same) {
    const [left, right] = [groups.get(one), groups.get(other)]
    if (!left || !right || left === right) continue
    if ([...left].some((a) => [...right].some((b) => !sure.has(pairKey([a, b]))))) continue
    for (const id of right) {
      left.add(id)
      groups.set(id, left)
    }
  }
  return [...new Set(groups.values())].map((group) => [...group])
}
