import { describe, expect, test } from 'vitest'

import { createTryBudget, createUsualTime } from '../src/second-tries.ts'
import { cannedSubgraphs } from './canned-subgraphs.ts'
import { contracts, stageGraph } from './staged-graph.ts'

describe('what may be asked twice', () => {
  test('is a share of what is asked, and at once no more than so much', () => {
    const budget = createTryBudget({ burst: 3, share: 0.1 })
    const taken = () => Array.from({ length: 10 }, () => budget.take()).filter(Boolean).length
    expect(taken()).toBe(3)
    for (let n = 0; n < 21; n += 1) budget.asked()
    expect(taken()).toBe(2)
    for (let n = 0; n < 1_000; n += 1) budget.asked()
    expect(taken()).toBe(3)
  })

  test('what usually takes how long is known after a while, and follows what changes', () => {
    const usual = createUsualTime()
    for (let n = 0; n < 63; n += 1) usual.took(10)
    expect(usual.get()).toBeUndefined()
    for (let n = 0; n < 137; n += 1) usual.took(n % 50 === 0 ? 900 : 10)
    expect(usual.get()).toBe(10)
    for (let n = 0; n < 300; n += 1) usual.took(40)
    expect(usual.get()).toBe(40)
  })
})

test('a subgraph that breaks every connection is not asked twice as much for it, but a little more', async () => {
  let asked = 0
  const { urls } = await cannedSubgraphs(contracts, {
    hotels: (_, response) => {
      asked += 1
      response.destroy()
      return undefined
    },
    customers: () => '{}',
  })
  const { ask } = await stageGraph({ subgraphUrls: urls })
  const times = 400
  for (let n = 0; n < times; n += 20)
    await Promise.all(Array.from({ length: 20 }, () => ask('{ hotel(id: 1) { name } }')))
  expect(asked).toBeGreaterThan(times)
  expect(asked).toBeLessThanOrEqual(times + 128 + times / 10 + 1)
})

describe('a subgraph that is slow one time in fifty', () => {
  /** Asks so often, and tells how many answers were slow, how often the subgraph was asked, and how often it saw the one that lost end. */
  async function play(hedge: boolean, times: number, slowMs: number, query = '{ hotel(id: 1) { name } }') {
    const seen = { asked: 0, ended: 0, slow: 0 }
    const { urls } = await cannedSubgraphs(contracts, {
      hotels: (_, response) => {
        seen.asked += 1
        response.once('close', () => (seen.ended += response.writableFinished ? 0 : 1))
        const answer = (name: string) => {
          const hotel = { __typename: 'Hotel', id: '1', name }
          if (!response.destroyed) response.end(JSON.stringify({ data: { hotel, rename: hotel } }))
        }
        if (seen.asked > 100 && seen.asked % 50 === 0) setTimeout(answer, slowMs, 'slow')
        else answer('quick')
        return undefined
      },
      customers: () => '{}',
    })
    const { ask } = await stageGraph({ subgraphUrls: urls, hedge })
    for (let n = 0; n < times; n += 10)
      await Promise.all(
        Array.from({ length: 10 }, async () => {
          const { data, errors } = await ask(query)
          expect(errors).toBeUndefined()
          if (JSON.stringify(data).includes('slow')) seen.slow += 1
        }),
      )
    return seen
  }

  test('is slow for one guest in fifty without a second question, and for nobody with it', async () => {
    const [without, with_] = await Promise.all([play(false, 300, 300), play(true, 300, 5_000)]) // for which nobody waits
    expect(without).toMatchObject({ asked: 300, ended: 0 })
    expect(without.slow).toBeGreaterThanOrEqual(4)
    expect(with_.slow).toBeLessThanOrEqual(1)
    // What it costs: few questions more than are asked, and those that lose are ended.
    expect(with_.asked).toBeLessThan(300 * 1.5) // on a machine that stumbles too; each asked twice would be 600
    expect(with_.ended).toBeGreaterThanOrEqual(3)
  })

  test('is never asked for a change a second time', async () => {
    const seen = await play(true, 150, 500, 'mutation { rename(id: 1, name: "A") { name } }')
    expect(seen).toMatchObject({ asked: 150, ended: 0 })
  })
})
