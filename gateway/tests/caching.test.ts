import { createCacheTags } from '@staygraph/subgraph-kit/cache-tags'
import type { Identity } from '@staygraph/subgraph-kit/identity'
import { createLogger } from '@staygraph/subgraph-kit/log'
import { testRedisUrl } from '@staygraph/subgraph-kit/testing/database'
import fc from 'fast-check'
import { Redis } from 'ioredis'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { createCacheStore } from '../src/caching/cache-store.ts'
import { closeAtEnd } from './close-at-end.ts'
import { stageGraph, type Asking, type Staged } from './staged-graph.ts'

// What subgraphs answer is kept where their schemas allow it: for whom, how long, and until what happens.

const runs = Number(process.env['CACHE_RUNS'] ?? 40)

const link = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@composeDirective"])
  @link(url: "https://specs.staygraph.example/caching/v0.1", import: ["@cacheControl", "@cacheTag"])
  @composeDirective(name: "@cacheControl") @composeDirective(name: "@cacheTag")
  directive @cacheControl(maxAge: Int, scope: caching__Scope, inheritMaxAge: Boolean, by: String) repeatable on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
  directive @cacheTag(format: String!, by: String) repeatable on FIELD_DEFINITION | OBJECT
  enum caching__Scope { PUBLIC PRIVATE }`

const hotels = (mine = 'PRIVATE') => `${link}
  type Query {
    hotel(id: ID!): Hotel
    hotels: [Hotel!]! @cacheControl(maxAge: 60)
    brief: String @cacheControl(maxAge: 1)
    price(of: ID!): Int @cacheControl(maxAge: 60) @cacheTag(format: "price-{$args.of}")
    mine(of: ID): String @cacheControl(maxAge: 60, scope: ${mine})
    never: String
    fails: [String] @cacheControl(maxAge: 60)
    nothing: String @cacheControl(maxAge: 60)
  }
  type Mutation { raise(of: ID!, by: Int = 1, tell: Boolean = true): Int  rename: String }
  type Place { name: String! }
  type Hotel @key(fields: "id") @cacheControl(maxAge: 60) { id: ID!  name: String!  place: Place  near: Place @cacheControl(inheritMaxAge: true) }`
const customers = (hint = '@cacheControl(maxAge: 60)') => `${link}
  type Query { whoAsks: String! }
  type Mutation { refreshSession: String! }
  type Hotel @key(fields: "id") ${hint} @cacheTag(format: "visits-{$key.id}") {
    id: ID!  visits: Int  own: Int @cacheControl(maxAge: 60, scope: PRIVATE)
  }`

const redis = new Redis(testRedisUrl())
closeAtEnd(() => redis.disconnect())
/** Other tests use the same Redis, and keep nothing of this kind. */
const forgetAll = async () => {
  const keys = await redis.keys('cache:*')
  if (keys.length > 0) await redis.del(keys)
}
beforeEach(forgetAll)
const tags = createCacheTags(redis, createLogger('test', 'silent'))

const whose = ({ viewer }: Identity) =>
  viewer.kind === 'customer' ? viewer.customerId : viewer.kind === 'integrator' ? viewer.clientId : viewer.kind

/** How a price stands, how often it was asked for, and what happens while it is read or changed. */
const world = { prices: new Map<string, number>(), asked: 0, names: 0, whileRead: async () => {}, whileChanged: async () => {} } // prettier-ignore
const answers = {
  Query: {
    hotel: (_: unknown, { id }: { id: string }) => (id === '0' ? null : { id, name: `Hotel ${id}` }),
    hotels: () => ['1', '2'].map((id) => ({ id, name: `Hotel ${id}` })),
    brief: () => `${(world.asked += 1)}`,
    price: async (_: unknown, { of }: { of: string }) => {
      const price = world.prices.get(of) ?? 100
      await world.whileRead()
      return price
    },
    mine: (_: unknown, { of }: { of?: string }, { identity }: { identity: Identity }) =>
      `${whose(identity)} ${of ?? ''} ${world.names}`,
    never: () => `${(world.asked += 1)}`,
    fails: () => [`${(world.asked += 1)}`, new Error('away')],
    nothing: () => void (world.asked += 1),
  },
  Mutation: {
    raise: async (_: unknown, { of, by, tell }: { of: string; by: number; tell: boolean }) => {
      const change = async () => {
        world.prices.set(of, (world.prices.get(of) ?? 100) + by)
        await world.whileChanged()
      }
      await (tell ? tags.whileChanging([`price-${of}`], change) : change())
      return world.prices.get(of)
    },
    rename: () => `${(world.names += 1)}`,
  },
}
const stage = (options: object = {}) =>
  stageGraph({ typeDefs: { hotels: hotels(), customers: customers() }, answers, redisUrl: testRedisUrl(), ...options })

/** What was asked of a subgraph meanwhile. */
async function askedOf({ seen }: Staged, subgraph: 'hotels' | 'customers', work: () => Promise<unknown>) {
  const before = seen[subgraph].length
  await work()
  return seen[subgraph].length - before
}

let one: Staged
beforeAll(async () => {
  one = await stage()
})
const told = { extensions: { cache: true } }

describe('kept', () => {
  test('a whole answer, for other gateways too, by what it was asked with', async () => {
    const two = await stage()
    const query = 'query P($of: ID!) { price(of: $of) }'
    const first = await one.ask(query, { variables: { of: '1' }, ...told })
    expect(first).toMatchObject({ data: { price: 100 }, extensions: { cache: [{ service: 'hotels', asked: 1, found: 0 }] } }) // prettier-ignore
    const again = await one.ask(query, { variables: { of: '1' }, ...told })
    expect(again).toMatchObject({ data: { price: 100 }, extensions: { cache: [{ service: 'hotels', asked: 1, found: 1 }] } }) // prettier-ignore
    expect(await askedOf(two, 'hotels', () => two.ask(query, { variables: { of: '1' } }))).toBe(0)
    expect(await askedOf(two, 'hotels', () => two.ask(query, { variables: { of: '2' } }))).toBe(1)
    expect((await two.ask(query, { variables: { of: '1' } })).extensions).toBeUndefined()
  })

  test('entities one by one: only those not known are asked for, and errors are told at their places', async () => {
    const visits = (id: string) =>
      one.ask('query H($id: ID!) { hotel(id: $id) { name visits } }', { variables: { id } })
    expect((await visits('2')).data).toEqual({ hotel: { name: 'Hotel 2', visits: 20 } })
    const all = await one.ask('{ hotels { name visits } }', told)
    expect(all.data).toEqual({ hotels: [1, 2].map((id) => ({ name: `Hotel ${id}`, visits: id * 10 })) })
    expect(all.extensions?.['cache']).toEqual([
      { service: 'hotels', asked: 1, found: 0 },
      { service: 'customers', asked: 2, found: 1 },
    ])
    expect(await askedOf(one, 'customers', () => one.ask('{ hotels { id visits } }'))).toBe(0)
  })

  test('no longer than the shortest of its fields says', async () => {
    const query = '{ brief hotels { id } }'
    const first = (await one.ask(query)).data
    expect((await one.ask(query)).data).toEqual(first)
    await expect.poll(async () => (await one.ask(query)).data, { timeout: 3_000 }).not.toEqual(first)
  })
})

describe('not kept', () => {
  test.each([
    ['a field that says nothing', '{ never hotels { id } }'],
    ['an object that says nothing, in one that may be kept', '{ hotels { id place { name } } }'],
    ['what failed in part', '{ fails }'],
    ['what is not there: it may be in a moment', '{ hotel(id: 0) { id } }'],
    ['a null', '{ nothing }'],
    ['what is private, of somebody who is nobody', '{ mine }'],
    ['a mutation', 'mutation { rename }'],
  ])('%s', async (_, query) => {
    await one.ask(query)
    expect(await askedOf(one, 'hotels', () => one.ask(query))).toBe(1)
  })
  test('what another subgraph knows of a type, because one says that its own may be kept', async () => {
    const silent = await stage({ typeDefs: { hotels: hotels(), customers: customers('') } })
    const ask = () => silent.ask('{ hotels { id name visits } }', told)
    await ask()
    const { extensions } = await ask()
    expect(extensions?.['cache']).toEqual([
      { service: 'hotels', asked: 1, found: 1 },
      { service: 'customers', asked: 2, found: 0 },
    ])
  })
  test('what says that it lasts as long as what it is in, is', async () => {
    const query = '{ hotels { id near { __typename } } }'
    await one.ask(query)
    expect(await askedOf(one, 'hotels', () => one.ask(query))).toBe(0)
  })
})

describe('a change', () => {
  const price = async (staged = one) => (await staged.ask('{ price(of: 7) }')).data?.['price'] as number

  test('is seen by the next query, at every gateway', async () => {
    const two = await stage()
    for (let times = 0; times < 10; times += 1) {
      const before = await price()
      expect(await price(two)).toBe(before)
      expect((await one.ask('mutation { raise(of: 7) }')).data).toEqual({ raise: before + 1 })
      expect([await price(), await price(two)]).toEqual([before + 1, before + 1])
    }
  })

  test('that nobody tells of is not: the test above would notice', async () => {
    const before = await price()
    await one.ask('mutation { raise(of: 7, tell: false) }')
    expect(await price()).toBe(before)
  })

  test('is seen although an answer from before it comes in after it', async () => {
    const before = await price()
    await forgetAll()
    let go = () => {}
    const reading = new Promise<void>((resolve) => (world.whileRead = () => (resolve(), new Promise<void>((end) => (go = end))))) // prettier-ignore
    const late = price()
    await reading
    world.whileRead = async () => {}
    await one.ask('mutation { raise(of: 7) }')
    go()
    expect(await late).toBe(before)
    expect(await price()).toBe(before + 1)
  })

  test('under way: nothing is given from before or kept of meanwhile; and one change’s end is not the other’s', async () => {
    const before = await price()
    let go = () => {}
    const changed = new Promise<void>((resolve) => (world.whileChanged = () => (resolve(), new Promise<void>((end) => (go = end))))) // prettier-ignore
    const change = one.ask('mutation { raise(of: 7) }')
    await changed
    world.whileChanged = async () => {}
    expect(await price()).toBe(before + 1)
    await one.ask('mutation { raise(of: 7) }')
    expect(await price()).toBe(before + 2)
    expect(await askedOf(one, 'hotels', () => price())).toBe(1)
    go()
    await change
    await price()
    expect(await askedOf(one, 'hotels', () => price())).toBe(0)
  })

  test('of an entity is seen by its key', async () => {
    const ask = () => one.ask('{ hotels { visits } }', told)
    await ask()
    await tags.whileChanging(['visits-2'], async () => {})
    expect((await ask()).extensions?.['cache']).toMatchObject([
      { found: 1 },
      { service: 'customers', asked: 2, found: 1 },
    ])
  })
})

/** Who asks in the tests below. */
async function everybody({ accessToken, apiKeys }: Staged): Promise<Record<string, Asking['headers']>> {
  apiKeys.set(`sg_test_${'a'.repeat(43)}`, { clientId: 'partner', scopes: [], mode: 'TEST' })
  const bearer = async (claims: object) => ({ authorization: `Bearer ${await accessToken(claims)}` })
  return {
    anonymous: {},
    ada: await bearer({ sub: 'ada' }),
    bob: await bearer({ sub: 'bob', email: 'bob@example.com' }),
    cyd: await bearer({ sub: 'cyd', staffOf: ['h1'] }),
  }
}

/** Random questions of random viewers, with changes between: each answer must be the asker’s own, and of now. */
async function askedByMany(staged: Staged) {
  const viewers = await everybody(staged)
  const step = fc.record({
    who: fc.constantFrom(...Object.keys(viewers)),
    what: fc.constantFrom('mine', 'other', 'rename', 'with'),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
      await forgetAll()
      const kept = new Map<string, number>()
      for (const { who, what } of steps) {
        const headers = viewers[who] ?? {}
        if (what === 'rename') {
          await staged.ask('mutation { rename }', { headers })
          kept.set(who, world.names)
          continue
        }
        const of = what === 'other' ? '"x"' : 'null'
        const { data } = await staged.ask(`{ mine(of: ${of}) ${what === 'with' ? 'hotels { id }' : ''} }`, { headers })
        const [name, , count] = String(data?.['mine']).split(' ')
        expect(name).toBe(who)
        // Nobody reads what was before a change of their own.
        expect(Number(count)).toBeGreaterThanOrEqual(kept.get(who) ?? 0)
      }
    }),
    { numRuns: runs },
  )
}

describe('what is private', () => {
  test('is kept for its viewer, and given to no other, whoever asks in whatever order', async () => {
    const { ada = {}, bob = {} } = await everybody(one)
    await one.ask('{ mine }', { headers: ada })
    expect(await askedOf(one, 'hotels', () => one.ask('{ mine }', { headers: ada }))).toBe(0)
    expect(await askedOf(one, 'hotels', () => one.ask('{ mine }', { headers: bob }))).toBe(1)
    await askedByMany(one)
  })

  test('would be shared if the schema did not say so: the test above would notice', async () => {
    const careless = await stage({ typeDefs: { hotels: hotels('PUBLIC'), customers: customers() } })
    await expect(askedByMany(careless)).rejects.toMatchObject({
      cause: { message: expect.stringMatching(/^expected '\w+' to be '\w+'/) as string },
    })
  })

  test('makes private what it comes with', async () => {
    const { ada = {}, bob = {} } = await everybody(one)
    const query = '{ hotels { id visits own } }'
    await one.ask(query, { headers: ada })
    expect(await askedOf(one, 'customers', () => one.ask(query, { headers: bob }))).toBe(1)
    expect(await askedOf(one, 'customers', () => one.ask(query, { headers: ada }))).toBe(0)
  })
})

test('with Redis away every answer is right, and nothing is kept that a change could end', async () => {
  const alone = await stage({ redisUrl: undefined })
  const { ada = {} } = await everybody(alone)
  for (const [query, times] of [
    ['{ price(of: 1) }', 1],
    ['{ mine }', 1],
    ['{ hotels { id } }', 0],
  ] as const) {
    // prettier-ignore
    await alone.ask(query, { headers: ada })
    const asked = await askedOf(alone, 'hotels', () => alone.ask(query, { headers: ada }))
    expect({ query, asked }).toEqual({ query, asked: times })
  }
})

test.each([
  ['ended', 'end', true],
  ['suspended, as its change may come late,', 'suspend', false],
] as const)('what is %s while Redis cannot hear of it is not found when it can', async (_, how, isKnownSoon) => {
  const own = new Redis(testRedisUrl(), {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: () => 300,
  })
  closeAtEnd(() => own.disconnect())
  await expect.poll(() => own.status).toBe('ready')
  let at = Date.now()
  const [store, elsewhere] = [createCacheStore(own, () => at), createCacheStore(redis)]
  const versionBy = async (asked: typeof store) => (await asked.versions(['viewer:x'])).get('viewer:x')
  const before = await versionBy(store)
  expect(before).toBeDefined()
  expect(await versionBy(elsewhere)).toBe(before)
  own.disconnect(true)
  await expect.poll(() => own.status).toBe('reconnecting')
  await store[how](['viewer:x'])
  expect(await versionBy(elsewhere)).toBe(before) // nobody can have told the others yet
  await expect.poll(() => own.status, { interval: 5 }).toBe('ready')
  expect(await versionBy(store)).not.toBe(before)
  await expect.poll(() => versionBy(elsewhere)).not.toBe(before)
  await new Promise((resolve) => setTimeout(resolve, 700)) // it is told again and again
  expect((await versionBy(store)) !== undefined).toBe(isKnownSoon)
  at += 60_000
  await expect.poll(() => versionBy(store)).toBeDefined()
  expect(await versionBy(store)).not.toBe(before)
})

test('Redis holds so many entries, whatever is asked; and each is found by its own key alone', async () => {
  const store = createCacheStore(redis)
  const other = createCacheStore(redis)
  const keys = Array.from({ length: 20_000 }, (_, at) => `key ${at}`)
  for (const key of keys) store.keep(key, `"${key}"`, 60)
  await store.findElsewhere(['any'])
  const found = await other.findElsewhere(keys)
  for (const [at, value] of found.entries()) expect([undefined, `"${keys[at]}"`]).toContain(value)
  // More keys than places: some have lost theirs, and are not found under that of another.
  expect((await redis.keys('cache:entry:*')).length).toBeLessThan(16_384)
  expect(found.filter((value) => value !== undefined).length).toBeGreaterThan(5_000)
  expect(found.includes(undefined)).toBe(true)
  expect(keys.map((key) => other.findHere(key))).toEqual(found)
})
