import { setTimeout as sleep } from 'node:timers/promises'

import { metrics } from '@staygraph/subgraph-kit/metrics'
import { patienceHeader } from '@staygraph/subgraph-kit/patience'
import { expect, test } from 'vitest'

import { askAndLeave } from './leaving-client.ts'
import { stageGraph } from './staged-graph.ts'
import { watchedSubgraph } from './watched-subgraph.ts'

// Real sockets on both sides: a client that hangs up in the middle, and a subgraph that sees whether somebody still
// waits for it.

/** A subgraph that answers a question after `ms`. */
const patientSubgraph = (ms: number) =>
  watchedSubgraph(() => {
    const hotels = [{ __typename: 'Hotel', id: '1', name: 'Hotel 1' }]
    return sleep(ms, { data: { hotels, rename: hotels[0], slow: 'done' } }, { ref: false })
  })

const aborted = async (because: string) =>
  (await metrics.getSingleMetric('gateway_fetches_aborted_total')?.get())?.values
    .filter(({ labels }) => labels['because'] === because)
    .reduce((sum, { value }) => sum + value, 0) ?? 0

test('what was begun for a query is aborted when its client leaves, each time, the short way too', async () => {
  const { seen, url } = await patientSubgraph(60_000)
  const staged = await stageGraph({ subgraphUrls: { hotels: url, customers: 'http://127.0.0.1:1' } })
  const before = await aborted('client left')
  for (let times = 1; times <= 5; times += 1) {
    await askAndLeave(staged.url, '{ hotels { name visits } }', () => seen.asked === times)
    await expect.poll(() => seen.aborted, { timeout: 20_000 }).toBe(times)
  }
  expect(seen).toMatchObject({ asked: 5, answered: 0, aborted: 5 })
  expect((await aborted('client left')) - before).toBe(5)
})

test('what comes next in the plan is not begun any more', async () => {
  const hotels = await patientSubgraph(300)
  const customers = await patientSubgraph(0)
  const staged = await stageGraph({ subgraphUrls: { hotels: hotels.url, customers: customers.url } })
  await askAndLeave(staged.url, '{ hotels { name visits } }', () => hotels.seen.asked === 1)
  await expect.poll(() => hotels.seen.aborted, { timeout: 20_000 }).toBe(1)
  await sleep(400)
  expect(customers.seen.asked).toBe(0)
})

test('a mutation goes on to its end without its client, one after the other', async () => {
  const { seen, url } = await patientSubgraph(150)
  const staged = await stageGraph({ subgraphUrls: { hotels: url, customers: 'http://127.0.0.1:1' } })
  await askAndLeave(staged.url, 'mutation { rename(id: 1, name: "A") { name } }', () => seen.asked === 1)
  await expect.poll(() => seen.answered, { timeout: 20_000 }).toBe(1)
  expect(seen.aborted).toBe(0)
})

test('a client that leaves does not make a silent subgraph look well again', async () => {
  const { seen, url } = await patientSubgraph(60_000)
  const staged = await stageGraph({ timeoutsMs: { hotels: 200 }, subgraphUrls: { hotels: url, customers: url } })
  await Promise.all(Array.from({ length: 5 }, () => staged.ask('{ slow(ms: 1) }')))
  const why = async () => (await staged.ask('{ slow(ms: 1) }')).extensions?.['nulls']
  expect(await why()).toMatchObject([{ why: 'LEFT_ALONE' }])
  await sleep(1_100)
  await askAndLeave(staged.url, '{ slow(ms: 1) }', () => seen.asked === 6)
  expect(await why()).toMatchObject([{ why: 'LEFT_ALONE' }])
  await expect.poll(() => seen.aborted, { timeout: 20_000 }).toBe(6) // it was asked to its end
})

test('an answer that was given is not taken for a client that left', async () => {
  const { seen, url } = await patientSubgraph(0)
  const staged = await stageGraph({ subgraphUrls: { hotels: url, customers: 'http://127.0.0.1:1' } })
  for (let times = 0; times < 3; times += 1)
    expect((await staged.ask('{ hotels { name } }')).data).toEqual({ hotels: [{ name: 'Hotel 1' }] })
  await sleep(50)
  expect(seen).toMatchObject({ asked: 3, answered: 3, aborted: 0 })
})

test('the whole request has a deadline: what is left of it goes down with each fetch, and over it all are ended', async () => {
  const { seen, url } = await patientSubgraph(60_000)
  const before = await aborted('too late')
  const staged = await stageGraph({ deadlineMs: 1_200, subgraphUrls: { hotels: url, customers: 'http://127.0.0.1:1' } })
  const { data, errors } = await staged.ask('{ slow(ms: 1) }')
  expect(data).toEqual({ slow: null })
  expect(errors?.[0]?.extensions).toEqual({ code: 'SUBGRAPH_UNAVAILABLE', service: 'hotels', retryable: true })
  await expect.poll(() => seen.aborted, { timeout: 20_000 }).toBe(1)
  expect((await aborted('too late')) - before).toBe(1)
  const patience = Number(seen.headers[0]?.[patienceHeader])
  expect(patience).toBeGreaterThan(0)
  expect(patience).toBeLessThanOrEqual(1_200)
})

test('a subgraph’s own deadline goes down where it is the shorter one', async () => {
  const { seen, url } = await patientSubgraph(0)
  const staged = await stageGraph({
    timeoutsMs: { hotels: 250 },
    subgraphUrls: { hotels: url, customers: 'http://127.0.0.1:1' },
  })
  expect((await staged.ask('{ slow(ms: 1) }')).data).toEqual({ slow: 'done' })
  expect(Number(seen.headers[0]?.[patienceHeader])).toBeLessThanOrEqual(250)
})
