import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import type { ServiceRunner } from '@staygraph/local/runner/service-runner'
import { Redis } from 'ioredis'

import type { Platform } from '../platform.ts'

/** Settles when the store has ended, or at once when it is away already. */
const ended = (runner: ServiceRunner): Promise<void> =>
  new Promise((resolve) => {
    const end = runner.onChange(({ state }) => {
      if (state !== 'restarting' && state !== 'stopped') return
      end()
      resolve()
    })
  })

export const untilServed = async ({ snapshot }: ServiceRunner, patienceMs = 60_000): Promise<void> => {
  const until = Date.now() + patienceMs
  for (;;) {
    const { name, state, because } = snapshot()
    if (state === 'ready') return
    if (Date.now() > until) throw new Error(`${name} does not come back: ${state}, ${because}`)
    await sleep(20)
  }
}

/** What `pg_ctl stop -m immediate` sends: every session is cut, nothing is flushed, the next start recovers. */
export const stopDatabase = async (platform: Platform, awayMs: number): Promise<void> => {
  const runner = platform.runnerOf('postgres')
  const note = path.join(platform.dataFolder, 'postgres/postmaster.pid')
  const [postmaster = ''] = fs.readFileSync(note, 'utf8').split('\n')
  const gone = ended(runner)
  process.kill(Number(postmaster), 'SIGQUIT')
  await gone
  await stayAway(runner, awayMs)
}

/** The queue ends without writing, and its files are lost: no job that it knew is left. */
export const loseRedis = async (platform: Platform, awayMs: number): Promise<void> => {
  const runner = platform.runnerOf('redis')
  const folder = path.join(platform.dataFolder, 'redis')
  const gone = ended(runner).then(() => {
    for (const file of ['appendonlydir', 'dump.rdb'])
      fs.rmSync(path.join(folder, file), { recursive: true, force: true })
  })
  const client = new Redis(platform.places.redisUrl, { maxRetriesPerRequest: 1, retryStrategy: () => null })
  client.on('error', () => undefined) // it ends while we speak to it: that is what we ask for
  await client.call('SHUTDOWN', 'NOSAVE').catch(() => undefined)
  await gone
  client.disconnect()
  await stayAway(runner, awayMs)
}

const stayAway = async (runner: ServiceRunner, awayMs: number): Promise<void> => {
  if (awayMs > 0) {
    await runner.stop()
    await sleep(awayMs)
    runner.start()
  }
  await untilServed(runner)
}
