/** Chance under a seed, so that a run can be told by a number. */
export interface Dice {
  /** In [0, 1). */
  roll: () => number
  /** A whole number in [from, to]. */
  whole: (from: number, to: number) => number
  pick: <T>(from: readonly [T, ...T[]]) => T
  /** One of the names, as often as its weight says. */
  weighted: <Name extends string>(weights: Record<Name, number>) => Name
  /** Milliseconds until the next of things that happen at random, so far apart on average. */
  gap: (meanMs: number) => number
}

/** Mulberry32: small, and even enough for choosing what a guest does next. */
export const createDice = (seed: number): Dice => {
  let state = seed >>> 0
  const roll = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    roll,
    whole: (from, to) => from + Math.floor(roll() * (to - from + 1)),
    pick: (from) => from[Math.floor(roll() * from.length)] ?? from[0],
    weighted: (weights) => {
      const names = Object.keys(weights) as (keyof typeof weights)[]
      let left = roll() * names.reduce((sum, name) => sum + weights[name], 0)
      return names.find((name) => (left -= weights[name]) < 0) ?? names[0]!
    },
    gap: (meanMs) => -Math.log(1 - roll()) * meanMs,
  }
}
