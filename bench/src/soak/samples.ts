import { execFile } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

import { openSources } from '@staygraph/local/invariants/sources'

import type { Platform } from '../platform.ts'
import { queueLengths, type QueueLengths } from '../queue.ts'

export interface Sample {
  /** Seconds since the start. */
  at: number
  /** Of each process: which life of it, its memory in MB, and how late its event loop runs (p99, ms). */
  processes: Record<string, { pid: number; rssMb: number; lagMs: number | null }>
  /** Sessions of the database, by whose they are. */
  connections: Record<string, number>
  /** Promises not yet seen done, by database. */
  outbox: Record<string, number>
  /** Over all queues. */
  queue: QueueLengths
  /** Everything the platform keeps, in MB. */
  diskMb: number
}

const run = promisify(execFile)

const memoryOf = async (pids: number[]): Promise<Map<number, number>> => {
  const { stdout } = await run('ps', ['-o', 'pid=,rss=', '-p', pids.join(',')]).catch(() => ({ stdout: '' }))
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
  return new Map(rows.map(([pid = 0, kilobytes = 0]) => [pid, Math.round(kilobytes / 102.4) / 10]))
}

const lagOf = async (url: string): Promise<number | null> => {
  try {
    const text = await (await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(2_000) })).text()
    const found = /^nodejs_eventloop_lag_p99_seconds(?:\{[^}]*\})? (\S+)$/m.exec(text)?.[1]
    return found === undefined ? null : Math.round(Number(found) * 10_000) / 10
  } catch {
    return null // it is away just now
  }
}

const diskOf = (folder: string): number => {
  const sizes = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => {
    try {
      return entry.isFile() ? fs.statSync(path.join(entry.parentPath, entry.name)).size : 0
    } catch {
      return 0 // gone since it was listed
    }
  })
  return Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1e6)
}

/** Looks every so often until it is stopped. What cannot be read in a fault is not known at that moment. */
export const watch = (platform: Platform, everyMs: number) => {
  const sources = openSources(platform.places)
  const began = Date.now()
  const samples: Sample[] = []
  let going = true
  const orNothing = <T>(value: PromiseLike<T>, nothing: T): Promise<T> =>
    Promise.resolve(value).then(
      (found) => found,
      () => nothing,
    )

  const look = async (): Promise<Sample> => {
    const alive = platform.running.services.flatMap(({ service, runner, url }) => {
      const { pid, state } = runner.snapshot()
      return pid !== undefined && state === 'ready' ? [{ name: service.name, pid, url }] : []
    })
    const { databases, redis } = sources
    const [memory, lags, connections, outbox, queue] = await Promise.all([
      memoryOf(alive.map(({ pid }) => pid)),
      Promise.all(alive.map(({ url }) => lagOf(url))),
      orNothing<readonly { name: string; count: number }[]>(
        databases.workers<{ name: string; count: number }[]>`
          select coalesce(nullif(usename::text, ''), 'postgres') as name, count(*)::int as count from pg_stat_activity where usename is not null group by 1`,
        [],
      ),
      Promise.all(
        (['hotels', 'customers', 'payments', 'reservations'] as const).map(async (name) => {
          const rows = await orNothing<readonly { count: number }[]>(
            databases[name]<{ count: number }[]>`select count(*)::int as count from outbox`,
            [],
          )
          return [name, rows[0]?.count ?? -1] as const
        }),
      ),
      orNothing(queueLengths(redis), { waiting: -1, active: -1, delayed: -1, failed: -1 }),
    ])
    return {
      at: Math.round((Date.now() - began) / 100) / 10,
      processes: Object.fromEntries(
        alive.map(({ name, pid }, at) => [name, { pid, rssMb: memory.get(pid) ?? 0, lagMs: lags[at] ?? null }]),
      ),
      connections: Object.fromEntries(connections.map(({ name, count }) => [name, count])),
      outbox: Object.fromEntries(outbox),
      queue,
      diskMb: diskOf(platform.dataFolder),
    }
  }

  const done = (async () => {
    while (going) {
      samples.push(await look())
      await sleep(everyMs)
    }
  })()
  done.catch(() => undefined) // told by stop
  return {
    samples,
    stop: async () => {
      going = false
      await done
      await sources.close()
    },
  }
}
