import { expect, test } from 'vitest'

import { bookSystem } from './testing/booked-system.ts'
import { copySystem } from './testing/copied-system.ts'

const booked = await bookSystem()

test('a system in which all went well is clean', async () => {
  await using system = await copySystem(booked)
  expect(await system.broken()).toEqual({})
})
