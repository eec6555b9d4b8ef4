import { expect, test } from 'vitest'

import { bankAmount } from './bank-amount.ts'

test.for([
  [{ amount: 495, currency: 'EUR' }, 495],
  [{ amount: 495, currency: 'JPY' }, 495],
  [{ amount: 4950, currency: 'KWD' }, 4950],
  [{ amount: 4955, currency: 'KWD' }, null],
  [{ amount: 1500, currency: 'ISK' }, 150_000],
] as const)('%o is %s on the bank’s wire', ([sum, expected]) => {
  expect(bankAmount(sum)).toBe(expected)
})
