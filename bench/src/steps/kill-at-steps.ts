import { setTimeout as sleep } from 'node:timers/promises'

import { bookingPath, kill, type PartName } from '../faults/processes.ts'
import { untilServed } from '../faults/stores.ts'
import { heal, type HealOptions, untilReady } from '../heal.ts'
import type { Platform } from '../platform.ts'
import { type Outcome, table } from '../report.ts'
import { type Booking, newest } from '../traffic/booking.ts'
import { startTraffic } from '../traffic/traffic.ts'
import { type Fate, type Halts, openHalts, type StepAt } from './halts.ts'
import { perform, type Play, plays, type Stage } from './plays.ts'

export interface StepOptions extends HealOptions {
  /** Only so many of the plays (all unless told), and only the last so many of the steps of each. */
  plays?: number
  /** Only plays whose name has this in it. */
  only?: string
  steps?: number
  signal: AbortSignal
  say: (line: string) => void
}

interface Rehearsed {
  play: Play
  steps: StepAt[]
  ends: string
}

const fates: Fate[] = ['WRITTEN', 'ROLLED_BACK']
const holdMs = 60_000
/** Longer than a hold, which ends when nobody goes to the bank. */
const patienceMs = holdMs + 40_000

/** Kills the process whose transaction writes a step, at each step of each saga, written and not. Nothing else goes on. */
export const killAtEachStep = async (platform: Platform, options: StepOptions): Promise<Outcome> => {
  const { signal, say } = options
  const traffic = startTraffic(platform, { seed: 3, guests: 0, thinkMs: 0 })
  const halts = await openHalts(platform)
  const failures: string[] = []
  const performed: { name: string; booking: Promise<Booking>; ends: string }[] = []
  const counts = { points: 0, killed: 0, notMet: 0 }
  let n = 0
  try {
    while (!(await traffic.offers.search())) await sleep(200)
    const rehearsed = await rehearse(
      plays.filter(({ name }) => name.includes(options.only ?? '')).slice(0, options.plays),
      traffic,
      halts,
      () => (n += 1),
    )
    say(
      table([['saga', 'steps', 'ends'], ...rehearsed.map(({ play, steps, ends }) => [play.name, steps.length, ends])]),
    )
    const known = new Set<string>()
    for (const { play, steps, ends } of rehearsed) {
      for (const at of steps
        .filter((step) => isNew(known, play, step))
        .slice(options.steps === undefined ? 0 : -options.steps)) {
        for (const fate of fates) {
          if (signal.aborted) break
          n += 1
          counts.points += 1
          const name = `${play.name}, ${at.database} ${at.what} ${fate}`
          await halts.arm(n, at)
          const booking = perform(play, n, traffic)
          booking.catch(() => undefined) // told when all are
          performed.push({ name, booking, ends })
          const met = await halts.met(at, patienceMs)
          if (!met) {
            counts.notMet += 1
            failures.push(`${name}: the step was never come to`)
          } else if (!isPart(met.part)) failures.push(`${name}: written by "${met.part}", which is no process`)
          else {
            const pid = platform.runnerOf(met.part).snapshot().pid
            if (kill(platform, met.part)) counts.killed += 1
            while (platform.runnerOf(met.part).snapshot().pid === pid) await sleep(2)
          }
          await halts.release(n, at, fate, met?.backend)
          if (met && isPart(met.part)) await untilServed(platform.runnerOf(met.part))
        }
      }
      say(`${play.name}: ${counts.killed} kills so far`)
    }
    await untilReady(platform)
    for (const { name, booking } of performed)
      await booking.catch((error: Error) => failures.push(`${name}: ${error.message}`))
  } finally {
    await traffic.stop()
    await halts.close()
  }
  const healed = await heal(platform, traffic, say, options)
  for (const { name, booking, ends } of performed) {
    const came = outcomeOf(await booking)
    const sentence = newest((await booking).cancel ?? (await booking).change ?? (await booking))?.message
    const held = Date.now() - ((await booking).told[0]?.askedAt ?? 0) > holdMs
    if (came === ends || (came === 'EXPIRED' && held && ends !== 'CONFIRMED')) continue
    failures.push(`${name}: it came to ${came}, not ${ends}${sentence ? ` (${sentence})` : ''}`)
  }
  failures.push(...healed.failures)
  await traffic.close()
  const figures = { ...counts, ...healed.figures, errorCodes: Object.fromEntries(traffic.graph.codes) }
  return { passed: failures.length === 0, failures, figures }
}

/** What the guest was told in the end, of what they wished last. Whether a fee is kept is the offer's matter. */
const outcomeOf = (booking: Booking): string => {
  const { answer, status } = newest(booking.cancel ?? booking.change ?? booking) ?? {}
  return status?.replace('_WITH_FEE', '') ?? answer ?? 'nothing'
}

const isPart = (name: string): name is PartName => (bookingPath as readonly string[]).includes(name)

/** The steps of a booking come again in its cancellation: they are not killed at twice. */
const isNew = (known: Set<string>, play: Play, { database, what }: StepAt): boolean => {
  const of = play.wish ? play.source : play.name
  const [name, booking] = [`${of} ${database} ${what}`, `${play.source} ${database} ${what}`]
  if (play.wish ? known.has(booking) : known.has(name)) return false
  known.add(name)
  if (play.card === 'pm_card_visa') known.add(booking)
  return true
}

/** Each saga once without a kill: which steps it writes, and how it ends. */
const rehearse = async (all: Play[], stage: Stage, halts: Halts, next: () => number): Promise<Rehearsed[]> =>
  Promise.all(
    all.map(async (play) => {
      const n = next()
      const booking = await perform(play, n, stage)
      if (play.decision === 'leave') await sleep(75_000) // until the hold has ended
      else await sleep(2_000) // what follows behind the answer
      return { play, steps: await halts.seen(n), ends: outcomeOf(booking) }
    }),
  )
