import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

import { eq, sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'

import { relayPromised } from './hand-over.ts'
import { defineJob, NotYet, openQueues, type Envelope } from './job.ts'
import { createLogger } from './log.ts'
import { outbox, outboxHandedOver, promise } from './outbox.ts'
import { settleRelayed } from './settle.ts'
import { inSpan, startTelemetry } from './telemetry.ts'
import { freshDatabase, testRedisUrl } from './testing/database.ts'
import { consumeTogether, type Carrier, type HandlerTogether } from './together.ts'

const { db } = await freshDatabase(new URL('testing/outbox-migrations', import.meta.url))
const logger = createLogger('test', 'silent')
const queues = openQueues(testRedisUrl(), logger)
const payload = z.object({ bell: z.string() })

let ring = defineJob({ name: 'ring', payload, together: 10 })
let stop = async () => {}
/** What was heard: each batch, and each promise that was done by itself. */
let batches: string[][] = []
let singles: string[] = []
beforeEach(async () => {
  ring = { ...ring, name: `ring-${randomUUID()}` } // a queue of its own for each test
  await db.delete(outbox)
  await db.delete(outboxHandedOver)
  ;[batches, singles] = [[], []]
})
afterEach(() => stop())
afterAll(() => queues.close())

type Ring = typeof ring
function listen(together: HandlerTogether<Ring> = async () => [], alone = async (_bell: string) => {}) {
  const consumer = consumeTogether(
    ring,
    {
      together: async (items) => {
        batches.push(items.map((item) => item.payload.bell))
        return together(items)
      },
      alone: async ({ bell }) => {
        singles.push(bell)
        await alone(bell)
      },
    },
    { redisUrl: testRedisUrl(), logger },
  )
  stop = async () => {
    stop = async () => {}
    await consumer.close()
  }
  return consumer
}
const promiseAll = async (...bells: string[]) => {
  for (const bell of bells) await promise(db, ring, { bell })
}
const relay = () => relayPromised(db, queues.queueOf, { together: [ring] })
const settle = () => settleRelayed(db, queues.queueOf, { aheadMs: 60_000 })
const queue = () => queues.queueOf(ring.name)
const left = async () =>
  (await db.select().from(outbox).orderBy(outbox.id)).map((row) => (row.payload as { bell: string }).bell)
const untilLeft = async (...bells: string[]) => {
  while ((await left()).join() !== bells.join()) {
    await sleep(20)
    await settle()
  }
}

test('the log line of what is done together is found by the trace of each', async () => {
  startTelemetry('test', { OTEL_TRACES_SAMPLER_ARG: 0 })
  const info = vi.spyOn(logger, 'info')
  const traces = ['a', 'b', 'b', 'c'].map((digit) => digit.repeat(32))
  for (const id of traces)
    await inSpan('asked', { from: { traceparent: `00-${id}-b7ad6b7169203331-00` } }, () => promiseAll(id))
  await relay()
  listen()
  await untilLeft()
  const lines = info.mock.calls.map(([told]) => told as object)
  info.mockRestore()
  expect(lines.find((line) => 'job' in line && line.job === ring.name)).toMatchObject({
    traces: [traces[1], traces[3]],
  })
})

test('promises of one round are one job, heard in their order, and all rows leave when it is done', async () => {
  await promiseAll('a', 'b', 'c')
  expect(await relay()).toBe(3)
  expect(await queue().getWaitingCount()).toBe(1)
  listen()
  await untilLeft()
  expect({ batches, singles }).toEqual({ batches: [['a', 'b', 'c']], singles: [] })
  expect(await db.$count(outboxHandedOver)).toBe(0)
})

test('no job carries more than its kind is declared to', async () => {
  await promiseAll(...Array.from({ length: 25 }, (_, n) => String(n)))
  await relay()
  expect(await queue().getWaitingCount()).toBe(3)
  listen()
  await untilLeft()
  expect(batches.map((batch) => batch.length).toSorted((one, other) => one - other)).toEqual([5, 10, 10])
})

test('a poison payload is a dead letter by itself, and keeps no other of its batch back', async () => {
  await promiseAll('a', 'poison', 'c')
  await db
    .update(outbox)
    .set({ payload: { bell: 5 } })
    .where(eq(sql`payload ->> 'bell'`, 'poison'))
  await relay()
  listen()
  while ((await queue().getFailedCount()) === 0) await sleep(10)
  const [dead, ...others] = await queue().getFailed()
  expect(others).toEqual([])
  expect(dead).toMatchObject({
    data: { payload: { bell: 5 } },
    attemptsMade: 1,
    failedReason: expect.stringContaining('poison payload'),
  })
  expect(batches).toEqual([['a', 'c']])
  await untilLeft() // the dead letter is kept by the queue
})

test('what its batch cannot do is done by itself: retried alone, and its row stays until then', async () => {
  let fails = true
  await promiseAll('a', 'b', 'c')
  await relay()
  listen(
    async (items) => items.filter((item) => item.payload.bell === 'b'),
    async () => {
      if (fails) throw new Error('not now')
    },
  )
  await untilLeft('b')
  expect(await settle()).toEqual({ lost: 0, more: false })
  expect(await left()).toEqual(['b'])
  fails = false
  await untilLeft()
  expect(batches).toEqual([['a', 'b', 'c']])
  expect(new Set(singles)).toEqual(new Set(['b']))
})

test('a batch that fails is taken apart, and only the one at fault goes on failing', async () => {
  await promiseAll('a', 'b', 'c')
  await relay()
  listen(
    () => Promise.reject(new Error('one of them cannot be written')),
    async (bell) => {
      if (bell === 'b') throw new Error('it is this one')
    },
  )
  await untilLeft('b')
  expect(batches).toHaveLength(1)
  expect(singles.filter((bell) => bell !== 'b').toSorted()).toEqual(['a', 'c'])
})

test('while the database is away a batch is retried whole', async () => {
  let away = true
  await promiseAll('a', 'b')
  await relay()
  listen(async () => {
    if (away) throw Object.assign(new Error('the database is shutting down'), { code: '57P01' })
    return []
  })
  while (batches.length === 0) await sleep(10)
  away = false
  await untilLeft()
  expect(batches).toEqual([
    ['a', 'b'],
    ['a', 'b'],
  ])
  expect(singles).toEqual([])
})

test('a batch with which workers died again and again is taken apart unread', async () => {
  await promiseAll('a', 'b')
  await relay()
  const [waiting] = await queue().getWaiting()
  await queues.connection.hset(queue().toKey(waiting?.id ?? ''), 'stc', 3)
  listen()
  await untilLeft()
  expect(batches).toEqual([])
  expect(singles.toSorted()).toEqual(['a', 'b'])
})

test('when Redis loses a batch, all it carried is promised again', async () => {
  await promiseAll('a', 'b')
  await relay()
  expect(await settle()).toEqual({ lost: 0, more: false }) // waiting: not lost
  await queue().obliterate({ force: true })
  expect(await settle()).toEqual({ lost: 2, more: false })
  expect(await relay()).toBe(2)
  listen()
  await untilLeft()
  expect(batches).toEqual([['a', 'b']])
})

test('when Redis loses what was put apart, that alone is promised again', async () => {
  await promiseAll('a', 'b', 'c')
  await relay()
  listen(
    async (items) => items.filter((item) => item.payload.bell === 'b'),
    () => Promise.reject(new Error('not now')),
  )
  await untilLeft('b')
  await stop()
  await queue().obliterate({ force: true })
  expect(await settle()).toEqual({ lost: 1, more: false })
  expect(await relay()).toBe(1)
  listen()
  await untilLeft()
  expect(batches.at(-1)).toEqual(['b'])
})

test('a batch handed over by a relay that died before it knew is heard twice, and what was promised meanwhile is not lost', async () => {
  await promiseAll('a', 'b')
  const dying = ((name: string) => {
    const real = queues.queueOf(name)
    return {
      addBulk: async (jobs: Parameters<typeof real.addBulk>[0]) => {
        await real.addBulk(jobs)
        throw new Error('killed')
      },
    }
  }) as unknown as typeof queues.queueOf
  await expect(relayPromised(db, dying, { together: [ring] })).rejects.toThrow('killed')
  await promiseAll('c')
  expect(await relay()).toBe(3)
  listen()
  await untilLeft()
  expect(batches.toSorted((one, other) => one.length - other.length)).toEqual([
    ['a', 'b'],
    ['a', 'b', 'c'],
  ])
})

test('a job of before, that carries one promise, is done by itself', async () => {
  const id = randomUUID()
  const data: Envelope = { id, payload: { bell: 'old' }, trace: {}, promisedAt: new Date().toISOString() }
  await queue().add(ring.name, data, { jobId: id })
  listen()
  while (singles.length === 0) await sleep(10)
  expect({ batches, singles }).toEqual({ batches: [], singles: ['old'] })
})

test('each promise keeps the trace it was made in', async () => {
  const traceparent = (n: number) => `00-${String(n).repeat(32)}-${String(n).repeat(16)}-01`
  await promiseAll('a', 'b')
  for (const [n, bell] of ['a', 'b'].entries())
    await db
      .update(outbox)
      .set({ trace: { traceparent: traceparent(n + 1) } })
      .where(eq(sql`payload ->> 'bell'`, bell))
  await relay()
  const [waiting] = await queue().getWaiting()
  const carrier: Carrier = waiting?.data
  expect(carrier.trace).toEqual({ traceparent: traceparent(1) })
  expect(carrier.items.map((item) => item.trace)).toEqual([
    { traceparent: traceparent(1) },
    { traceparent: traceparent(2) },
  ])
})

test('the oldest that is not done is known while it waits, while it is under way, and while it waits to be tried again', async () => {
  await promiseAll('a')
  const [first] = await db.select().from(outbox)
  await relay()
  const [begun, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let isFirst = true
  const consumer = listen(
    async (items) => items,
    async () => {
      begun.resolve()
      await ended.promise
      if (!isFirst) return
      isFirst = false
      throw new NotYet('not this time', 500)
    },
  )
  const promisedAt = new Date(first?.promisedAt ?? Number.NaN).getTime()
  expect((await consumer.oldest())?.getTime()).toBe(promisedAt)
  await begun.promise
  expect((await consumer.oldest())?.getTime()).toBe(promisedAt)
  ended.resolve()
  await expect.poll(() => queue().getDelayedCount()).toBe(1)
  expect((await consumer.oldest())?.getTime()).toBe(promisedAt)
  await untilLeft()
  expect(await consumer.oldest()).toBeNull()
})
