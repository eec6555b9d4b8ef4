// People type their name as the moment has it: without accents, in capitals, with another hyphen. Letters of any script count.

const letterPairs: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
}

/** The name without case, accents, spaces and punctuation. */
export const foldName = (name: string) =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[ßæœøđðłþı]/g, (letter) => letterPairs[letter] ?? letter)
    .replaceAll(/[^\p{L}\p{N}]/gu, '')

/** Whether two people would say it is the same surname. An empty name is nobody's. */
export function sameSurname(one: string, other: string): boolean {
  if (one.length > 200 || other.length > 200) return false
  const folded = foldName(one)
  return folded !== '' && folded === foldName(other)
}
