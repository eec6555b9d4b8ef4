import { findReceipt } from '@staygraph/payments/contract/receipt-document'
import { openQueues, type Envelope, type Job as Promised } from '@staygraph/subgraph-kit/job'
import { metrics } from '@staygraph/subgraph-kit/metrics'
import { createService } from '@staygraph/subgraph-kit/serve'
import { testRedisUrl } from '@staygraph/subgraph-kit/testing/database'
import { afterAll, afterEach, expect, test, vi } from 'vitest'

import { deliveries, documents } from './database/tables.ts'
import { deadLetterQueue, forgetOldLetters, keepDeadLetters } from './dead-letters.ts'
import { issueCreditNote } from './issue-credit-note/job.ts'
import { issueReceipt } from './issue-receipt/job.ts'
import { mountQueueBoard } from './queue-board.ts'
import { sendRecap } from './send-recap/job.ts'
import { sampleCreditNote, sampleReceipt, sampleRecap } from './testing/samples.ts'
import { testSetting } from './testing/setting.ts'
import { jobs, startWorkers } from './workers.ts'

const { context, logger, mailbox, payments } = await testSetting()
const redisUrl = testRedisUrl()
const queues = openQueues(redisUrl, logger)
// Of a run before, where the stores are kept: the same promises are promised again.
for (const { name } of jobs) await queues.queueOf(name).obliterate({ force: true })
const start = () =>
  startWorkers(context, { redisUrl, logger }, () => [...jobs.map(({ name }) => queues.queueOf(name)), deadLetters])
let work = start()
const deadLetters = keepDeadLetters(work.workers, queues.connection, { logger, now: context.now })

afterEach(() => mailbox.clear())
afterAll(async () => {
  await work.close()
  await deadLetters.close()
  await queues.close()
})

payments.answer(findReceipt, () => sampleReceipt())

/** Puts a job into its queue as the outbox relay does. */
const promise = (job: Promised, id: string, payload: unknown) =>
  queues
    .queueOf(job.name)
    .add(job.name, { id, payload, trace: {}, promisedAt: context.now().toISOString() } satisfies Envelope, {
      jobId: id,
    })

const eventually = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 15_000, interval: 50 })

test('a receipt’s job renders it once, though it is promised twice', async () => {
  const receipt = sampleReceipt({ receiptId: 'from-the-queue' })
  await promise(issueReceipt, 'first-promise-1', receipt)
  await promise(issueReceipt, 'second-promise-1', receipt)
  await eventually(async () => expect(await queues.queueOf(issueReceipt.name).getCompletedCount()).toBe(2))
  const kept = await context.db.select().from(documents)
  expect(kept.filter(({ key }) => key === 'RECEIPT:from-the-queue')).toHaveLength(1)
})

test('a credit note’s job renders it once, though it is promised twice', async () => {
  const note = sampleCreditNote({ creditNoteId: 'from-the-queue' })
  await promise(issueCreditNote, 'first-note', note)
  await promise(issueCreditNote, 'second-note', note)
  await eventually(async () => expect(await queues.queueOf(issueCreditNote.name).getCompletedCount()).toBe(2))
  const kept = await context.db.select().from(documents)
  expect(kept.filter(({ key }) => key === 'CREDIT_NOTE:from-the-queue')).toHaveLength(1)
})

test('a recap promised twice is one mail', async () => {
  const recap = sampleRecap({ reservationId: 'twice-promised' })
  await Promise.all([promise(sendRecap, 'recap-first-1', recap), promise(sendRecap, 'recap-second-1', recap)])
  // Whichever came while the other was sending comes back once the claim is settled; it need not be waited for here.
  await eventually(async () => expect(await mailbox.list()).toHaveLength(1))
  const rows = await context.db.select().from(deliveries)
  expect(rows.filter(({ reservationId }) => reservationId === 'twice-promised')).toHaveLength(1)
})

test('a mail server that is away for a moment delays the mail and does not lose it', async () => {
  await mailbox.scenario({ scenario: 'refuse', times: 1 })
  await promise(sendRecap, 'outbox-row-3', sampleRecap({ reservationId: 'delayed' }))
  await eventually(async () => expect(await mailbox.list()).toHaveLength(1))
})

test('a mail promised while no worker runs leaves when one is back', async () => {
  await work.close()
  await promise(sendRecap, 'outbox-row-4', sampleRecap({ reservationId: 'patient' }))
  expect(await mailbox.list()).toHaveLength(0)
  work = start()
  await eventually(async () => expect(await mailbox.list()).toHaveLength(1))
})

test('a payload that breaks the contract is given up at once, and kept among the dead letters with the reason, until it is old', async () => {
  const letters = keepDeadLetters(work.workers, queues.connection, { logger, now: context.now })
  await promise(sendRecap, 'outbox-row-5', { reservationId: 'no more than that' })
  await eventually(async () => expect(await deadLetters.getJob('send-recap-outbox-row-5')).toBeTruthy())
  const letter = await deadLetters.getJob('send-recap-outbox-row-5')
  expect(letter?.data).toMatchObject({
    job: 'send-recap',
    id: 'outbox-row-5',
    attempts: 1,
    reason: expect.stringContaining('poison payload'),
  })
  expect(await queues.queueOf(sendRecap.name).getJobState('outbox-row-5')).toBe('failed')
  await letters.close()

  await forgetOldLetters(deadLetters, [queues.queueOf(sendRecap.name)])
  expect(await deadLetters.getJob('send-recap-outbox-row-5')).toBeTruthy() // young ones stay
  await forgetOldLetters(deadLetters, [queues.queueOf(sendRecap.name)], 0)
  expect(await deadLetters.getJob('send-recap-outbox-row-5')).toBeUndefined()
  expect(await queues.queueOf(sendRecap.name).getJobState('outbox-row-5')).toBe('unknown')
})

test('a metric tells what became of the mails and the dead letters', async () => {
  const text = await metrics.metrics()
  expect(text).toMatch(/deliveries_total\{job="send-recap",outcome="sent"[^}]*\} [1-9]/)
  expect(text).toMatch(/dead_letters_total\{job="send-recap"[^}]*\} [1-9]/)
  expect(text).toMatch(/job_seconds_count\{job="issue-receipt",outcome="done"[^}]*\} 2/)
})

test('the queue board shows every queue and asks nobody else for anything', async () => {
  const app = createService({ name: 'workers', logger, ready: async () => ({ ready: true }) })
  await mountQueueBoard(app, [...jobs.map(({ name }) => queues.queueOf(name)), deadLetters])
  const page = await app.inject({ url: '/queues' })
  expect(page.statusCode).toBe(200)
  expect(page.headers['content-security-policy']).toMatch(/default-src 'self'/)
  expect(page.headers['content-security-policy']).not.toMatch(/https?:/)
  const { queues: shown } = (await app.inject({ url: '/queues/api/queues' })).json<{ queues: { name: string }[] }>()
  expect(shown.map(({ name }) => name).toSorted()).toEqual(
    [...jobs.map(({ name }) => name), deadLetterQueue].toSorted(),
  )
  await app.close()
})
