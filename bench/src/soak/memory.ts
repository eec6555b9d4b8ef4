import { pathToFileURL } from 'node:url'

import { z } from 'zod'

import type { Platform } from '../platform.ts'
import { growthOf, median } from './slope.ts'

/** What `measure-memory.mjs` says. */
export const measured = z.object({ measured: z.object({ rss: z.number(), live: z.number() }) })

/** Of one life of a process, after a full collection, in MB. */
export interface Measured {
  /** Seconds since the start. */
  at: number
  name: string
  pid: number
  rss: number
  /** What its program holds: heap and buffers. */
  live: number
}

/** Makes each process able to say what memory is left when all garbage is collected. */
export const measuring = {
  NODE_OPTIONS: `--expose-gc --import=${pathToFileURL(`${import.meta.dirname}/measure-memory.mjs`).href}`,
}

/** Asks each process once a minute (or as told); `stop` answers all that was said. */
export const measureMemory = ({ running }: Pick<Platform, 'running'>, everyMs = 60_000) => {
  const began = Date.now()
  const all: Measured[] = []
  const ends = running.services.map(({ service: { name }, runner }) =>
    runner.log.follow((line) => {
      if (!line.startsWith('{"measured"')) return
      const { rss, live } = measured.parse(JSON.parse(line)).measured
      const mb = (bytes: number) => Math.round(bytes / 1e5) / 10
      const at = Math.round((Date.now() - began) / 1_000)
      all.push({ at, name, pid: runner.snapshot().pid ?? 0, rss: mb(rss), live: mb(live) })
    }),
  )
  const ask = () => {
    for (const { runner } of running.services) {
      const { pid, state } = runner.snapshot()
      if (pid !== undefined && state === 'ready') process.kill(pid, 'SIGUSR2')
    }
  }
  const timer = setInterval(ask, everyMs)
  return {
    all,
    stop: () => {
      clearInterval(timer)
      for (const end of ends) end()
    },
  }
}

/** Other companies remember everything by design; their memory is told and not judged. */
const others = ['bank', 'partner', 'bedbank', 'mailbox', 'store']
/** By how much what a process holds may grow over the second half, and what it takes from the system, along their slopes. */
const most = { live: 0.05, rss: 0.1 }
const leastPoints = 15

/** The second half of the run, in the life that each process has at its end. */
export const judgeMemory = (all: Measured[], names: string[], seconds: number) => {
  const grown: string[] = []
  const rows = names.map((name) => {
    const mine = all.filter((one) => one.name === name && one.at >= seconds / 2)
    const points = mine.filter(({ pid }) => pid === mine.at(-1)?.pid)
    const growth = (kind: 'live' | 'rss') => growthOf(points.map((one) => ({ at: one.at, value: one[kind] })))
    const judged = !others.includes(name) && points.length >= leastPoints
    for (const kind of ['live', 'rss'] as const)
      if (judged && growth(kind) > most[kind])
        grown.push(
          `${name}: ${kind === 'live' ? 'what it holds' : 'its RSS'} grew by ${percent(growth(kind))} % over the second half`,
        )
    const middle = (kind: 'live' | 'rss') => median(points.map((one) => one[kind]))
    return [name, points.length, middle('live'), percent(growth('live')), middle('rss'), percent(growth('rss'))]
  })
  return { rows, grown }
}

const percent = (share: number) => Math.round(share * 1_000) / 10
