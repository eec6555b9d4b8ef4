import { freshDatabase } from '@staygraph/subgraph-kit/testing/database'
import type { Sql } from 'postgres'
import { expect, test } from 'vitest'

import { findBookingKey, findKey } from './idempotency.ts'

const { sql } = await freshDatabase(new URL('../../migrations', import.meta.url), { max: 2 })

const keep = async (scope: string, key: string, operation = 'bookRoom') => {
  const [row] = await sql`
    insert into idempotency_keys (operation, scope, key, input_hash, reservation_id, created_at)
    values (${operation}, ${scope}, ${key}, ${`hash of ${key}`}, gen_random_uuid(), now()) returning reservation_id as id`
  return String(row?.['id'])
}

test('whoever asks for a key in the same moment is answered by one statement, each for its own', async () => {
  const odd = 'a, "b" {c} \\ d'
  const ids = [await keep('anonymous', 'key-one'), await keep('customer:c1', odd), await keep('client:x', 'key-one')]
  await keep('anonymous', 'of a change', 'changeStay')
  let sent = 0
  const counting = new Proxy(sql, {
    apply: (target, self, input) => {
      sent += 1
      return Reflect.apply(target, self, input) as unknown
    },
  }) as Sql
  const asked: [string, string][] = [
    ['anonymous', 'key-one'],
    ['customer:c1', odd],
    ['client:x', 'key-one'],
    ['customer:c1', 'key-one'],
    ['anonymous', 'of a change'],
    ['anonymous', 'key-one'],
  ]
  const found = await Promise.all(asked.map(([scope, key]) => findBookingKey(counting, scope, key)))
  expect(found.map((known) => known?.id ?? null)).toEqual([ids[0], ids[1], ids[2], null, null, ids[0]])
  expect(found[1]?.hash).toBe(`hash of ${odd}`)
  expect(sent).toBe(1)
  const alone = await Promise.all(asked.map(([scope, key]) => findKey(sql, 'bookRoom', scope, key)))
  expect(alone.map((known) => known?.id ?? null)).toEqual(found.map((known) => known?.id ?? null))
})

test('when the database cannot be asked, everybody who asked hears so', async () => {
  const away = (() => Promise.reject(new Error('away'))) as unknown as Sql
  const asked = ['one', 'two'].map((key) => findBookingKey(away, 'anonymous', key))
  const heard = await Promise.allSettled(asked)
  expect(heard.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
})
