/** Up to so many letters of a word, and what comes behind it, are marked. */
export const longestMark = 8

/** The mark of a text with one letter (a byte) more. */
export const markOf = (mark: number, letter: number): number => Math.imul(mark ^ letter, 0x01_00_01_93) + 0x9e_37

const bitOf = (marks: Uint8Array, mark: number): number => (mark ^ (mark >>> 15)) & (8 * marks.length - 1)

/** Whether a mark was set, or another one that stands in the same place. */
export function isMarked(marks: Uint8Array, mark: number): boolean {
  const bit = bitOf(marks, mark)
  return (((marks[bit >> 3] as number) >> (bit & 7)) & 1) === 1
}

const space = 32

/**
 * Marks each beginning of a word in texts that are each ended by a zero, with a sixteenth to an eighth of their bytes: who looks for a beginning that has no mark
 * need not look into the texts.
 */
export function markBeginnings(texts: Uint8Array): Uint8Array {
  const marks = new Uint8Array(2 ** Math.max(6, Math.floor(Math.log2(texts.length / 8))))
  let before = space
  for (let at = 0; at < texts.length; at++) {
    const isFirst = before === space || before === 0
    before = texts[at] as number
    if (!isFirst) continue
    let mark = 0
    for (let next = at; next < at + longestMark && texts[next] !== 0 && next < texts.length; next++) {
      mark = markOf(mark, texts[next] as number)
      const bit = bitOf(marks, mark)
      marks[bit >> 3] = (marks[bit >> 3] as number) | (1 << (bit & 7))
    }
  }
  return marks
}
