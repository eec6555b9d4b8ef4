import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'

import type { BenchOptions } from '../bench.ts'
import { createDice, type Dice } from '../dice.ts'
import { allIsWell, type Company, disorderWebhooks, trouble } from '../faults/companies.ts'
import { bookingPath, kill, livesOf } from '../faults/processes.ts'
import { loseRedis, stopDatabase } from '../faults/stores.ts'
import { heal, type HealOptions, untilReady } from '../heal.ts'
import { faulted } from '../kills.ts'
import { type Platform, startPlatform } from '../platform.ts'
import { type Outcome, table } from '../report.ts'
import { confirmedBy, startTraffic, type TrafficOptions } from '../traffic/traffic.ts'
import { type Sample, watch } from './samples.ts'
import { growthOf, median } from './slope.ts'

const options = {
  minutes: { type: 'string', default: '60' },
  seed: { type: 'string', default: '1' },
  guests: { type: 'string', default: '8' },
  'think-ms': { type: 'string', default: '700' },
  /** Between two faults, on average. */
  'gap-ms': { type: 'string', default: '15000' },
} as const

/** By how much a process may grow over the second half, along its slope: beyond it, it leaks. */
const mostGrowth = 0.05

/** An hour of mixed guests with faults of all kinds. */
export const soak = async ({ args, signal, say }: BenchOptions): Promise<Outcome> => {
  const { values } = parseArgs({ args, options })
  const platform = await startPlatform({ ...faulted, signal, say })
  try {
    return await soakWhileBooked(platform, {
      minutes: Number(values.minutes),
      seed: Number(values.seed),
      guests: Number(values.guests),
      thinkMs: Number(values['think-ms']),
      gapMs: Number(values['gap-ms']),
      sampleMs: 10_000,
      signal,
      say,
    })
  } finally {
    await platform.stop()
  }
}

export interface SoakOptions extends HealOptions, Omit<TrafficOptions, 'gateway'> {
  minutes: number
  gapMs: number
  sampleMs: number
  signal: AbortSignal
  say: (line: string) => void
}

type Fault = 'kill' | Company | 'database' | 'queue'

/**
 * In the first half processes die too. In the second only stores and other companies fail, so that each process lives
 * through all of it and its memory can be held against its own.
 */
export const soakWhileBooked = async (platform: Platform, options: SoakOptions): Promise<Outcome> => {
  const { minutes, seed, gapMs, sampleMs, signal, say } = options
  const dice = createDice(seed + 13)
  await disorderWebhooks(platform)
  const watched = watch(platform, sampleMs)
  const traffic = startTraffic({ gateway: platform.urls['gateway'] ?? '', ...options })
  const began = Date.now()
  const passed = () => (Date.now() - began) / (minutes * 60_000)
  const faults = new Map<string, number>()
  let lives: Map<string, number | undefined> | undefined
  let told = 0
  try {
    while (passed() < 1 && !signal.aborted) {
      await sleep(Math.min(dice.gap(gapMs), minutes * 60_000))
      if (passed() >= 0.45 && !lives) {
        await untilReady(platform)
        lives = livesOf(platform)
      }
      if (passed() >= 0.97) continue // it ends healthy
      const fault = dice.weighted<Fault>({ kill: lives ? 0 : 5, bank: 3, partner: 3, database: 2, queue: 2 })
      faults.set(fault, (faults.get(fault) ?? 0) + 1)
      await bringAbout(platform, fault, dice)
      if (passed() * 10 >= told + 1) {
        told = Math.floor(passed() * 10)
        say(
          `${told * 10} %: ${confirmedBy(traffic)} bookings confirmed, faults ${JSON.stringify(Object.fromEntries(faults))}`,
        )
      }
    }
  } finally {
    await traffic.stop()
    await watched.stop()
  }
  for (const company of ['bank', 'partner'] as const) await allIsWell(platform, company)
  const { failures, figures } = await heal(platform, traffic, say, options)
  const { rows, grown } = memory(watched.samples)
  say(table([['process', 'samples', 'MB first', 'MB last', 'MB middle', 'growth %', 'lag p99 ms'], ...rows]))
  failures.push(...grown)
  const after = livesOf(platform)
  for (const [name, pid] of lives ?? []) if (after.get(name) !== pid) failures.push(`${name} died in the second half`)
  await traffic.close()
  return {
    passed: failures.length === 0,
    failures,
    figures: {
      minutes,
      faults: Object.fromEntries(faults),
      confirmed: confirmedBy(traffic),
      ...figures,
      memory: rows,
      most: most(watched.samples),
      asked: traffic.graph.counted,
      errorCodes: Object.fromEntries(traffic.graph.codes),
      counts: Object.fromEntries([...traffic.counts].toSorted(([one], [other]) => one.localeCompare(other))),
      samples: watched.samples,
    },
  }
}

const bringAbout = async (platform: Platform, fault: Fault, dice: Dice): Promise<void> => {
  const awayMs = dice.roll() < 0.3 ? dice.whole(500, 8_000) : 0
  if (fault === 'kill') kill(platform, dice.pick(bookingPath))
  else if (fault === 'database') await stopDatabase(platform, awayMs)
  else if (fault === 'queue') await loseRedis(platform, awayMs)
  else {
    await trouble(platform, fault, dice)
    await sleep(dice.whole(1_000, 8_000))
    while (!(await allIsWell(platform, fault))) await sleep(200)
  }
}

/** The second half of the run, in the life that each process has then. */
const memory = (samples: Sample[]) => {
  const half = samples.slice(Math.floor(samples.length / 2))
  const names = Object.keys(half.at(-1)?.processes ?? {})
  const grown: string[] = []
  const rows = names.map((name) => {
    const life = half.at(-1)?.processes[name]?.pid
    const points = half.flatMap(({ at, processes: { [name]: one } }) =>
      one?.pid === life && one ? [{ at, value: one.rssMb }] : [],
    )
    const growth = growthOf(points)
    if (growth > mostGrowth && points.length > 20)
      grown.push(`${name} grew by ${(growth * 100).toFixed(1)} % over the second half`)
    const lag = median(half.flatMap(({ processes: { [name]: one } }) => (one?.lagMs == null ? [] : [one.lagMs])))
    const middle = median(points.map(({ value }) => value))
    return [
      name,
      points.length,
      points[0]?.value ?? 0,
      points.at(-1)?.value ?? 0,
      middle,
      Math.round(growth * 1_000) / 10,
      lag,
    ]
  })
  return { rows, grown }
}

const most = (samples: Sample[]) => ({
  connections: Math.max(
    ...samples.map(({ connections }) => Object.values(connections).reduce((sum, one) => sum + one, 0)),
  ),
  outbox: Math.max(...samples.flatMap(({ outbox }) => Object.values(outbox))),
  waitingJobs: Math.max(...samples.map(({ queue }) => queue.waiting)),
  failedJobs: Math.max(...samples.map(({ queue }) => queue.failed)),
  diskMb: Math.max(...samples.map(({ diskMb }) => diskMb)),
  lagMs: Math.max(...samples.flatMap(({ processes }) => Object.values(processes).map(({ lagMs }) => lagMs ?? 0))),
})
