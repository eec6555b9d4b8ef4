import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

import { expect, test } from 'vitest'

import { overSse, transports, type Heard } from './live-clients.ts'
import { stageLive, toldQuery, type Told } from './live-stage.ts'
import { ask, kill } from './staged-graph.ts'

const staged = await stageLive()
const { url, write } = staged
const toldIn = ({ data }: Heard) => data?.['told'] as Told
const codes = ({ errors = [] }: Heard) => errors.map(({ extensions }) => extensions['code'])
const next = async (heard: AsyncIterator<Heard>) => (await heard.next()).value as Heard

test.for(Object.entries(transports))(
  'over %s: the first event at once, then what happens, with what other subgraphs know',
  async ([name, over]) => {
    const heard = over(url, { query: toldQuery, variables: { hotel: name } })
    const first = await next(heard)
    expect(toldIn(first)).toMatchObject({ words: [], hotel: { id: name, visits: null } })
    await write(name, 'one')
    await write(name, 'two')
    const words: string[] = []
    while (words.length < 2) words.push(...toldIn(await next(heard)).words)
    expect(words).toEqual(['one', 'two'])
    await heard.return(undefined)
    await expect.poll(staged.followers).toBe(0)
    const again = over(url, { query: toldQuery, variables: { hotel: name, after: toldIn(first).cursor } })
    expect(toldIn(await next(again)).words).toEqual(['one', 'two'])
    await again.return(undefined)
  },
)

test.for(Object.entries(transports).filter(([name]) => name !== 'multipart' && name !== 'Apollo Client'))(
  'over %s a query is answered in one event, and a change is not',
  async ([, over]) => {
    expect(await Array.fromAsync(over(url, { query: '{ hotel(id: "7") { name visits } }' }))).toMatchObject([
      { data: { hotel: { name: 'Hotel 7', visits: 70 } } },
    ])
    const change = over(url, { query: 'mutation { rename(id: "1", name: "x") { id } }' })
    const refused = await Array.fromAsync(change).then((heard) => JSON.stringify(heard), String)
    expect(refused).toMatch(/sent by POST|406/)
  },
)

test('what a subscription may not be is refused in typed JSON, before anything is begun', async () => {
  expect(await ask(url, toldQuery, { variables: { hotel: '1' } })).toMatchObject({
    status: 406,
    errors: [{ extensions: { code: 'NOT_ACCEPTABLE' } }],
  })
  const events = { accept: 'text/event-stream' }
  const refused = async (query: string, headers: object = {}) => {
    const { status, errors } = await ask(url, query, { headers: { ...events, ...headers } })
    return [status, errors?.[0]?.extensions['code']]
  }
  expect(await refused('subscription {')).toEqual([400, 'GRAPHQL_PARSE_FAILED'])
  expect(await refused('subscription { nothing }')).toEqual([400, 'GRAPHQL_VALIDATION_FAILED'])
  expect(await refused('subscription { told(hotel: 1) { cursor } forMembers { cursor } }')).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']) // prettier-ignore
  expect(await refused(toldQuery, { 'last-event-id': 'x'.repeat(8_001) })).toEqual([400, 'BAD_REQUEST'])
  expect(await refused(toldQuery, { origin: 'https://evil.example' })).toEqual([403, 'CROSS_SITE'])
  expect(await refused(toldQuery, { authorization: 'Bearer nonsense' })).toEqual([401, 'UNAUTHENTICATED'])
  const [wrong] = await Array.fromAsync(overSse(url, { query: toldQuery, variables: {} }))
  expect(codes(wrong as Heard)).toEqual(['BAD_USER_INPUT'])
  const [nonsense] = await Array.fromAsync(overSse(url, { query: toldQuery, variables: { hotel: '1', after: 'nonsense' } })) // prettier-ignore
  expect(codes(nonsense as Heard)).toEqual(['BAD_USER_INPUT'])
  expect(staged.followers()).toBe(0)
})

test('an event source of a browser follows by GET, and comes back by the id of the last event', async () => {
  const search = new URLSearchParams({ query: toldQuery, variables: JSON.stringify({ hotel: 'get' }) })
  const leaving = new AbortController()
  const answer = await fetch(`${url}/graphql?${search.toString()}`, { headers: { accept: 'text/event-stream' }, signal: leaving.signal }) // prettier-ignore
  expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  const { value } = await (answer.body as ReadableStream<Uint8Array>).getReader().read()
  const id = /^id: (\S+)$/m.exec(new TextDecoder().decode(value))?.[1]
  leaving.abort()
  await write('get', 'missed')
  const heard = overSse(url, { query: toldQuery, variables: { hotel: 'get' }, lastEventId: id })
  expect(toldIn(await next(heard)).words).toEqual(['missed'])
  await heard.return(undefined)
})

test('what happens while a subgraph is away is told when it is back; one that does not hear where we stood loses it', async () => {
  for (const forgetful of [false, true]) {
    const { subgraphs, serve, ...other } = await stageLive({}, { forgetful })
    const heard = overSse(other.url, { query: toldQuery, variables: { hotel: 'away' } })
    await next(heard)
    await kill(subgraphs.hotels.app)
    await other.write('away', 'meanwhile')
    await serve('hotels', Number(new URL(subgraphs.hotels.url).port))
    await expect.poll(other.followers).toBe(1)
    await sleep(100)
    await other.write('away', 'later')
    const words: string[] = []
    while (!words.includes('later')) words.push(...toldIn(await next(heard)).words)
    expect(words).toEqual(forgetful ? ['later'] : ['meanwhile', 'later'])
    await heard.return(undefined)
  }
})

test('hundreds of changes, while clients, the subgraph and the gateway come and go: each seen once and in order', async () => {
  const many = Number(process.env['LIVE_CHANGES'] ?? 200)
  const gatewayAt = Number(new URL(url).port)
  const hotelsAt = Number(new URL(staged.subgraphs.hotels.url).port)
  let gateway = staged.gateway
  let hotels = staged.subgraphs.hotels.app
  let done = false
  const names = Object.keys(transports) as (keyof typeof transports)[]

  const begun = await Promise.all(
    [...names, ...names].map(async (name, n) => {
      const heard = overSse(url, { query: toldQuery, variables: { hotel: `many ${n % 4}` } })
      const { cursor } = toldIn(await next(heard))
      await heard.return(undefined)
      return { name, hotel: `many ${n % 4}`, cursor }
    }),
  )
  const clients = begun.map(async ({ name, hotel, cursor }) => {
    const seen: string[] = []
    let after = cursor
    // Once more after the last: nothing may be told again.
    for (let last = false, ends = Date.now() + 90_000; !last && Date.now() < ends;) {
      last = seen.length >= many / 4
      const heard = transports[name](url, { query: toldQuery, variables: { hotel, after } })
      const late = sleep(last ? 500 : done ? 4_000 : randomInt(30, 900)).then(() => 'late' as const)
      try {
        for (;;) {
          const event = await Promise.race([heard.next(), late])
          if (event === 'late' || event.done) break
          const told = toldIn(event.value as Heard)
          if (!told) break // told to come back
          seen.push(...told.words)
          after = told.cursor
          if (!last && seen.length >= many / 4) break
        }
      } catch {
        await sleep(20) // nobody is there just now
      }
      void heard.return(undefined)
    }
    return { hotel, seen }
  })
  const trouble = (async () => {
    for (let n = 0; !done; n++) {
      await sleep(250)
      if (n % 2 === 0) {
        await kill(hotels)
        hotels = (await staged.serve('hotels', hotelsAt)).app
      } else {
        // Told to end, or killed.
        await (n % 4 === 1 ? gateway.close() : kill(gateway))
        gateway = (await staged.serveGateway(gatewayAt)).app
      }
    }
  })()
  await sleep(300)
  const written = new Map<string, string[]>()
  await Promise.all(
    Array.from({ length: 4 }, async (_, writer) => {
      const hotel = `many ${writer}`
      const words = Array.from({ length: many / 4 }, (__, n) => `${writer}.${n}`)
      written.set(hotel, words)
      for (const word of words) {
        await write(hotel, word, randomInt(15))
        await sleep(randomInt(40))
      }
    }),
  )
  done = true
  await trouble
  for (const { hotel, seen } of await Promise.all(clients))
    expect([hotel, ...seen]).toEqual([hotel, ...(written.get(hotel) ?? [])])
}, 120_000)
