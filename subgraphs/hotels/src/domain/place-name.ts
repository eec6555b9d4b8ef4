/** A whole name stands before a longer one, unless that place is so many times as populous: "par" is Paris, "Bath" is Bath. */
export const exactWeight = 60

/** Letters that are no accented form of another, and what guests without that keyboard type instead. */
const spelled: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ŋ: 'n',
  ĸ: 'k',
  ŧ: 't',
  ə: 'e',
}
const spelledLetters = new RegExp(`[${Object.keys(spelled).join('')}]`, 'g')
/** Accents of Latin, Greek and Cyrillic; the points of Hebrew and the vowel signs of Arabic. Never those of kana or Indic scripts: there they are letters. */
const accents = /[\u0300-\u036F\u0591-\u05C7\u064B-\u065F\u0670]/g

/**
 * A name as it is compared: case, accents and punctuation ignored, in any script. "München" and "MUNCHEN" are one;
 * "Saint-Étienne" is "saint etienne".
 */
export function foldName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(accents, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(spelledLetters, (letter) => spelled[letter] ?? letter)
    .replace(/['’‘ʻʼ`´]/g, '')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()
}

/** The alphabet in which a typing slip is looked for; none for scripts whose signs are too many to try. */
function alphabetOf(name: string): string[] {
  if (/[a-z]/.test(name)) return Array.from('abcdefghijklmnopqrstuvwxyz')
  if (/[а-я]/.test(name)) return Array.from('абвгдежзийклмнопрстуфхцчшщъыьэюя')
  if (/[α-ω]/.test(name)) return Array.from('αβγδεζηθικλμνξοπρστυφχψω')
  return []
}

/** All names one slip away: a letter forgotten, doubled or foreign, wrong, or two swapped. The first letter is trusted. */
export function nearNames(name: string): string[] {
  const letters = Array.from(name)
  const alphabet = alphabetOf(name)
  const near = new Set<string>()
  for (let at = 1; at <= letters.length; at++) {
    const [before, here, after] = [letters.slice(0, at).join(''), letters[at] ?? '', letters.slice(at + 1).join('')]
    for (const letter of alphabet) near.add(before + letter + here + after)
    if (at === letters.length) break
    near.add(before + after)
    for (const letter of alphabet) near.add(before + letter + after)
    const next = letters[at + 1]
    if (next !== undefined) near.add(before + next + here + letters.slice(at + 2).join(''))
  }
  const swapped = letters.length > 1 ? `${letters[1]}${letters[0]}${letters.slice(2).join('')}` : name
  near.add(swapped)
  near.delete(name)
  return [...near]
}
