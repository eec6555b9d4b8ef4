import fc from 'fast-check'
import { expect } from 'vitest'

import type { World } from '../world.ts'
import { Model } from './model.ts'
import { script } from './script.ts'
import { comeToRest, expectSettled } from './settled.ts'
import { createStage, roomKinds, type Stage } from './stage.ts'

const nights = [11, 12, 13, 14, 15, 16, 17, 18, 19]
/** The tables are emptied now and then: a long run is as quick in the end as in the beginning. */
const emptiedEvery = 40

export type LifeOptions = {
  /** Of a script, at most. */
  lines: number
  /** Of a failure, as it was printed. */
  replayPath?: string | undefined
  /** Breaks something on purpose: for negative controls. */
  spoil?: (stage: Stage) => void
}

/** Any life, from its script and its dice. `counted` grows as lives are lived. */
export function anyLife(world: World, { lines, replayPath, spoil }: LifeOptions) {
  const counted = { lives: 0, lines: 0, sagas: 0 }
  const property = fc.asyncProperty(script(lines, replayPath), fc.integer(), async (commands, dice) => {
    if (counted.lives % emptiedEvery === 0)
      await world.sql`truncate reservations, room_night, outbox, idempotency_keys cascade`
    counted.lives += 1
    const model = new Model()
    const stage = createStage(world, dice)
    spoil?.(stage)
    await fc.asyncModelRun(() => ({ model, real: stage }), commands)
    expect(model.oversold(roomKinds, nights)).toEqual([])
    await comeToRest(stage)
    await expectSettled(model, stage)
    expect(model.oversold(roomKinds, nights)).toEqual([])
    counted.lines += [...commands].length
    counted.sagas += model.guests.length
  })
  return { property, counted }
}
