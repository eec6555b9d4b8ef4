import { expect, test } from 'vitest'

import type { Plan } from '../plan.ts'
import { TookTooLong } from '../within.ts'
import { stoppable } from './stoppable.ts'

test('a planner that goes on for ever is stopped, and another plans what comes next', () => {
  let made = 0
  const planner = stoppable(() => {
    const isFirst = (made += 1) === 1
    return {
      buildQueryPlan: (): Plan => {
        while (isFirst);
        return { kind: 'QueryPlan' }
      },
    }
  }, 20)
  expect(made).toBe(0)
  const plan = () => planner.buildQueryPlan(undefined as never)
  expect(plan).toThrow(TookTooLong)
  expect(plan()).toEqual({ kind: 'QueryPlan' })
  expect(plan()).toEqual({ kind: 'QueryPlan' })
  expect(made).toBe(2)
})
