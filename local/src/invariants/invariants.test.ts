import { expect, test } from 'vitest'

import { bookSystem } from './testing/booked-system.ts'
import { copySystem } from './testing/copied-system.ts'

const booked = await bookSystem()

test('a system in which all went well is clean', async () => {
  await using system = await copySystem(booked)
  const checked = await system.check()
  console.log(checked.map((c) => `${c.invariant.name} ${c.checked} ${c.things} ${JSON.stringify(c.violations)} ${c.failed ?? ''}`).join('\n'))
  expect(await system.broken()).toEqual({})
})
