import { parseArgs } from 'node:util'

import fc from 'fast-check'

import { transitions } from '../../domain/status.ts'
import { controls } from './controls.ts'
import { anyLife } from './live.ts'
import { sagasOf } from './tally.ts'
import { worldInMemory, worldOnPostgres, type GroundName } from './worlds.ts'

// Lives lives, and tells of them: a line of JSON on stdout now and then, and one in the end. `bench sagas` runs several of
// these beside each other. Each batch of lives has a seed of its own, which plays it again.

const { values } = parseArgs({
  options: {
    ground: { type: 'string', default: 'MEMORY' },
    /** Of a Postgres where a database of our own may be made. */
    server: { type: 'string' },
    /** Sagas to begin, at least; and for how long at most. */
    sagas: { type: 'string', default: '1000' },
    minutes: { type: 'string', default: '600' },
    /** Of the first batch; the others follow it in steps. */
    seed: { type: 'string', default: '1' },
    step: { type: 'string', default: '1' },
    /** Of a life, at most. */
    lines: { type: 'string', default: '40' },
    /** Lives of a batch. */
    lives: { type: 'string', default: '200' },
    /** A protection to be switched off: one of `controls.ts`. */
    without: { type: 'string' },
    /** Of a failure, as it was told: plays that life alone. */
    path: { type: 'string' },
    replayPath: { type: 'string' },
  },
})

const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)

const ground = values.ground as GroundName
const control = values.without === undefined ? null : controls[values.without]
if (control === undefined) throw new Error(`there is no control "${values.without}"`)
if (ground !== 'MEMORY' && values.server === undefined) throw new Error('--server says where Postgres is')
const lived =
  ground === 'MEMORY'
    ? await worldInMemory(new Set(control?.weakness ? [control.weakness] : []))
    : await worldOnPostgres(values.server ?? '', `lives_${process.pid}`, ground)

const { property, tally } = anyLife(lived.world, {
  ...lived.options,
  lines: Number(values.lines),
  replayPath: values.replayPath,
  ...(control?.spoil && { spoil: control.spoil }),
})
const wanted = Number(values.sagas)
const minutes = Number(values.minutes)
const began = performance.now()
let seed = Number(values.seed)
let failure: object | null = null
while (sagasOf(tally) < wanted && failure === null && performance.now() - began < minutes * 60_000) {
  const before = sagasOf(tally)
  const run = await fc.check(property, {
    numRuns: values.path === undefined ? Number(values.lives) : 1,
    seed,
    ...(values.path !== undefined && { path: values.path }),
  })
  if (run.failed) {
    // Path and replayPath as they must be given to play it again.
    const script = fc.stringify(run.counterexample?.[0])
    const replayPath = /replayPath="([^"]*)"/.exec(script)?.[1] ?? ''
    const cause = run.errorInstance
    const message = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)
    failure = {
      seed,
      path: run.counterexamplePath,
      replayPath,
      script,
      message,
      lives: run.numRuns,
      sagas: sagasOf(tally),
    }
  }
  if (values.path !== undefined) break
  say({ kind: 'progress', sagas: sagasOf(tally) - before, lives: tally.lives })
  seed += Number(values.step)
}
await lived.close()
const { lives, guests, ...counted } = tally
say({
  kind: 'end',
  lives,
  guests,
  total: sagasOf(tally),
  seconds: (performance.now() - began) / 1_000,
  cpuSeconds: (process.cpuUsage().user + process.cpuUsage().system) / 1e6,
  ...lived.asked(),
  failure,
  controls: Object.fromEntries(Object.entries(controls).map(([name, { what }]) => [name, what])),
  allowed: Object.entries(transitions).flatMap(([from, to]) => to.map((next) => `${from} > ${next}`)),
  ...Object.fromEntries(Object.entries(counted).map(([kind, counts]) => [kind, Object.fromEntries(counts)])),
})
