import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'

import { openDatabase } from './database.ts'
import { relayPromised } from './hand-over.ts'
import { consume, defineJob, openQueues, type Envelope } from './job.ts'
import { createLogger } from './log.ts'
import { outbox, outboxHandedOver } from './outbox.ts'
import { settleRelayed } from './settle.ts'
import { freshDatabase, testRedisUrl } from './testing/database.ts'
import { consumeTogether } from './together.ts'

const migrations = new URL('testing/outbox-migrations/', import.meta.url)
const { sql, url } = await freshDatabase(migrations)
const logger = createLogger('test', 'silent')
const queues = openQueues(testRedisUrl(), logger)
await sql`create schema before`
const { db, sql: old, close } = openDatabase(`${url}?search_path=before`)
afterAll(async () => {
  await queues.close()
  await close()
})
const run = (file: string) => old.unsafe(readFileSync(new URL(file, migrations), 'utf8'))

test('promises of before the migration are all done: waiting, handed over, lost with Redis; alone and together', async () => {
  const alone = defineJob({ name: `alone-${randomUUID()}`, payload: z.object({ bell: z.string() }) })
  const together = { ...alone, name: `together-${randomUUID()}`, together: 10 }
  await run('0000_outbox.sql')
  for (const { name } of [alone, together]) {
    const promised = await old<{ id: string; bell: string }[]>`
      insert into outbox (job, payload, trace, relayed_at)
        select ${name}, jsonb_build_object('bell', bell), '{}', case when bell <> 'waits' then now() end
        from unnest(array['waits', 'handed over', 'lost']) bell returning id, payload ->> 'bell' as bell`
    for (const { id, bell } of promised) {
      if (bell !== 'handed over') continue
      const data: Envelope = { id, payload: { bell }, trace: {}, promisedAt: new Date().toISOString() }
      await queues.queueOf(name).add(name, data, { jobId: id })
    }
  }
  await run('0001_outbox_written_once.sql')

  const heard: string[] = []
  const options = { redisUrl: testRedisUrl(), logger }
  const consumers = [
    consume(alone, async ({ bell }) => void heard.push(`alone ${bell}`), options),
    consumeTogether(
      together,
      {
        together: async (items) => {
          heard.push(...items.map((item) => `together ${item.payload.bell}`))
          return []
        },
        alone: async ({ bell }) => void heard.push(`together ${bell}`),
      },
      options,
    ),
  ]
  while ((await db.$count(outbox)) > 0) {
    await relayPromised(db, queues.queueOf, { together: [together] })
    await sleep(20)
    await settleRelayed(db, queues.queueOf, { aheadMs: 60_000 })
  }
  expect(heard.toSorted()).toEqual(
    ['alone', 'together'].flatMap((kind) => ['handed over', 'lost', 'waits'].map((bell) => `${kind} ${bell}`)),
  )
  expect(await db.$count(outboxHandedOver)).toBe(0)
  for (const consumer of consumers) await consumer.close()
})
