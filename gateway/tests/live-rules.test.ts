import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

import { createLogger } from '@staygraph/subgraph-kit/log'
import { buildSchema, parse } from 'graphql'
import { createClient } from 'graphql-ws'
import { describe, expect, test, vi } from 'vitest'

import type { LiveGraph } from '../src/execution/compiled-gateway.ts'
import { formatError } from '../src/format-error.ts'
import { createLive, type Opened, type Who } from '../src/live/live.ts'
import { createStreams, type Stream } from '../src/live/streams.ts'
import { overMultipart, overSocket, overSse, transports, type Heard } from './live-clients.ts'
import { liveContracts, stageLive, toldQuery, type Told } from './live-stage.ts'
import { ask, composeStaged } from './staged-graph.ts'

const staged = await stageLive({
  streamLimits: { most: 12, mostEach: 4 },
  typeDefs: {
    ...liveContracts,
    hotels: liveContracts.hotels
      .replace('["@key"]', '["@key", "@authenticated"]')
      .replace('forMembers: Told!', 'forMembers: Told! @authenticated'),
  },
})
const { url, write } = staged
const toldIn = ({ data }: Heard) => data?.['told'] as Told
const codes = ({ errors = [] }: Heard) => errors.map(({ extensions }) => extensions['code'])
const next = async (heard: AsyncIterator<Heard>) => (await heard.next()).value as Heard
const follow = (over: (typeof transports)['sse'], hotel: string, more: object = {}) =>
  over(url, { query: toldQuery, variables: { hotel }, ...more })
const metric = async (name: string) => {
  const text = await (await fetch(`${url}/metrics`)).text()
  return [...text.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'gm'))].reduce(
    (sum, [, n]) => sum + Number(n),
    0,
  )
}

test('of one client only so many are followed at once, of all together not many more, and whoever leaves makes room', async () => {
  const open: AsyncGenerator<Heard>[] = []
  const begin = async (over: (typeof transports)['sse'], headers: Record<string, string> = {}) => {
    const heard = follow(over, 'limits', { headers })
    const first = await next(heard).catch((error: Error) => error.message)
    if (typeof first === 'string' || !toldIn(first)) return typeof first === 'string' ? first : codes(first)[0]
    open.push(heard)
    return 'followed'
  }
  for (const over of [overSse, overMultipart, overSocket, overSse]) expect(await begin(over)).toBe('followed')
  expect(await begin(overSse)).toContain('429')
  expect(await begin(overSocket)).toBe('TOO_MANY_STREAMS')
  // Somebody else may; sockets count too, so that connections without anything to do are bounded.
  for (let n = 0; n < 2; n++)
    for (const sub of ['ada', 'eve', 'joe'])
      await begin(overSse, { authorization: `Bearer ${await staged.accessToken({ sub })}` })
  expect(await metric('gateway_live_streams')).toBe(11)
  expect(await begin(overSse, { authorization: `Bearer ${await staged.accessToken({ sub: 'ann' })}` })).toBe('followed')
  expect(await begin(overSse, { authorization: `Bearer ${await staged.accessToken({ sub: 'bob' })}` })).toContain('429')
  for (const heard of open) await heard.return(undefined)
  await expect.poll(() => metric('gateway_live_streams')).toBe(0)
  await expect.poll(staged.followers).toBe(0)
  expect(await begin(overSse)).toBe('followed')
  await open.at(-1)?.return(undefined)
})

test('what is guarded is followed by whom it is for, over every transport', async () => {
  const query = 'subscription { forMembers { words } }'
  const authorization = `Bearer ${await staged.accessToken()}`
  for (const over of Object.values(transports)) {
    const [refused] = await Array.fromAsync(over(url, { query }))
    expect(codes(refused as Heard)).toEqual(['UNAUTHENTICATED'])
    const [heard] = await Array.fromAsync(over(url, { query, headers: { authorization } }))
    expect(heard).toMatchObject({ data: { forMembers: { words: ['hush'] } } })
  }
})

test('a socket whose credentials prove nothing is closed with the reason, and so is one of a page of another site', async () => {
  const closed = Promise.withResolvers<unknown>()
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    lazy: false,
    retryAttempts: 0,
    connectionParams: { authorization: 'Bearer nonsense' },
    onNonLazyError: () => {},
    on: { closed: (event) => closed.resolve((event as CloseEvent).code) },
  })
  expect(await closed.promise).toBe(4401)
  await client.dispose()
  const upgrade = (origin: string) =>
    new Promise<string>((resolve) => {
      const { port } = new URL(url)
      const socket = connect(Number(port), '127.0.0.1', () =>
        socket.write(
          `GET /graphql HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: ${Buffer.alloc(16).toString('base64')}\r\nsec-websocket-protocol: graphql-transport-ws\r\norigin: ${origin}\r\n\r\n`,
        ),
      )
      socket.once('data', (data) => (resolve(data.toString().split('\r\n')[0] ?? ''), socket.destroy()))
    })
  expect(await upgrade('https://evil.example')).toContain('403')
  expect(await upgrade('https://friend.example')).toContain('101')
})

describe('access that ends', () => {
  test('a token’s end ends what is followed with it, with words that say so', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'], shouldAdvanceTime: true })
    try {
      const authorization = `Bearer ${await staged.accessToken()}`
      const heard = follow(overSse, 'token', { headers: { authorization } })
      expect(toldIn(await next(heard)).words).toEqual([])
      await vi.advanceTimersByTimeAsync(15_000)
      vi.setSystemTime(Date.now() + 11 * 60_000)
      await vi.advanceTimersByTimeAsync(15_000)
      const last = await next(heard)
      expect(codes(last)).toEqual(['UNAUTHENTICATED'])
      expect(last.errors?.[0]?.message).toContain('refreshSession')
      expect((await heard.next()).done).toBe(true)
    } finally {
      vi.useRealTimers()
    }
  })
})

test('another supergraph is served: what is followed goes on in it, and what is not in it any more ends with a reason', async () => {
  const other = await stageLive()
  const begin = (query: string) => overSse(other.url, { query, variables: { hotel: 'swap' } })
  const [stays, goes] = [
    begin(toldQuery),
    begin('subscription ($hotel: ID!) { told(hotel: $hotel) { words hotel { id visits neighbour { id } } } }'),
  ]
  await next(stays)
  await next(goes)
  const fresh = liveContracts.hotels.replace('neighbour: Hotel', 'friend: Hotel')
  await writeFile(other.supergraph, composeStaged({ ...liveContracts, hotels: fresh }))
  expect(codes(await next(goes))).toEqual(['GRAPH_CHANGED'])
  await other.write('swap', 'after')
  expect(toldIn(await next(stays))).toMatchObject({ words: ['after'] })
  await stays.return(undefined)
})

test('a gateway that is told to end tells everybody to come back, ends soon, and takes nobody new', async () => {
  const other = await stageLive()
  const following = Object.values(transports).map((over) => {
    const heard = over(other.url, { query: toldQuery, variables: { hotel: 'drain' } })
    return { heard, first: next(heard) }
  })
  await Promise.all(following.map(({ first }) => first))
  const began = performance.now()
  const ended = other.gateway.close()
  for (const { heard } of following) {
    expect(codes(await next(heard))).toEqual(['RECONNECT'])
    expect(
      await heard.next().then(
        ({ done }) => done,
        () => true,
      ),
    ).toBe(true)
  }
  await ended
  expect(performance.now() - began).toBeLessThan(3_000)
})

test('a client that takes nothing is not read for: nothing piles up, and what it missed comes in one event', async () => {
  const { port } = new URL(url)
  const body = JSON.stringify({ query: toldQuery, variables: { hotel: 'slow' } })
  const socket = connect(Number(port), '127.0.0.1')
  await once(socket, 'connect')
  socket.write(
    `POST /graphql HTTP/1.1\r\nhost: x\r\naccept: text/event-stream\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  )
  // Its head comes before it is followed: from the first event on nothing may be missed.
  let told = ''
  while (!told.includes('event: next')) told += String((await once(socket, 'data'))[0])
  socket.pause()
  const word = 'x'.repeat(200_000)
  // However much the sockets between hold, it is less than all of this: in the end nobody reads any more.
  let [n, reads, since] = [0, staged.reads(), performance.now()]
  for (; n < 400 && performance.now() - since < 500; n++) {
    await write('slow', `${word}${n}`)
    await sleep(5)
    if (staged.reads() !== reads) [reads, since] = [staged.reads(), performance.now()]
  }
  expect(performance.now() - since).toBeGreaterThanOrEqual(500)
  socket.resume()
  const chunks: Buffer[] = []
  socket.on('data', (data) => chunks.push(data))
  const tail = () => Buffer.concat(chunks.slice(-3)).toString()
  await expect.poll(() => tail().includes(`x${n - 1}"`), { timeout: 40_000 }).toBe(true)
  const heard = [
    ...Buffer.concat(chunks)
      .toString()
      .matchAll(/x(\d+)"/g),
  ].map(([, n]) => Number(n))
  expect(heard).toEqual(Array.from({ length: n }, (_, at) => at))
  socket.destroy()
}, 60_000)

test('each event costs what it is estimated at; whoever has spent their budget is told when to come back', async () => {
  const poor = await stageLive({ costBudgets: { anonymous: 12, customer: 0, integrator: 0 } })
  const heard = overSse(poor.url, { query: toldQuery, variables: { hotel: 'cost' } })
  const codesHeard: unknown[] = []
  for await (const event of heard) {
    codesHeard.push(codes(event)[0])
    await poor.write('cost', 'word')
  }
  expect(codesHeard.length).toBeGreaterThan(1)
  expect(codesHeard.at(-1)).toBe('COST_BUDGET_SPENT')
  expect((await ask(poor.url, '{ hotels { id } }')).errors?.[0]?.extensions['code']).toBe('COST_BUDGET_SPENT')
})

test('what follows nothing, as its conditions stand, is refused', async () => {
  const query = 'subscription Told { told(hotel: "none") @skip(if: true) { words } }'
  for (const over of Object.values(transports)) {
    const heard = over(url, { query })
    const first = await next(heard).catch((error: Error) => error.message)
    expect(typeof first === 'string' ? first : codes(first)[0]).toContain('BAD_USER_INPUT')
    await heard.return(undefined)
  }
})

test('a fault of ours is told to whoever follows, without its words', async () => {
  const logger = createLogger('test', 'silent')
  const fails = async () => {
    throw new Error('a word of our inside')
  }
  const schema = buildSchema('type Query { told: Int }')
  const graph: LiveGraph = {
    answer: fails,
    follow: fails,
    schema: () => schema,
    read: () => parse(toldQuery),
    onServed: () => () => {},
    textOf: () => undefined,
  }
  const live = createLive({
    graph,
    streams: createStreams({ most: 1, mostEach: 1 }),
    format: formatError(logger),
    logger,
    deadlineMs: 1_000,
  })
  const who: Who = { viewer: { kind: 'anonymous' }, address: '192.0.2.1', again: async () => who.viewer }
  const stream = live.enter(who, 'sse') as Stream
  const opened = live.read({ query: toldQuery }, undefined) as Opened
  const told = await Array.fromAsync(live.answer(opened, who, stream))
  expect(told).toMatchObject([{ result: { errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }] } }])
  expect(JSON.stringify(told)).not.toContain('inside')
})
