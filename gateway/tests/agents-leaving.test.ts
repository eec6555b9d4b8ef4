import { metrics } from '@staygraph/subgraph-kit/metrics'
import type { FastifyInstance } from 'fastify'
import { expect, test } from 'vitest'

import { manifestOf } from '../register.ts'
import { connectAgent } from './agent-client.ts'
import { closeAtEnd } from './close-at-end.ts'
import { folderWith, kill, stageGraph } from './staged-graph.ts'
import { watchedSubgraph } from './watched-subgraph.ts'

// An agent that goes in the middle of a call, and a gateway that does: by the protocol's own client, over real sockets.

/** A gateway with two tools, before a subgraph that answers once the test says so. */
async function stageTools() {
  const gate = Promise.withResolvers<void>()
  const hotel = { __typename: 'Hotel', id: '7', name: 'Hotel 7' }
  const { seen, url } = await watchedSubgraph(async () => {
    await gate.promise
    return { data: { hotel, rename: hotel } }
  })
  const texts = [
    '"Reads a hotel." query ReadHotel { hotel(id: 7) { name } }',
    '"Renames a hotel." mutation RenameHotel { rename(id: 7, name: "New") { name } }',
  ]
  const operations = await folderWith({ 'agents.json': manifestOf(texts) })
  const subgraphUrls = { hotels: url, customers: 'http://127.0.0.1:1' }
  return { ...(await stageGraph({ operations, subgraphUrls })), seen, open: () => gate.resolve() }
}

async function connect(url: string) {
  const client = await connectAgent(url)
  closeAtEnd(() => client.close())
  /** What a tool answered, or why nothing came. */
  const use = (name: string) =>
    client.callTool({ name }).then(
      ({ structuredContent }) => structuredContent,
      (error: Error) => error,
    )
  return { use, leave: () => client.close() }
}

const underWay = async () =>
  (await metrics.getSingleMetric('gateway_operations_under_way')?.get())?.values[0]?.value ?? NaN
const abandoned = async () =>
  (await metrics.getSingleMetric('gateway_operation_seconds')?.get())?.values.find(
    ({ labels, ...value }) =>
      'metricName' in value &&
      value.metricName === 'gateway_operation_seconds_count' &&
      labels['operation'] === 'ReadHotel' &&
      labels['outcome'] === 'abandoned',
  )?.value ?? 0

test('what is read for an agent that leaves is ended; for one beside it that stays it is not', async () => {
  const { url, seen, open } = await stageTools()
  const [going, staying] = [await connect(url), await connect(url)]
  const [before, gone] = [await underWay(), await abandoned()]
  const answers = [going.use('read_hotel'), staying.use('read_hotel')]
  await expect.poll(() => seen.asked, { timeout: 10_000 }).toBe(2)
  expect(await underWay()).toBe(before + 2)
  await going.leave()
  expect(await answers[0]).toBeInstanceOf(Error)
  await expect.poll(() => seen.aborted, { timeout: 10_000 }).toBe(1)
  await expect.poll(abandoned, { timeout: 10_000 }).toBe(gone + 1)
  open()
  expect(await answers[1]).toEqual({ hotel: { name: 'Hotel 7' } })
  expect(seen).toMatchObject({ asked: 2, answered: 1, aborted: 1 })
  await expect.poll(underWay, { timeout: 10_000 }).toBe(before)
})

test('what is changed for an agent that leaves is changed to its end', async () => {
  const { url, seen, open } = await stageTools()
  const agent = await connect(url)
  const before = await underWay()
  const answer = agent.use('rename_hotel')
  await expect.poll(() => seen.asked, { timeout: 10_000 }).toBe(1)
  expect(await underWay()).toBe(before + 1)
  await agent.leave()
  expect(await answer).toBeInstanceOf(Error)
  await expect.poll(underWay, { timeout: 10_000 }).toBe(before) // the gateway knows
  open()
  await expect.poll(() => seen.answered, { timeout: 10_000 }).toBe(1)
  expect(seen.aborted).toBe(0)
})

test.each<[string, (gateway: FastifyInstance) => Promise<unknown>, unknown]>([
  ['is told to end answers the agent first, and ends soon', (gateway) => gateway.close(), { hotel: { name: 'Hotel 7' } }], // prettier-ignore
  ['is killed answers nothing, and the agent hears that nothing comes', kill, expect.any(Error)],
])('a gateway that %s; whoever asks another is answered', async (_, end, told) => {
  const { url, gateway, serveGateway, seen, open } = await stageTools()
  const agent = await connect(url)
  const answer = agent.use('read_hotel')
  await expect.poll(() => seen.asked, { timeout: 10_000 }).toBe(1)
  const ended = end(gateway)
  await expect.poll(() => gateway.server.listening, { timeout: 10_000 }).toBe(false)
  open()
  expect(await answer).toEqual(told)
  // The connection that the agent would keep does not hold it up.
  const since = performance.now()
  await ended
  expect(performance.now() - since).toBeLessThan(2_500)
  expect(await agent.use('read_hotel')).toBeInstanceOf(Error)
  const other = await connect((await serveGateway()).url)
  expect(await other.use('read_hotel')).toEqual({ hotel: { name: 'Hotel 7' } })
})
