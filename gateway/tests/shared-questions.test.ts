import { setTimeout as sleep } from 'node:timers/promises'

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { again, createSharedQuestions } from '../src/shared-questions.ts'
import { askAndLeave } from './leaving-client.ts'
import { stageGraph, type Asking } from './staged-graph.ts'
import { watchedSubgraph, type Question } from './watched-subgraph.ts'

/** A gateway before a subgraph that answers when it is told to; what it says changes with each change. */
async function stage(shareQuestions = true) {
  let open: (() => void)[] = []
  let name = 'Hotel 1'
  const { seen, url } = await watchedSubgraph(async ({ query }: Question) => {
    const hotel = { __typename: 'Hotel', id: '1', name }
    if (query.startsWith('mutation')) return { data: { rename: { ...hotel, name: (name = 'renamed') } } }
    await new Promise<void>((resolve) => open.push(resolve))
    return { data: { hotel, hotels: [hotel] } }
  })
  const staged = await stageGraph({ subgraphUrls: { hotels: url, customers: url }, shareQuestions })
  const answerAll = () => {
    for (const one of open) one()
    open = []
  }
  return { ...staged, seen, answerAll, asks: (n: number) => expect.poll(() => seen.asked).toBe(n) }
}
const query = '{ hotel(id: 1) { name } }'
const named = (name: string) => ({ data: { hotel: { name } } })

describe('the very same question', () => {
  test('is asked once while it is under way, and again afterwards', async () => {
    const { ask, asks, answerAll, seen } = await stage()
    for (const round of [1, 2]) {
      const first = ask(query)
      await asks(round)
      const others = Array.from({ length: 20 }, () => ask(query))
      await sleep(200)
      answerAll()
      for (const answer of await Promise.all([first, ...others])) expect(answer).toMatchObject(named('Hotel 1'))
      expect(seen.asked).toBe(round)
    }
  })

  test('negative control: each is asked where that is not wished', async () => {
    const { ask, asks, answerAll } = await stage(false)
    const all = Array.from({ length: 5 }, () => ask(query))
    await asks(5)
    answerAll()
    expect(await Promise.all(all)).toHaveLength(5)
  })

  test('is another one with other credentials, from another address, or in other words', async () => {
    const { ask, asks, answerAll } = await stage()
    const asked: [string, Asking][] = [
      [query, {}],
      [query, { headers: { 'x-forwarded-for': '2001:db8::1' } }],
      [query, { headers: { cookie: '__Host-staygraph-refresh=mine' } }],
      ['{ hotel(id: 2) { name } }', {}],
      ['{ hotel(id: 1) { name id } }', {}],
    ]
    const all = asked.map(([text, how]) => ask(text, how))
    await asks(asked.length)
    answerAll()
    for (const answer of await Promise.all(all)) expect(answer.status).toBe(200)
  })

  test('tells each viewer of themselves', async () => {
    const { ask, accessToken, apiKeys, seen } = await stageGraph({ shareQuestions: true })
    const apiKey = 'sg_test_0123456789abcdefghijklmnopqrstuv'
    apiKeys.set(apiKey, { clientId: 'one', scopes: [], mode: 'TEST' })
    const bearer = async (sub: string) => ({ authorization: `Bearer ${await accessToken({ sub })}` })
    const viewers: [string, Record<string, string>][] = [
      ['"anonymous"', {}],
      ['"ada"', await bearer('ada')],
      ['"bob"', await bearer('bob')],
      ['"one"', { 'x-api-key': apiKey }],
    ]
    const all = Array.from({ length: 80 }, async (_, at) => {
      const [who, headers] = viewers[at % viewers.length] as (typeof viewers)[number]
      const { data } = await ask('{ whoAsks }', { headers })
      return [who, `${data?.['whoAsks'] as string}`] as const
    })
    for (const [who, told] of await Promise.all(all)) expect(told).toContain(who)
    expect(seen.customers.length).toBeLessThan(80)
  })

  test('does not end with whoever asked first: the others ask it anew, once', async () => {
    const { ask, asks, answerAll, seen, url } = await stage()
    let leave = false
    const left = askAndLeave(url, query, () => leave)
    await asks(1)
    const others = Array.from({ length: 5 }, () => ask(query))
    await sleep(200)
    leave = true
    await left
    await asks(2)
    answerAll()
    for (const answer of await Promise.all(others)) expect(answer).toMatchObject(named('Hotel 1'))
    expect(seen.asked).toBe(2)
  })

  test('is asked anew after a change, by whoever made it and by all others', async () => {
    const { ask, asks, answerAll } = await stage()
    const before = ask(query)
    await asks(1)
    expect(await ask('mutation { rename(id: 1, name: "renamed") { name } }')).toMatchObject({ data: { rename: { name: 'renamed' } } }) // prettier-ignore
    const after = ask(query)
    await asks(3)
    answerAll()
    expect(await Promise.all([before, after])).toMatchObject([named('Hotel 1'), named('renamed')])
  })

  test('has one failure for all', async () => {
    const { seen, url } = await watchedSubgraph(() => sleep(60_000, {}, { ref: false }))
    const { ask } = await stageGraph({
      subgraphUrls: { hotels: url, customers: url },
      shareQuestions: true,
      timeoutsMs: { hotels: 400 },
    })
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(query)))
    for (const { data, errors } of answers) {
      expect(data).toEqual({ hotel: null })
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', retryable: true })
    }
    expect(seen.asked).toBe(1)
  })
})

test('whoever asks in any order is told an answer to their own question, worked out after the latest change before it', async () => {
  const step = fc.record({
    key: fc.constantFrom('a', 'b'),
    does: fc.constantFrom('ask', 'ask', 'answer', 'change', 'leave'),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const shared = createSharedQuestions<string, 'failed'>()
      let changes = 0
      const flights: { key: string; asked: number; flight: ReturnType<typeof shared.begin> }[] = []
      const told: Promise<{ key: string; since: number; heard: string | symbol }>[] = []
      for (const { key, does } of steps) {
        if (does === 'ask') {
          const since = changes
          const joined = shared.join(key, (response) => response)
          if (joined) told.push(joined.then((heard) => ({ key, since, heard })))
          else flights.push({ key, asked: changes, flight: shared.begin(key) })
        } else if (does === 'change') {
          changes += 1
          shared.forget()
        } else {
          const [one] = flights.splice(0, 1)
          if (does === 'answer') one?.flight.heard(`${one.key} ${one.asked}`)
          one?.flight.ended(again)
        }
      }
      for (const { flight } of flights) flight.ended('failed')
      for (const { key, since, heard } of await Promise.all(told))
        expect([again, 'failed', `${key} ${since}`]).toContain(heard)
    }),
  )
})
