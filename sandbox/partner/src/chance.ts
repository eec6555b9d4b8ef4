/**
 * Chance that can be repeated: every figure of this company's catalogue comes from a hash of words, so that a hotel,
 * its prices and its rooms are the same on every machine and after every restart, without a database.
 */

/** A 32-bit hash of the words (FNV-1a, then a finaliser so that near words give far numbers). */
export function hash(...words: readonly (string | number)[]): number {
  let h = 0x811c9dc5
  for (const character of words.join('\u001f')) h = Math.imul(h ^ (character.codePointAt(0) ?? 0), 0x01000193)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** A number in [0, 1) that belongs to the words. */
export function share(...words: readonly (string | number)[]): number {
  return hash(...words) / 0x1_0000_0000
}

/** A whole number in [from, to], both included. */
export function between(from: number, to: number, ...words: readonly (string | number)[]): number {
  return from + Math.floor(share(...words) * (to - from + 1))
}

/** One of the options. */
export function pick<T>(options: readonly T[], ...words: readonly (string | number)[]): T {
  const chosen = options[hash(...words) % options.length]
  if (chosen === undefined) throw new Error('nothing to pick from')
  return chosen
}
