import fc from 'fast-check'

import { liveTheDays } from './desk-days.ts'
import { Model } from './model.ts'
import { holds } from './must.ts'
import { script } from './script.ts'
import { comeToRest, expectLawful, expectSettled } from './settled.ts'
import { createStage, roomKinds, type Stage } from './stage.ts'
import { createTally, type LifeWorld } from './tally.ts'
import { leaveAll } from './waiters.ts'

const nights = [11, 12, 13, 14, 15, 16, 17, 18, 19]

/** Of so many lives the days of the stays are lived too. */
const daysLived = 0.3

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

/** Of a line; fast-check wraps it, to know whether it was played. */
function nameOf(line: object): string {
  const played = 'cmd' in line ? (line.cmd as object) : line
  return 'hasRan' in line && line.hasRan === false ? 'not played' : played.constructor.name
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
    for (const line of commands) stage.count('lines', nameOf(line))
    holds('rooms that two were told are theirs', model.oversold(roomKinds, nights), [])
    await comeToRest(stage)
    if (model.waiters.length > 0) {
      await leaveAll(model, stage)
      await comeToRest(stage)
    }
    await expectSettled(model, stage)
    holds('rooms that two were told are theirs, in the end', model.oversold(roomKinds, nights), [])
    if (stage.services.random() < daysLived) await liveTheDays(model, stage)
    await expectLawful(model, stage)
    await after?.()
    tally.guests += model.guests.length
  })
  return { property, tally }
}
