import { expect, test } from 'vitest'

import { composeApiKey } from './api-key.ts'

test('a key says what it is, for secret scanners and for people, and holds the whole secret', () => {
  const secret = new Uint8Array(32).map((_, n) => n * 7)
  const { key, prefix } = composeApiKey('TEST', new Uint8Array([0, 31, 32, 255, 9, 10, 11, 12]), secret)
  expect(prefix).toBe('sg_test_0z0z9abc')
  expect(key).toBe(`${prefix}_${Buffer.from(secret).toString('base64url')}`)
  expect(composeApiKey('LIVE', new Uint8Array(8), secret).prefix).toBe('sg_live_00000000')
})
