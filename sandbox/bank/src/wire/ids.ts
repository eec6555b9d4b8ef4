import { randomBytes } from 'node:crypto'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** An unguessable id of the wire's look: a prefix that tells its kind, then letters and digits. */
export function newId(prefix: string, length = 24): string {
  let id = ''
  // 248 is the largest multiple of 62 in a byte: whatever is above would favour the first letters.
  while (id.length < length) for (const byte of randomBytes(length)) if (byte < 248) id += LETTERS[byte % 62]
  return `${prefix}_${id.slice(0, length)}`
}
