import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'

import type { BenchOptions } from './bench.ts'
import { createDice } from './dice.ts'
import { disorderWebhooks } from './faults/companies.ts'
import { livesOf } from './faults/processes.ts'
import { loseRedis, stopDatabase } from './faults/stores.ts'
import { heal, type HealOptions } from './heal.ts'
import { faulted } from './kills.ts'
import { type Platform, startPlatform } from './platform.ts'
import type { Outcome } from './report.ts'
import { confirmedBy, startTraffic, untilConfirmed, type TrafficOptions } from './traffic/traffic.ts'

const options = {
  /** How often the database is stopped at once, and how often the queue is lost. */
  stops: { type: 'string', default: '200' },
  losses: { type: 'string', default: '200' },
  seed: { type: 'string', default: '1' },
  guests: { type: 'string', default: '16' },
  'think-ms': { type: 'string', default: '150' },
  'gap-ms': { type: 'string', default: '500' },
  minutes: { type: 'string', default: '120' },
} as const

/** 200 immediate stops of the database, 200 losses of Redis, and every webhook doubled and shuffled, under load. */
export const losses = async ({ args, signal, say }: BenchOptions): Promise<Outcome> => {
  const { values } = parseArgs({ args, options })
  const platform = await startPlatform({ ...faulted, signal, say })
  try {
    return await loseWhileBooked(platform, {
      stops: Number(values.stops),
      lost: Number(values.losses),
      seed: Number(values.seed),
      guests: Number(values.guests),
      thinkMs: Number(values['think-ms']),
      gapMs: Number(values['gap-ms']),
      minutes: Number(values.minutes),
      signal,
      say,
    })
  } finally {
    await platform.stop()
  }
}

export interface LossOptions extends HealOptions, TrafficOptions {
  stops: number
  lost: number
  gapMs: number
  minutes: number
  signal: AbortSignal
  say: (line: string) => void
}

/** Takes the stores away at random under load; then no process may have died, and all is held against what must be. */
export const loseWhileBooked = async (platform: Platform, options: LossOptions): Promise<Outcome> => {
  const { stops, lost, seed, gapMs, minutes, signal, say } = options
  const dice = createDice(seed + 11)
  const lives = livesOf(platform)
  if (!(await disorderWebhooks(platform))) throw new Error('the bank does not take its scenario')
  const traffic = startTraffic(platform, options)
  const began = Date.now()
  const done = { stops: 0, losses: 0 }
  let told = began
  try {
    await untilConfirmed(traffic, 5)
    while ((done.stops < stops || done.losses < lost) && !signal.aborted && Date.now() - began < minutes * 60_000) {
      await sleep(dice.gap(gapMs))
      if ((done.stops + done.losses) % 2 === 0) await untilConfirmed(traffic, confirmedBy(traffic) + 1, 10_000)
      // Most come back at once; some are away for as long as a failover takes.
      const awayMs = dice.roll() < 0.15 ? dice.whole(500, 6_000) : 0
      const left = { stops: Math.max(0, stops - done.stops), losses: Math.max(0, lost - done.losses) }
      const next = dice.weighted(left)
      await (next === 'stops' ? stopDatabase : loseRedis)(platform, awayMs)
      done[next] += 1
      if (Date.now() - told > 30_000) {
        told = Date.now()
        const seconds = Math.round((told - began) / 1_000)
        say(`${done.stops} stops, ${done.losses} losses, ${confirmedBy(traffic)} bookings confirmed, ${seconds} s`)
      }
    }
  } finally {
    await traffic.stop()
  }
  const underFaultsSeconds = Math.round((Date.now() - began) / 1_000)
  say(`${done.stops} stops and ${done.losses} losses in ${underFaultsSeconds} s; the guests are gone`)
  const { failures, figures } = await heal(platform, traffic, say, options)
  const after = livesOf(platform)
  const died = [...lives].filter(([name, pid]) => pid === undefined || after.get(name) !== pid).map(([name]) => name)
  failures.push(...died.map((name) => `${name} died`))
  const confirmed = confirmedBy(traffic)
  if (confirmed < (done.stops + done.losses) / 4)
    failures.push(`only ${confirmed} bookings were confirmed: too few to prove anything`)
  if (done.stops < stops || done.losses < lost)
    failures.push(`only ${done.stops} stops and ${done.losses} losses in ${minutes} minutes`)
  say(died.length === 0 ? `all ${lives.size} processes of ours lived through it` : `died: ${died.join(', ')}`)
  await traffic.close()
  return {
    passed: failures.length === 0,
    failures,
    figures: {
      ...done,
      underFaultsSeconds,
      processesDead: died.length,
      ...figures,
      asked: traffic.graph.counted,
      errorCodes: Object.fromEntries(traffic.graph.codes),
      counts: Object.fromEntries([...traffic.counts].toSorted(([one], [other]) => one.localeCompare(other))),
    },
  }
}
