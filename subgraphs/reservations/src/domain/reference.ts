/**
 * What people say on the phone. No vowels, so that no word comes up; none of 0 1 2 5 8 and O I Z S B, which are
 * mistaken for each other; no U, heard as Q. 23^7: 3.4 thousand million references, checked unique by the database.
 */
export const referenceAlphabet = '34679CDFGHJKLMNPQRTVWXY'

/** `LX7-4KQ9`. `random(n)` answers an integer in [0, n), unforeseeable. */
export function makeReference(random: (below: number) => number): string {
  const letters = Array.from({ length: 7 }, () => referenceAlphabet[random(referenceAlphabet.length)]).join('')
  return `${letters.slice(0, 3)}-${letters.slice(3)}`
}

/** As the database has it, however it was typed: " lx7 4kq9" is LX7-4KQ9. Null: it cannot be a reference. */
export function readReference(typed: string): string | null {
  if (typed.length > 40) return null
  const letters = typed.toUpperCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
  if (letters.length !== 7 || [...letters].some((letter) => !referenceAlphabet.includes(letter))) return null
  return `${letters.slice(0, 3)}-${letters.slice(3)}`
}
