import { readFileSync } from 'node:fs'

import { expect, test } from 'vitest'

import { readmeWithStatuses } from './draw-statuses.ts'

test('the README draws the statuses as the code has them', () => {
  expect(readFileSync(new URL('./README.md', import.meta.url), 'utf8')).toBe(readmeWithStatuses())
})
