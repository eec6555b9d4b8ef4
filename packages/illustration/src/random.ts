/** FNV-1a over the code points: small, stable across platforms, and good enough to tell two hotels apart. */
export function hash(text: string): number {
  let h = 2166136261
  for (const character of text) {
    h ^= character.codePointAt(0) ?? 0
    h = Math.imul(h, 16777619)
  }
  return h >>> 0
}

/** A stream of numbers in [0, 1) that is a function of the seed and of nothing else (xorshift32). */
export function stream(seed: string): () => number {
  let state = hash(seed) || 1
  const next = () => {
    state ^= state << 13
    state >>>= 0
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state / 4294967296
  }
  // The first draws of near-equal seeds look alike: throw them away.
  for (let i = 0; i < 9; i++) next()
  return next
}
