import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

import { expect, test } from 'vitest'

import { ask, stageGraph } from './staged-graph.ts'
import { startProcess } from './start-process.ts'

const main = new URL('../src/main.ts', import.meta.url)

test('SIGTERM: what is under way is answered, nothing new is taken, and the process ends by itself', async () => {
  const { subgraphs, keys, supergraph } = await stageGraph()
  const { child, url } = await startProcess(main, [], {
    PORT: '0',
    SUPERGRAPH: supergraph,
    IDENTITY_KEY: JSON.stringify(keys.privateKeys.gateway),
    TRUSTED_KEYS: JSON.stringify(keys.publicKeys),
    HOTELS_URL: subgraphs.hotels.url,
    CUSTOMERS_URL: subgraphs.customers.url,
    REDIS_URL: 'redis://127.0.0.1:1',
    LOG_LEVEL: 'info',
  })
  expect((await ask(url, '{ hotel(id: 7) { name visits } }')).data).toEqual({ hotel: { name: 'Hotel 7', visits: 70 } })
  const underWay = ask(url, '{ slow(ms: 1200) }')
  await new Promise((resolve) => setTimeout(resolve, 300))
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await new Promise((resolve) => setTimeout(resolve, 200))
  await expect(ask(url, '{ __typename }')).rejects.toThrow('fetch failed')
  expect((await underWay).data).toEqual({ slow: 'done' })
  expect(await ended).toEqual([0, null])
})

test('stands alone on any supergraph and port, without an environment', async () => {
  const { supergraph } = await stageGraph()
  const { url } = await startProcess(main, ['--supergraph', supergraph, '--port', '0'], {})
  expect((await ask(url, '{ __typename }')).data).toEqual({ __typename: 'Query' })
})

test('an incomplete environment ends it with a line for each variable', async () => {
  const child = spawn(process.execPath, [fileURLToPath(main)], {
    env: { PATH: process.env['PATH'] ?? '' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let told = ''
  child.stderr.on('data', (chunk: Buffer) => {
    told += chunk.toString()
  })
  expect(await once(child, 'exit')).toEqual([78, null])
  for (const name of ['IDENTITY_KEY', 'CUSTOMERS_URL', 'REDIS_URL']) expect(told).toContain(name)
})
