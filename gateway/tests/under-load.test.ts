import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { Agent, createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { expect, test } from 'vitest'

import { cannedSubgraphs } from './canned-subgraphs.ts'
import { closeAtEnd } from './close-at-end.ts'
import { composeStaged, contracts, type Answered } from './staged-graph.ts'
import { startProcess } from './start-process.ts'

// A thousand operations under way at once, each with an answer of its own, and everything happens to the gateway.
// UNDER_LOAD sets another number.

const count = Number(process.env['UNDER_LOAD'] ?? 1_000)
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const agent = new Agent({ keepAlive: true })

type Heard = Answered | { lost: string }

/** One operation over both subgraphs. Its answer, or how it was lost. */
const askFor = (url: string, id: number) =>
  new Promise<Heard>((resolve) => {
    const sent = request(`${url}/graphql`, { agent, method: 'POST', headers: { 'content-type': 'application/json' } })
    sent.on('error', (error) => resolve({ lost: error.message }))
    sent.on('response', (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('error', (error) => resolve({ lost: error.message }))
      response.on('end', () => resolve(JSON.parse(text) as Answered))
    })
    sent.end(
      JSON.stringify({
        query: 'query One($id: ID!) { hotel(id: $id) { id name visits } }',
        variables: { id: `${id}` },
      }),
    )
  })

const right = (id: number) => ({ data: { hotel: { id: `${id}`, name: `Hotel ${id}`, visits: id * 10 } } })
const isRight = (heard: Heard, id: number) => JSON.stringify(heard) === JSON.stringify(right(id))
/** Nothing wrong is said: what is missing is null, and told as a subgraph’s that may be asked again. */
const isHonest = (heard: Heard) =>
  'errors' in heard &&
  heard.errors?.every(({ extensions }) => extensions['code'] === 'SUBGRAPH_UNAVAILABLE' && extensions['retryable']) ===
    true

const answerHotel = (body: string) => {
  const { id } = (JSON.parse(body) as { variables: { id: string } }).variables
  return JSON.stringify({ data: { hotel: { __typename: 'Hotel', id, name: `Hotel ${id}` } } })
}
const answerVisits = (body: string) => {
  const { representations } = (JSON.parse(body) as { variables: { representations: { id: string }[] } }).variables
  return JSON.stringify({
    data: { _entities: representations.map(({ id }) => ({ __typename: 'Hotel', visits: Number(id) * 10 })) },
  })
}

/** Customers, which can be killed and started again at the same address. Answers after a while, each time another. */
function mortal() {
  let server: Server | undefined
  let asked = 0
  const listen = async (port: number) => {
    server = createServer((incoming, response) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('end', () => {
        asked += 1
        setTimeout(() => response.end(answerVisits(Buffer.concat(chunks).toString())), 20 + (asked % 80))
      })
    }).listen(port, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }
  const kill = async () => {
    const closed = server && once(server.close(), 'close')
    server?.closeAllConnections()
    await closed
  }
  closeAtEnd(kill)
  return { listen, kill, asked: () => asked }
}

test(`${count} operations under way while the supergraph is swapped, a subgraph is killed and started again, and at last the gateway is told to end: not one wrong or lost answer`, async () => {
  const customers = mortal()
  const port = await customers.listen(0)
  let held: (() => void)[] | undefined
  const { supergraph, sdl, urls } = await cannedSubgraphs(contracts, {
    hotels: (body, response) => {
      const answer = () => void response.end(answerHotel(body))
      if (held) held.push(answer)
      else setTimeout(answer, 20 + (body.length % 50))
      return undefined
    },
  })
  const at = (text: string) => text.replace('http://127.0.0.1:1/customers', `http://127.0.0.1:${port}/graphql`)
  await writeFile(supergraph, at(sdl))
  const { child, url } = await startProcess(
    new URL('../src/main.ts', import.meta.url),
    ['--supergraph', supergraph, '--port', '0'],
    { DEADLINE_MS: '60000', SUBGRAPH_DEADLINES_MS: 'hotels=60000,customers=60000' },
  )
  expect(isRight(await askFor(url, 0), 0)).toBe(true)

  const ids = Array.from({ length: count }, (_, id) => id)
  const first = ids.map((id) => askFor(url, id))
  const happening = (async () => {
    while (customers.asked() < count / 10) await pause(5)
    const renamed = contracts.hotels.replace('picky: String', 'picky: String  fresh: String')
    await writeFile(
      supergraph,
      at(composeStaged({ ...contracts, hotels: renamed })).replace(
        'http://127.0.0.1:1/hotels',
        `${urls['hotels']}/graphql`,
      ),
    )
    while (customers.asked() < count / 4) await pause(5)
    await customers.kill()
    await customers.listen(port)
  })()
  const heard = await Promise.all(first)
  await happening
  const missing = ids.filter((id) => !isRight(heard[id] as Heard, id))
  expect(missing.filter((id) => !isHonest(heard[id] as Heard)).map((id) => heard[id])).toEqual([])
  // Few notice anything at all; whoever does asks again, as told, and has it.
  expect(missing.length).toBeLessThan(count / 5)
  for (const id of missing) expect(await askFor(url, id)).toEqual(right(id))

  held = []
  const last = ids.map((id) => askFor(url, id))
  const underWay = async () =>
    Number(/^gateway_operations_under_way(?:\{.*\})? (\d+)/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1])
  await expect.poll(underWay, { timeout: 60_000, interval: 100 }).toBe(count)
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await pause(50)
  const answers = held
  held = undefined
  for (const answer of answers) answer()
  const drained = await Promise.all(last)
  expect(ids.filter((id) => !isRight(drained[id] as Heard, id)).map((id) => drained[id])).toEqual([])
  expect(await ended).toEqual([0, null])
}, 180_000)
