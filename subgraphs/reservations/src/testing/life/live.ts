import fc from 'fast-check'

import { Model } from './model.ts'
import { holds } from './must.ts'
import { script } from './script.ts'
import { comeToRest, expectSettled } from './settled.ts'
import { createStage, roomKinds, type Stage } from './stage.ts'
import { createTally, type LifeWorld } from './tally.ts'

const nights = [11, 12, 13, 14, 15, 16, 17, 18, 19]

export type LifeOptions = {
  /** Of a script, at most. */
  lines: number
  /** Of a failure, as it was printed. */
  replayPath?: string | undefined
  /** Breaks something on purpose: for negative controls. */
  spoil?: (stage: Stage) => void
  /** The tables are emptied after so many lives: a long run is as quick in the end as in the beginning. */
  emptiedEvery?: number
  /** After each life, when all is settled. */
  after?: () => Promise<void>
}

/** Any life, from its script and its dice. `tally` grows as lives are lived. */
export function anyLife(world: LifeWorld, { lines, replayPath, spoil, emptiedEvery = 40, after }: LifeOptions) {
  const tally = createTally()
  const property = fc.asyncProperty(script(lines, replayPath), fc.integer(), async (commands, dice) => {
    if (tally.lives % emptiedEvery === 0) await world.records.empty()
    tally.lives += 1
    const model = new Model()
    const stage = createStage(world, dice, tally)
    spoil?.(stage)
    await fc.asyncModelRun(() => ({ model, real: stage }), commands)
    holds('rooms that two were told are theirs', model.oversold(roomKinds, nights), [])
    await comeToRest(stage)
    await expectSettled(model, stage)
    holds('rooms that two were told are theirs, in the end', model.oversold(roomKinds, nights), [])
    await after?.()
    tally.sagas += model.guests.length
  })
  return { property, tally }
}
