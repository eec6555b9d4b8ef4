import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

import { buildSubgraphSchema } from '@apollo/subgraph'
import { parse } from 'graphql'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'

import { createCaller, defineCommand, mount, type CommandFailed } from './command.ts'
import { createLogger } from './log.ts'
import { patienceLeft, waitedForByNobody, withPatience } from './patience.ts'
import { createService, mountSubgraph } from './serve.ts'
import { testKeys } from './testing/identity.ts'

const { pairs } = await testKeys('gateway', 'a', 'b')
const logger = createLogger('test', 'silent')
const none = z.object({})
const dawdle = defineCommand({
  name: 'dawdle',
  input: z.object({ ms: z.int() }),
  output: z.object({ left: z.number() }),
})
const passOn = defineCommand({ name: 'pass-on', input: none, output: z.object({ left: z.number() }) })

const schema = buildSubgraphSchema([{ typeDefs: parse('type Query { none: String }'), resolvers: {} }])
async function serve(name: 'a' | 'b', commands: Parameters<typeof mountSubgraph>[1]['commands']) {
  const app = createService({ name, logger, ready: async () => ({ ready: true }) })
  await mountSubgraph(app, { schema, keys: pairs[name], logger, context: () => ({}), commands: commands ?? [] })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  afterAll(() => app.close())
  return { name, url }
}

// The gateway asks a, a works for a while and asks b: b hears what is left of the gateway's patience.
const b = await serve('b', [
  mount(dawdle, ['a', 'gateway'], async ({ ms }) => {
    await sleep(ms)
    return { left: patienceLeft(60_000) }
  }),
])
const a = await serve('a', [
  mount(passOn, ['gateway'], async () => {
    await sleep(200)
    return createCaller(pairs.a)(b, dawdle, { ms: 0 }, { timeoutMs: 7_000 })
  }),
])

test('patience travels with a request and shrinks on its way', async () => {
  const { left } = await createCaller(pairs.gateway)(a, passOn, {}, { timeoutMs: 6_000 })
  expect(left).toBeGreaterThan(1_000)
  expect(left).toBeLessThan(5_805)
})

test('nobody asks for longer than they are waited for, nor when nobody waits any more', async () => {
  const call = createCaller(pairs.gateway)
  const since = performance.now()
  const cut = withPatience(150, () => call(b, dawdle, { ms: 3_000 }, { timeoutMs: 5_000 }))
  await expect(cut).rejects.toMatchObject({ reason: 'TIMEOUT', cutShort: true } satisfies Partial<CommandFailed>)
  expect(performance.now() - since).toBeLessThan(2_500)
  await expect(withPatience(0, () => call(b, dawdle, { ms: 0 }))).rejects.toMatchObject({ reason: 'NOT_ASKED' })
  expect((await withPatience(0, () => waitedForByNobody(() => call(b, dawdle, { ms: 0 })))).left).toBeGreaterThan(0)
})

test('a sister that is silent is left alone after five silences, and one that was cut short is not blamed', async () => {
  const mute = createServer(() => {})
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
  afterAll(() => mute.closeAllConnections())
  const address = mute.address()
  const sister = { name: 'b', url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}` }
  const call = createCaller(pairs.gateway)
  const reasonOf = (asked: Promise<unknown>) => asked.catch(({ reason }: CommandFailed) => reason)
  for (let n = 0; n < 8; n += 1)
    expect(await reasonOf(withPatience(30, () => call(sister, dawdle, { ms: 0 })))).toBe('TIMEOUT')
  for (let n = 0; n < 5; n += 1)
    expect(await reasonOf(call(sister, dawdle, { ms: 0 }, { timeoutMs: 40 }))).toBe('TIMEOUT')
  expect(await reasonOf(call(sister, dawdle, { ms: 0 }))).toBe('NOT_ASKED')
})
