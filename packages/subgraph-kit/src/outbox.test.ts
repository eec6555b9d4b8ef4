import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

import { sql } from 'drizzle-orm'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'

import { CommandFailed } from './command.ts'
import { relayPromised } from './hand-over.ts'
import { consume, defineJob, NotYet, openQueues } from './job.ts'
import { createLogger } from './log.ts'
import { outbox, outboxHandedOver, outboxWaiting, promise } from './outbox.ts'
import { settleRelayed } from './settle.ts'
import { freshDatabase, testRedisUrl } from './testing/database.ts'

const { db } = await freshDatabase(new URL('testing/outbox-migrations', import.meta.url))
const logger = createLogger('test', 'silent')
const queues = openQueues(testRedisUrl(), logger)
afterAll(() => queues.close())

let ring = defineJob({ name: 'ring', payload: z.object({ bell: z.string() }) })
beforeEach(async () => {
  ring = { ...ring, name: `ring-${randomUUID()}` } // a queue of its own for each test
  await db.delete(outbox)
  await db.delete(outboxHandedOver)
})

const settleNow = () => settleRelayed(db, queues.queueOf, { aheadMs: 60_000 })

test('a promise that is rolled back was never made', async () => {
  await db
    .transaction(async (tx) => {
      await promise(tx, ring, { bell: 'a' })
      throw new Error('no')
    })
    .catch(() => 'rolled back')
  expect(await relayPromised(db, queues.queueOf)).toBe(0)
})

test('a payload its contract refuses is never promised', async () => {
  await expect(promise(db, ring, { bell: 5 } as never)).rejects.toThrow('bell')
})

test('two relays at once hand each job over once', async () => {
  await db.transaction(async (tx) => {
    for (let i = 0; i < 100; i += 1) await promise(tx, ring, { bell: String(i) })
  })
  const relay = () => relayPromised(db, queues.queueOf, { batch: 20 })
  let handedOver = 0
  while ((await db.$count(outboxWaiting)) > 0)
    for (const count of await Promise.all([relay(), relay()])) handedOver += count
  expect(handedOver).toBe(100)
  expect(await queues.queueOf(ring.name).getWaitingCount()).toBe(100)
})

test('a job reaches its handler with its payload, and its row leaves when it is done', async () => {
  const heard: string[] = []
  const consumer = consume(ring, async ({ bell }) => void heard.push(bell), { redisUrl: testRedisUrl(), logger })
  await promise(db, ring, { bell: 'b' })
  await relayPromised(db, queues.queueOf)
  while (heard.length === 0) await sleep(10)
  while ((await db.$count(outbox)) > 0) {
    await sleep(20)
    await settleNow()
  }
  expect(heard).toEqual(['b'])
  await consumer.close()
})

test('when Redis loses everything, the jobs not yet done are promised again', async () => {
  await promise(db, ring, { bell: 'c' })
  await relayPromised(db, queues.queueOf)
  expect(await settleNow()).toEqual({ lost: 0, more: false }) // waiting: not lost
  await queues.queueOf(ring.name).obliterate({ force: true })
  expect(await settleNow()).toEqual({ lost: 1, more: false })
  expect(await relayPromised(db, queues.queueOf)).toBe(1)
  expect(await queues.queueOf(ring.name).getWaitingCount()).toBe(1)
})

test('negative control: without that look, what Redis lost is never handed over again', async () => {
  await promise(db, ring, { bell: 'd' })
  await relayPromised(db, queues.queueOf)
  await queues.queueOf(ring.name).obliterate({ force: true })
  for (let round = 0; round < 3; round += 1) expect(await relayPromised(db, queues.queueOf)).toBe(0)
  expect(await queues.queueOf(ring.name).getWaitingCount()).toBe(0)
  expect(await settleNow()).toEqual({ lost: 1, more: false })
})

test('a promise is written once: neither handing it over nor looking after it writes its row again', async () => {
  await promise(db, ring, { bell: 'e' })
  const version = () => db.execute(sql`select ctid, xmin from outbox`)
  const written = await version()
  await relayPromised(db, queues.queueOf)
  await settleNow() // it waits for a worker
  await queues.queueOf(ring.name).obliterate({ force: true })
  await settleNow() // lost
  await relayPromised(db, queues.queueOf)
  expect(written).toHaveLength(1)
  expect(await version()).toEqual(written)
})

test('a batch of which some jobs are done is looked after for the others alone', async () => {
  const heard: string[] = []
  const consumer = consume(
    ring,
    async ({ bell }) => {
      if (bell === 'slow') throw new NotYet('not its time', 60_000)
      heard.push(bell)
    },
    { redisUrl: testRedisUrl(), logger },
  )
  for (const bell of ['f', 'slow', 'g']) await promise(db, ring, { bell })
  await relayPromised(db, queues.queueOf)
  while ((await db.$count(outbox)) > 1) {
    await sleep(20)
    await settleNow()
  }
  const [left] = await db.select().from(outbox)
  expect(left?.payload).toEqual({ bell: 'slow' })
  expect(await db.select().from(outboxHandedOver)).toMatchObject([{ promises: [left?.id] }])
  await consumer.close()
})

test('a backlog of handed-over rows is looked after batch by batch until none is left, each batch once a round', async () => {
  for (let i = 0; i < 3; i += 1) {
    await promise(db, ring, { bell: String(i) })
    await relayPromised(db, queues.queueOf)
  }
  await db
    .update(outboxHandedOver)
    .set({ handedOverAt: sql`now() - interval '1 minute'`, lookAt: sql`now() - interval '50 seconds'` })
  const round = () => settleRelayed(db, queues.queueOf, { batch: 2 })
  expect([await round(), await round()]).toEqual([
    { lost: 0, more: true },
    { lost: 0, more: false },
  ])
})

test('a job whose sister is left alone waits, and no attempt of its day is counted', async () => {
  await promise(db, ring, { bell: 'd' })
  await relayPromised(db, queues.queueOf)
  const notAsked = new CommandFailed('find-bell', 'NOT_ASKED', 'it was silent too often in a row')
  const consumer = consume(ring, () => Promise.reject(notAsked), { redisUrl: testRedisUrl(), logger })
  while ((await queues.queueOf(ring.name).getDelayedCount()) === 0) await sleep(10)
  const [waiting] = await queues.queueOf(ring.name).getDelayed()
  expect(waiting).toMatchObject({ attemptsMade: 0 })
  await consumer.close()
})

test('a poison payload is a dead letter at once, not a job tried for a day', async () => {
  await db.execute(sql`insert into outbox (job, payload, trace) values (${ring.name}, '{"bell": 5}', '{}')`)
  await relayPromised(db, queues.queueOf)
  const consumer = consume(ring, async () => {}, { redisUrl: testRedisUrl(), logger })
  while ((await queues.queueOf(ring.name).getFailedCount()) === 0) await sleep(10)
  const [dead] = await queues.queueOf(ring.name).getFailed()
  expect(dead).toMatchObject({ attemptsMade: 1, failedReason: expect.stringContaining('poison payload') })
  await consumer.close()
})
