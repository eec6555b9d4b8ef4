import { readFile, writeFile } from 'node:fs/promises'

import { metrics } from '@staygraph/subgraph-kit/metrics'
import { expect, test, vi } from 'vitest'

import { compose } from '../compose.ts'
import { composeStaged, contracts, stageGraph } from './staged-graph.ts'

const stale = async () => (await metrics.getSingleMetric('gateway_supergraph_stale')?.get())?.values[0]?.value

test('a new supergraph is taken over without a restart, a broken one is not, and the next good one is again', async () => {
  const { ask, supergraph } = await stageGraph()
  const renamed = { ...contracts, hotels: contracts.hotels.replace('picky: String', 'picky: String  fresh: String') }
  expect((await ask('{ fresh }')).status).toBe(400)

  await writeFile(supergraph, composeStaged(renamed))
  await vi.waitFor(async () => expect((await ask('{ __type(name: "Query") { name } }')).status).toBe(200), 5_000)
  await vi.waitFor(async () => expect((await ask('{ hotel(id: 1) { id } fresh }')).status).toBe(200), 5_000)
  expect(await stale()).toBe(0)

  const cut = composeStaged(renamed).slice(0, 900)
  await writeFile(supergraph, cut)
  await vi.waitFor(async () => expect(await stale()).toBe(1), 5_000)
  expect((await ask('{ hotel(id: 1) { id } }')).errors).toBeUndefined()
  expect((await ask('{ hotel(id: 1) { id } fresh }')).status).toBe(200)

  await writeFile(supergraph, composeStaged())
  await vi.waitFor(async () => expect(await stale()).toBe(0), 5_000)
  await vi.waitFor(async () => expect((await ask('{ fresh }')).status).toBe(400), 5_000)
  expect((await ask('{ hotel(id: 1) { id } }')).errors).toBeUndefined()
})

test('a request under way keeps its answer while the supergraph changes', async () => {
  const { ask, supergraph } = await stageGraph()
  const slow = ask('{ slow(ms: 1500) }')
  await writeFile(
    supergraph,
    composeStaged({ ...contracts, hotels: contracts.hotels.replace('slow(ms: Int!): String', '') }),
  )
  await vi.waitFor(async () => expect((await ask('{ slow(ms: 1) }')).status).toBe(400), 5_000)
  expect((await slow).data).toEqual({ slow: 'done' })
})

test('the committed supergraph and public schema are what the committed subgraphs compose to', async () => {
  for (const [file, text] of Object.entries(compose()))
    expect(await readFile(new URL(`../${file}`, import.meta.url), 'utf8'), `${file}: run npm run generate`).toBe(text)
})
