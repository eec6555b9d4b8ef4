import { expect, test } from 'vitest'

import { commonPasswords } from '../credentials/common-passwords.ts'
import { normalisePassword, whyWeak } from './password-rules.ts'

const why = (password: string) => whyWeak(password, 'ada@example.com', commonPasswords)

test.each([
  'correct horse battery',
  'ПарольДляПоездки',
  '旅行に行きたいなあ今日',
  'a'.repeat(3) + 'meadowmeadow',
  'Tr0ub4dor&3x',
])('%j is accepted', (password) => {
  expect(why(password)).toBeNull()
})

test.each([
  ['short', 'ninechars', 'too short'],
  ['short, though long in bytes', '😀😀😀😀😀😀😀😀😀', 'too short'],
  ['long', 'ab cd ef '.repeat(30), 'too long'],
  ['what many use', '1234567890', 'Many people'],
  ['what many use, in capitals', 'QWERTYUIOP', 'Many people'],
  ['the address', 'Ada@Example.com', 'your address'],
  ['a few characters again and again', 'ababababababab', 'repeats'],
])('%s is refused', (_, password, reason) => {
  expect(why(password)).toContain(reason)
})

test('the list knows more than a thousand passwords that are long enough', () => {
  expect(commonPasswords.size).toBeGreaterThan(1_000)
})

test('a password typed in composed or decomposed letters is the same', () => {
  expect(normalisePassword('cafe\u0301')).toBe(normalisePassword('caf\u00e9'))
})
