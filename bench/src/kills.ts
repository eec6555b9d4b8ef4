import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'

import type { BenchOptions } from './bench.ts'
import { createDice } from './dice.ts'
import { bookingPath, kill } from './faults/processes.ts'
import { summary, watchRestarts } from './faults/restarts.ts'
import { heal, type HealOptions } from './heal.ts'
import { type Platform, startPlatform } from './platform.ts'
import type { Outcome } from './report.ts'
import { table } from './report.ts'
import { killAtEachStep } from './steps/kill-at-steps.ts'
import { confirmedBy, startTraffic, untilConfirmed, type TrafficOptions } from './traffic/traffic.ts'

/** Processes that come back at once, holds that end while somebody still looks, mails that do not wait for quieter times. */
export const faulted = {
  restarts: { firstMs: 20, longestMs: 20 },
  environment: { HOLD_MINUTES: '1', NICENESS: '0' },
}

const options = {
  kills: { type: 'string', default: '1000' },
  seed: { type: 'string', default: '1' },
  guests: { type: 'string', default: '16' },
  'think-ms': { type: 'string', default: '250' },
  /** Between two kills, on average. */
  'gap-ms': { type: 'string', default: '300' },
  /** No more than this altogether, however many kills that makes. */
  minutes: { type: 'string', default: '120' },
} as const

/** 1,000 SIGKILLs over every process of the booking path at random moments under load. */
export const kills = async ({ args, signal, say }: BenchOptions): Promise<Outcome> => {
  const { values } = parseArgs({ args, options })
  const platform = await startPlatform({ ...faulted, signal, say })
  try {
    return await killWhileBooked(platform, { ...numbers(values), signal, say })
  } finally {
    await platform.stop()
  }
}

/** One kill at each step of each saga. */
export const steps = async ({ args, signal, say }: BenchOptions): Promise<Outcome> => {
  const { only } = parseArgs({ args, options: { only: { type: 'string', default: '' } } }).values
  const platform = await startPlatform({ ...faulted, signal, say })
  try {
    return await killAtEachStep(platform, { only, signal, say })
  } finally {
    await platform.stop()
  }
}

const numbers = (values: Record<keyof typeof options, string>) => ({
  wanted: Number(values.kills),
  seed: Number(values.seed),
  guests: Number(values.guests),
  thinkMs: Number(values['think-ms']),
  gapMs: Number(values['gap-ms']),
  minutes: Number(values.minutes),
})

/** Bookings that must have been confirmed before the first kill, parts that may be away at once, kills for each booking. */
const [warmUp, mostAway, killsABooking] = [5, 3, 3]

const partsAway = ({ running }: Platform) =>
  running.services.filter(({ runner }) => runner.snapshot().state !== 'ready').length

export interface KillOptions extends HealOptions, ReturnType<typeof numbers>, TrafficOptions {
  signal: AbortSignal
  say: (line: string) => void
}

/** Kills at random under load, then heals and holds everything against what must be. */
export const killWhileBooked = async (platform: Platform, options: KillOptions): Promise<Outcome> => {
  const { wanted, seed, gapMs, minutes, signal, say } = options
  const dice = createDice(seed + 7)
  const killed = new Map<string, number>()
  const restarts = watchRestarts(platform)
  const traffic = startTraffic(platform, options)
  const began = Date.now()
  let done = 0
  let told = began
  try {
    await untilConfirmed(traffic, warmUp)
    while (done < wanted && !signal.aborted && Date.now() - began < minutes * 60_000) {
      await sleep(dice.gap(gapMs))
      // A platform that is down altogether books nothing, and so has nothing to lose.
      if (partsAway(platform) >= mostAway) continue
      if (done % killsABooking === 0) await untilConfirmed(traffic, confirmedBy(traffic) + 1, 10_000)
      const name = dice.pick(bookingPath)
      // Now and then one that is just coming back.
      if (platform.runnerOf(name).snapshot().state !== 'ready' && dice.roll() < 0.7) continue
      if (!kill(platform, name)) continue
      killed.set(name, (killed.get(name) ?? 0) + 1)
      done += 1
      if (Date.now() - told > 30_000) {
        told = Date.now()
        say(`${done} kills, ${confirmedBy(traffic)} bookings confirmed, ${Math.round((told - began) / 1_000)} s`)
      }
    }
  } finally {
    await traffic.stop()
    restarts.stop()
  }
  const underFaultsSeconds = Math.round((Date.now() - began) / 1_000)
  say(`${done} kills in ${underFaultsSeconds} s; the guests are gone`)
  const { failures, figures } = await heal(platform, traffic, say, options)
  const confirmed = confirmedBy(traffic)
  if (confirmed < done / 5) failures.push(`only ${confirmed} bookings were confirmed: too few to prove anything`)
  if (done < wanted) failures.push(`only ${done} of ${wanted} kills in ${minutes} minutes`)
  const came = summary(restarts.tookMs)
  say(
    table([
      ['part', 'killed', 'back p50 ms', 'p99 ms'],
      ...bookingPath.map((name) => [name, killed.get(name) ?? 0, came[name]?.p50Ms ?? 0, came[name]?.p99Ms ?? 0]),
    ]),
  )
  await traffic.close()
  return {
    passed: failures.length === 0,
    failures,
    figures: {
      kills: done,
      killed: Object.fromEntries(killed),
      underFaultsSeconds,
      restarts: came,
      ...figures,
      asked: traffic.graph.counted,
      errorCodes: Object.fromEntries(traffic.graph.codes),
      counts: Object.fromEntries([...traffic.counts].toSorted(([one], [other]) => one.localeCompare(other))),
    },
  }
}
