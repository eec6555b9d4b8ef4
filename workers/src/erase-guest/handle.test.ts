import { randomUUID } from 'node:crypto'

import { openQueues } from '@staygraph/subgraph-kit/job'
import { createLogger } from '@staygraph/subgraph-kit/log'
import { testRedisUrl } from '@staygraph/subgraph-kit/testing/database'
import { Worker } from 'bullmq'
import { afterAll, expect, test } from 'vitest'

import { handleEraseGuest } from './handle.ts'

const queues = openQueues(testRedisUrl(), createLogger('workers', 'silent'))
const mails = queues.queueOf(`mails-${randomUUID()}`)
const letters = queues.queueOf('dead-letters')
afterAll(async () => {
  await mails.obliterate({ force: true })
  await queues.close()
})
const reservationId = randomUUID()
const add = (about: string, fails = false) =>
  mails.add(
    'send-recap',
    { payload: { reservationId: about, guest: 'zuleika', fails } },
    { attempts: 1, removeOnComplete: false },
  )
const done = () => Promise.all([mails.getCompletedCount(), mails.getFailedCount()])
const work = async (jobs: [number, number]) => {
  const worker = new Worker(
    mails.name,
    async ({ data }: { data: { payload: { fails: boolean } } }) => {
      if (data.payload.fails) throw new Error('refused')
    },
    { connection: queues.connection.duplicate({ maxRetriesPerRequest: null, enableOfflineQueue: true }) },
  )
  await expect.poll(done, { timeout: 10_000 }).toEqual(jobs)
  await worker.close()
}

test('done jobs, failed ones and dead letters of the guest are removed; another guest’s stay, and so does what is still to be done', async () => {
  for (let n = 0; n < 3; n += 1) await add(reservationId)
  await add(reservationId, true)
  await add('somebody-else')
  await work([4, 1])
  const letter = await letters.add('send-recap', { data: { payload: { reservationId } } })
  const toCome = await add(reservationId)

  const erase = () => handleEraseGuest({ reservationIds: [reservationId] }, [mails, letters])
  await expect(erase()).rejects.toMatchObject({ name: 'NotYet' })
  expect(await done()).toEqual([1, 0])
  expect(await letters.getJob(letter.id ?? '')).toBeUndefined()
  expect(await toCome.isWaiting()).toBe(true)

  await work([2, 0])
  await erase()
  await erase()
  expect(await done()).toEqual([1, 0])
})
