import { randomUUID } from 'node:crypto'

import { testRedisUrl } from '@staygraph/subgraph-kit/testing/database'
import { describe, expect, test } from 'vitest'

import { stageGraph } from './staged-graph.ts'

const limits = { anonymous: 8, customer: 12, integrator: 12, unknownCredentials: 4 }
const question = '{ __typename }'

/** Addresses of their own, so that tests do not count together. */
const from = (address: string) => ({ 'x-forwarded-for': address })

async function statuses(times: number, ask: () => Promise<{ status: number }>) {
  const found: number[] = []
  for (let n = 0; n < times; n += 1) found.push((await ask()).status)
  return found
}

describe('requests a minute', () => {
  test('are counted by address over all gateways together, and say when to come back', async () => {
    const one = await stageGraph({ rateLimits: limits, redisUrl: testRedisUrl() })
    const two = await stageGraph({ rateLimits: limits, redisUrl: testRedisUrl() })
    const headers = from(`2001:db8::${randomUUID().slice(0, 4)}`)
    expect(await statuses(4, () => one.ask(question, { headers }))).toEqual([200, 200, 200, 200])
    expect(await statuses(4, () => two.ask(question, { headers }))).toEqual([200, 200, 200, 200])
    const refused = await one.ask(question, { headers })
    expect(refused.status).toBe(429)
    expect(refused.errors?.[0]?.extensions['code']).toBe('RATE_LIMITED')
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(refused.headers.get('ratelimit-remaining')).toBe('0')
    expect((await one.ask(question, { headers: from('203.0.113.77') })).status).toBe(200)
  })

  test('that come at once are counted one by one, each key for itself', async () => {
    const one = await stageGraph({ rateLimits: limits, redisUrl: testRedisUrl() })
    const two = await stageGraph({ rateLimits: limits, redisUrl: testRedisUrl() })
    const [often, seldom] = [
      from(`2001:db8:2::${randomUUID().slice(0, 4)}`),
      from(`2001:db8:3::${randomUUID().slice(0, 4)}`),
    ]
    const all = await Promise.all(
      Array.from({ length: 40 }, async (_, n) => {
        const headers = n % 10 === 0 ? seldom : often
        const { status, headers: told } = await (n % 2 === 0 ? one : two).ask(question, { headers })
        return { headers, status, left: Number(told.get('ratelimit-remaining')) }
      }),
    )
    const of = (headers: object) => all.filter((one) => one.headers === headers)
    expect(of(seldom).map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(of(often).filter(({ status }) => status === 429)).toHaveLength(28)
    const left = of(often).flatMap((one) => (one.status === 200 ? one.left : []))
    expect(left.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  })

  test('of a customer are counted by customer, whatever the address', async () => {
    const { ask, accessToken } = await stageGraph({ rateLimits: limits, redisUrl: testRedisUrl() })
    const authorization = `Bearer ${await accessToken({ sub: randomUUID() })}`
    let address = 0
    const found = await statuses(13, () => {
      address += 1
      return ask(question, { headers: { authorization, ...from(`198.51.100.${address}`) } })
    })
    expect(found).toEqual([...Array<number>(12).fill(200), 429])
  })

  test('are counted by this process alone, and stricter, while Redis is away', async () => {
    const { ask } = await stageGraph({ rateLimits: limits, redisUrl: 'redis://127.0.0.1:1' })
    expect(await statuses(3, () => ask(question))).toEqual([200, 200, 429])
  })
})

test('guessing credentials is stopped by address, and a good credential still works elsewhere', async () => {
  const { ask, apiKeys, asked } = await stageGraph({ rateLimits: limits, redisUrl: testRedisUrl() })
  const headers = from(`2001:db8:1::${randomUUID().slice(0, 4)}`)
  let guess = 0
  const found = await statuses(6, () => {
    guess += 1
    return ask(question, { headers: { ...headers, 'x-api-key': `sg_live_${String(guess).padEnd(43, 'x')}` } })
  })
  expect(found).toEqual([401, 401, 401, 401, 429, 429])
  expect(asked.keys).toBe(4)
  const key = `sg_live_${'g'.repeat(43)}`
  apiKeys.set(key, { clientId: 'c', scopes: [], mode: 'LIVE' })
  expect((await ask(question, { headers: { ...from('203.0.113.78'), 'x-api-key': key } })).status).toBe(200)
})
