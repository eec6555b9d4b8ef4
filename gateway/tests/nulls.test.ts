import { describe, expect, test } from 'vitest'

import { cannedSubgraphs } from './canned-subgraphs.ts'
import { contracts, kill, stageGraph } from './staged-graph.ts'

const across = '{ all: hotels { id name seen: visits neighbour { id } } }'

describe('an answer that is not whole tells for each missing field who failed, why, and whether to retry', () => {
  test('a subgraph that is down, the first and the second time', async () => {
    const { ask, subgraphs } = await stageGraph()
    expect((await ask(across)).extensions).toBeUndefined()
    await kill(subgraphs.customers.app)
    const missing = { service: 'customers', why: 'UNREACHABLE', retryable: true }
    for (let times = 0; times < 2; times += 1)
      expect((await ask(across)).extensions?.['nulls']).toEqual([{ field: 'all[].seen', ...missing }])
    // What may not be null takes everything with it.
    expect((await ask('{ whoAsks }')).extensions?.['nulls']).toEqual([{ field: '', ...missing }])
  })

  test('a subgraph that is silent', async () => {
    const { ask } = await stageGraph({ timeoutsMs: { hotels: 100 } })
    const { extensions } = await ask('{ slow(ms: 3000) whoAsks }')
    expect(extensions?.['nulls']).toEqual([{ field: 'slow', service: 'hotels', why: 'TIMEOUT', retryable: true }])
  })

  test('a subgraph that is left alone', async () => {
    const { ask } = await stageGraph({ timeoutsMs: { hotels: 60 } })
    for (let times = 0; times < 5; times += 1) await ask('{ slow(ms: 2000) }')
    const { extensions } = await ask('{ hotel(id: 1) { name } }')
    expect(extensions?.['nulls']).toEqual([{ field: 'hotel', service: 'hotels', why: 'LEFT_ALONE', retryable: true }])
  })

  test('a change that may have been done', async () => {
    const { ask } = await stageGraph({ timeoutsMs: { hotels: 100 } })
    const { extensions } = await ask('mutation { rename(id: 1, name: "A", ms: 3000) { name } }')
    expect(extensions?.['nulls']).toEqual([{ field: 'rename', service: 'hotels', why: 'TIMEOUT', retryable: false }])
  })

  test('an error of a subgraph, at the place that is null for it', async () => {
    const { ask } = await stageGraph()
    const { extensions } = await ask('{ broken mine: picky hotel(id: 1) { name } }')
    expect(extensions?.['nulls']).toEqual([
      { field: 'broken', service: 'hotels', why: 'FAILED', retryable: false },
      { field: 'mine', service: 'hotels', why: 'FAILED', retryable: false },
    ])
  })

  test('rubbish, and a null where none may be: what is null for it, no more than was asked for', async () => {
    const { urls } = await cannedSubgraphs(contracts, {
      hotels: (body) =>
        body.includes('hotels')
          ? JSON.stringify({ data: { hotels: [{ __typename: 'Hotel', id: '1', name: null }] } })
          : '<h1>hello</h1>',
      customers: () => '{}',
    })
    const { ask } = await stageGraph({ subgraphUrls: urls })
    expect((await ask('{ hotel(id: 1) { name } }')).extensions?.['nulls']).toEqual([
      { field: 'hotel', service: 'hotels', why: 'INVALID_ANSWER', retryable: true },
    ])
    const { data, extensions } = await ask('{ hotels { name } }')
    expect(data).toBeNull()
    expect(extensions?.['nulls']).toEqual([{ field: '', why: 'INVALID_ANSWER', retryable: false }])
  })

  test('what a plan needed and nobody asked for is not told', async () => {
    const { ask, subgraphs } = await stageGraph()
    await kill(subgraphs.customers.app)
    const { extensions } = await ask('query ($also: Boolean = false) { hotels { id visits @include(if: $also) } }')
    expect(extensions).toBeUndefined()
  })
})
