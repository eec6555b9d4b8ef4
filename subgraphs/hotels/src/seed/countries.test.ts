import { expect, test } from 'vitest'

import { isCurrency } from '../../../../sandbox/bank/src/money/currencies.ts'
import { countries } from './countries.ts'

test('every hotel of the catalogue quotes a currency in which a card can be charged', () => {
  const quoted = new Set([...countries.values()].map(({ currency }) => currency))
  expect([...quoted].filter((currency) => !isCurrency(currency.toLowerCase()))).toEqual([])
  expect(quoted.size).toBeGreaterThan(100)
})
