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
import { confirmedBy, startTraffic, type TrafficOptions, untilConfirmed } from '../traffic/traffic.ts'
import { judgeMemory, measureMemory, measuring } from './memory.ts'
import { type Sample, watch } from './samples.ts'

const options = {
  minutes: { type: 'string', default: '60' },
  seed: { type: 'string', default: '1' },
  guests: { type: 'string', default: '8' },
  'think-ms': { type: 'string', default: '700' },
  /** Between two faults, on average. */
  'gap-ms': { type: 'string', default: '15000' },
} as const

/** An hour of mixed guests with faults of all kinds. */
export const soak = async ({ args, signal, say }: BenchOptions): Promise<Outcome> => {
  const { values } = parseArgs({ args, options })
  const platform = await startPlatform({
    ...faulted,
    environment: { ...faulted.environment, ...measuring },
    signal,
    say,
  })
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

export interface SoakOptions extends HealOptions, TrafficOptions {
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
  const traffic = startTraffic(platform, options)
  await untilConfirmed(traffic, 5)
  const memory = measureMemory(platform, Math.min(60_000, minutes * 6_000))
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
    memory.stop()
  }
  for (const company of ['bank', 'partner'] as const) await allIsWell(platform, company)
  const { failures, figures } = await heal(platform, traffic, say, options)
  const names = platform.running.services.map(({ service }) => service.name)
  const { rows, grown } = judgeMemory(memory.all, names, minutes * 60)
  say(table([['process', 'measures', 'holds MB', 'growth %', 'RSS MB', 'growth %'], ...rows]))
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
      measured: memory.all,
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
