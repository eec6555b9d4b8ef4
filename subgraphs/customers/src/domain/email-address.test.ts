import fc from 'fast-check'
import { expect, test } from 'vitest'

import { readEmailAddress } from './email-address.ts'

test.each([
  ['ada@example.com', 'ada@example.com'],
  ['  Ada.Lovelace+trips@Example.COM ', 'Ada.Lovelace+trips@example.com'],
  ['ada@münchen.de', 'ada@xn--mnchen-3ya.de'],
])('%j is an address', (typed, email) => {
  expect(readEmailAddress(typed)).toEqual({ email, key: email.toLowerCase() })
})

test.each([
  '',
  'ada',
  '@example.com',
  'ada@',
  'ada@example',
  'a b@example.com',
  'ada@exa mple.com',
  'ada@x.com,evil@x.com',
  'ada@example.com\nBcc: evil@x.com',
  'ada@example.com/..',
  'ada@user:pw@example.com',
  '"a"@example.com',
  `${'a'.repeat(250)}@example.com`,
])('%j is none', (typed) => {
  expect(readEmailAddress(typed)).toBeNull()
})

test('whatever is typed, an address that is read can be written to one person only', () => {
  const law = () =>
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.emailAddress()), (typed) => {
        const read = readEmailAddress(typed)
        return read === null || (/^[\x21-\x7e]+@[a-z0-9.-]+$/.test(read.email) && !/[,;<>"\\]/.test(read.email))
      }),
    )
  expect(law).not.toThrow()
})

test('reading again changes nothing, and case makes no other address', () => {
  const law = () =>
    fc.assert(
      fc.property(fc.emailAddress(), (typed) => {
        const read = readEmailAddress(typed)
        if (!read) return true
        const again = readEmailAddress(read.email)
        return again?.email === read.email && readEmailAddress(typed.toUpperCase())?.key === read.key
      }),
    )
  expect(law).not.toThrow()
})
