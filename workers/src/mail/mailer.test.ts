import { expect, test } from 'vitest'

import { mailAddress, sender } from './mailer.ts'

test.each([
  'a@example.com,evil@example.com',
  'a@example.com, evil@example.com',
  '"x" <evil@example.com>',
  'a@example.com\r\nBcc: evil@example.com',
  'nobody',
  '',
  'a@b',
])('what is not one address (%j) is no address', (text) => expect(mailAddress('Alex', text)).toBeNull())

test('a name cannot carry a header or another address', () => {
  expect(mailAddress('Alex\r\nBcc: evil@example.com <evil@example.com>', 'a@example.com')).toEqual({
    name: 'AlexBcc: evil@example.com evil@example.com',
    address: 'a@example.com',
  })
})

test('the sender is an address with or without a name', () => {
  expect(sender.parse('Staygraph <stay@staygraph.example>')).toEqual({
    name: 'Staygraph',
    address: 'stay@staygraph.example',
  })
  expect(sender.parse('stay@staygraph.example')).toEqual({ name: '', address: 'stay@staygraph.example' })
  expect(sender.safeParse('Staygraph').success).toBe(false)
})
