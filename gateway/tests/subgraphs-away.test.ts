import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

import { describe, expect, test } from 'vitest'

import { closeAtEnd } from './close-at-end.ts'
import { ask, kill, stageGraph } from './staged-graph.ts'

const across = '{ hotels { id name visits } }'

/** A server in a subgraph's place that answers what the test says. */
async function stranger(answer: RequestListener) {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  closeAtEnd(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('a plan over two subgraphs', () => {
  test('joins what both know', async () => {
    const { ask } = await stageGraph()
    const { status, data, errors } = await ask(across)
    expect(errors).toBeUndefined()
    expect(status).toBe(200)
    expect(data?.['hotels']).toEqual([
      { id: '1', name: 'Hotel 1', visits: 10 },
      { id: '2', name: 'Hotel 2', visits: 20 },
    ])
  })

  test('gives the part that is known, and names the subgraph that is down and that a retry may help', async () => {
    const { ask, subgraphs } = await stageGraph()
    await kill(subgraphs.customers.app)
    const { status, data, errors } = await ask(across)
    expect(status).toBe(200)
    expect(data?.['hotels']).toEqual([
      { id: '1', name: 'Hotel 1', visits: null },
      { id: '2', name: 'Hotel 2', visits: null },
    ])
    expect(errors).toMatchObject([
      { path: ['hotels'], extensions: { code: 'SUBGRAPH_UNAVAILABLE', service: 'customers', retryable: true } },
    ])
  })

  test('tells each root field that is null for want of it, by the name the client gave it', async () => {
    const { ask, subgraphs } = await stageGraph()
    await kill(subgraphs.hotels.app)
    const { data, errors } = await ask('{ one: hotel(id: 1) { name } broken whoAsks }')
    expect(data).toMatchObject({ one: null, broken: null, whoAsks: expect.any(String) })
    expect(errors?.map(({ path }) => path)).toEqual([['one'], ['broken']])
  })

  test('survives a subgraph that was restarted under open connections', async () => {
    const { ask, subgraphs, serve } = await stageGraph()
    expect((await ask(across)).errors).toBeUndefined()
    await kill(subgraphs.customers.app)
    await serve('customers', Number(new URL(subgraphs.customers.url).port))
    expect((await ask(across)).errors).toBeUndefined()
  })

  test('does not wait longer than the subgraph’s deadline', async () => {
    const { ask } = await stageGraph({ timeoutsMs: { hotels: 150 } })
    const began = performance.now()
    const { data, errors } = await ask('{ slow(ms: 5000) whoAsks }')
    expect(performance.now() - began).toBeLessThan(4_000)
    expect(data?.['slow']).toBeNull()
    expect(data?.['whoAsks']).toContain('anonymous')
    expect(errors?.[0]?.extensions).toEqual({ code: 'SUBGRAPH_UNAVAILABLE', service: 'hotels', retryable: true })
  })

  test('never calls a change retryable that may have been done', async () => {
    const { ask } = await stageGraph({ timeoutsMs: { hotels: 150 } })
    const { errors } = await ask('mutation { rename(id: 1, name: "A", ms: 5000) { name } }')
    expect(errors?.[0]?.extensions).toEqual({ code: 'SUBGRAPH_UNAVAILABLE', service: 'hotels', retryable: false })
  })

  test('calls a change retryable that cannot have arrived', async () => {
    const { ask, subgraphs } = await stageGraph()
    await kill(subgraphs.hotels.app)
    const { errors } = await ask('mutation { rename(id: 1, name: "A") { name } }')
    expect(errors?.[0]?.extensions).toEqual({ code: 'SUBGRAPH_UNAVAILABLE', service: 'hotels', retryable: true })
  })

  test('never sends a change twice, even when the connection breaks after it was sent', async () => {
    let received = 0
    const url = await stranger((request) => {
      received += 1
      request.resume().on('end', () => request.socket.destroy())
    })
    const { ask, keys } = await stageGraph()
    expect(keys).toBeDefined()
    const alone = await stageGraph({ subgraphUrls: { hotels: url, customers: 'http://127.0.0.1:1' } })
    const { errors } = await alone.ask('mutation { rename(id: 1, name: "A") { name } }')
    expect(received).toBe(1)
    expect(errors?.[0]?.extensions).toMatchObject({ service: 'hotels', retryable: false })
    expect((await ask(across)).errors).toBeUndefined()
  })

  test.each([
    ['HTML', '<h1>hello</h1>', 200],
    ['JSON that is not GraphQL', '{"hello":1}', 200],
    ['data that is a list', '{"data":[1]}', 200],
    ['an error of a proxy', 'Bad Gateway', 502],
    ['nothing', '', 200],
  ])('takes %s for no answer, without telling it to the client', async (_, text, status) => {
    const url = await stranger((_request, response) => response.writeHead(status).end(text))
    const { ask } = await stageGraph({ subgraphUrls: { hotels: url, customers: 'http://127.0.0.1:1' } })
    const { data, errors } = await ask('{ hotel(id: 1) { name } }')
    expect(data).toEqual({ hotel: null })
    expect(errors).toHaveLength(1)
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', service: 'hotels' })
    expect(JSON.stringify(errors)).not.toContain('hello')
  })
})

describe('what an error tells', () => {
  test('a bug in a subgraph: the subgraph’s name and the place in the answer, nothing of its inside', async () => {
    const { ask } = await stageGraph()
    const { data, errors } = await ask('{ broken hotel(id: 1) { name } }')
    expect(data).toEqual({ broken: null, hotel: { name: 'Hotel 1' } })
    expect(errors).toEqual([
      {
        message: 'Something failed in hotels. It is logged.',
        path: ['broken'],
        extensions: { code: 'INTERNAL_SERVER_ERROR', service: 'hotels' },
      },
    ])
  })

  test('a mistake of the client: in the subgraph’s words, without what is not meant for clients', async () => {
    const { ask } = await stageGraph()
    const { errors } = await ask('{ picky }')
    expect(errors).toEqual([
      {
        message: 'The dates are in the past.',
        path: ['picky'],
        extensions: { code: 'BAD_USER_INPUT', service: 'hotels', field: 'stay' },
      },
    ])
  })

  test('our own identity being refused is our fault, not the client’s: no 401, no talk of identities', async () => {
    const { keys, subgraphs } = await stageGraph()
    const misled = await stageGraph({
      keys: keys.pairs.stranger,
      subgraphUrls: { hotels: subgraphs.hotels.url, customers: subgraphs.customers.url },
    })
    const { status, errors } = await ask(misled.url, '{ hotel(id: 1) { name } }')
    expect(status).toBe(200)
    expect(errors?.[0]?.extensions).toEqual({ code: 'SUBGRAPH_UNAVAILABLE', service: 'hotels', retryable: false })
  })
})
