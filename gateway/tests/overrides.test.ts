import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { metrics } from '@staygraph/subgraph-kit/metrics'
import { buildSchema, getOperationAST, parse } from 'graphql'
import { describe, expect, test } from 'vitest'

import { fragmentsOf } from '../src/execution/collect.ts'
import { readOverrides, settingsOf } from '../src/execution/overrides.ts'
import { hashOf } from '../src/execution/registered-operations.ts'
import { decideLabels } from '../src/policies/override-labels.ts'
import { composeStaged, contracts, folderWith, stageGraph, type Staged, type StageOptions } from './staged-graph.ts'

// A field on its way from one subgraph to the other: `Hotel.visits`, of which customers says ten times the hotel's number,
// and hotels a thousand times, so that every answer shows where it came from.

const moving = (label: string, more = '') => ({
  ...contracts,
  hotels: contracts.hotels
    .replace('import: ["@key"]', 'import: ["@key", "@override"]')
    .replace('neighbour: Hotel }', `neighbour: Hotel  visits: Int @override(from: "customers", label: "${label}")${more} }`), // prettier-ignore
})
type Reference = { id: string }
const tells = (times: number): StageOptions['answers'] => ({
  Hotel: {
    __resolveReference: ({ id }: Reference) => ({ id, name: `Hotel ${id}` }),
    visits: ({ id }: Reference) => Number(id) * times,
  },
})
const stage = (label: string, options: StageOptions = {}, more = '') =>
  stageGraph({ typeDefs: moving(label, more), answers: tells(1_000), ...options })

const visitsOf = (data: unknown) => (data as { hotel: { visits: number } }).hotel.visits
const addresses = Array.from({ length: 150 }, (_, at) => `10.1.2.${at}`)
const by = (address: string) => ({ 'x-forwarded-for': address })
const decide = decideLabels(() => ({}))
const isOn = (label: string, clientAddress: string) =>
  decide([label], { viewer: { kind: 'anonymous' }, clientAddress }).size === 1

async function folderOf(file: string, content: unknown) {
  const folder = await folderWith({ [file]: JSON.stringify(content) })
  return { folder, path: join(folder, file) }
}
async function planned(when: 'asked' | 'ahead') {
  const counted = await metrics.getSingleMetric('gateway_operations_planned_total')?.get()
  return counted?.values.find(({ labels }) => labels['when'] === when)?.value ?? 0
}
async function decided(label: string, setting: string) {
  const counted = await metrics.getSingleMetric('gateway_override_labels_total')?.get()
  return counted?.values.find(({ labels }) => labels['label'] === label && labels['setting'] === setting)?.value ?? 0
}

describe('percent(40)', () => {
  const label = 'percent(40)'
  const text = 'query One($id: ID!) { hotel(id: $id) { id visits } }'

  test('has each viewer answered from one source, by whichever way the operation comes, and by two plans', async () => {
    const { ask, url } = await stage(label)
    const on = new Set(addresses.filter((address) => isOn(label, address)))
    const before = { planned: await planned('asked'), on: await decided(label, 'on'), off: await decided(label, 'off') }
    const sources = { new: 0, old: 0 }
    for (const [at, address] of addresses.entries()) {
      const times = on.has(address) ? 1_000 : 10
      sources[times === 10 ? 'old' : 'new'] += 1
      const right = { hotel: { id: `${at}`, visits: at * times } }
      const headers = by(address)
      expect((await ask(text, { headers, variables: { id: `${at}` } })).data).toEqual(right)
      // A text of its own, which shares its plan with the others'.
      expect((await ask(`{ hotel(id: ${at}) { id visits } }`, { headers })).data).toEqual(right)
      const search = new URLSearchParams({ query: text, variables: JSON.stringify({ id: `${at}` }) })
      const got = await fetch(`${url}/graphql?${search.toString()}`, { headers: { ...headers, 'x-a': 'b' } })
      expect(((await got.json()) as { data: unknown }).data).toEqual(right)
    }
    expect(Math.min(sources.new, sources.old)).toBeGreaterThan(30)
    // Two texts, two settings.
    expect(await planned('asked')).toBe(before.planned + 4)
    expect(await decided(label, 'on')).toBe(before.on + 3 * sources.new)
    expect(await decided(label, 'off')).toBe(before.off + 3 * sources.old)
  })

  test('goes by the account and not by the address of who signed in', async () => {
    const { ask, accessToken } = await stage(label)
    const seen = new Set<unknown>()
    for (const sub of ['ada', 'bea', 'cleo', 'dora', 'eve', 'fay', 'gail', 'hana']) {
      const authorization = `Bearer ${await accessToken({ sub })}`
      const answers = new Set<unknown>()
      for (const address of addresses.slice(0, 8)) {
        const { data } = await ask('{ hotel(id: 1) { visits } }', { headers: { ...by(address), authorization } })
        answers.add(visitsOf(data))
      }
      expect(answers.size).toBe(1)
      for (const answer of answers) seen.add(answer)
    }
    expect(seen).toEqual(new Set([10, 1_000]))
  })

  test('decides of what is given later as of all else', async () => {
    const { url } = await stage(label)
    const body = JSON.stringify({ query: '{ hotel(id: 3) { id ... @defer { visits } } }' })
    for (const address of addresses.slice(0, 20)) {
      const accept = 'multipart/mixed;deferSpec=20220824, application/json'
      const headers = { 'content-type': 'application/json', accept, ...by(address) }
      const answer = await fetch(`${url}/graphql`, { method: 'POST', headers, body })
      expect(answer.headers.get('content-type')).toContain('multipart/mixed')
      expect(await answer.text()).toContain(`"visits":${isOn(label, address) ? 3_000 : 30}`)
    }
  })

  test('does not concern what needs no such field', async () => {
    const { ask } = await stage(label)
    const [before, on, off] = [await planned('asked'), await decided(label, 'on'), await decided(label, 'off')]
    for (const address of addresses.slice(0, 20))
      expect((await ask('{ hotels { id name } }', { headers: by(address) })).data).toHaveProperty('hotels')
    expect(await planned('asked')).toBe(before + 1)
    expect([await decided(label, 'on'), await decided(label, 'off')]).toEqual([on, off])
  })

  test('has what is registered planned for both before anybody asks', async () => {
    const operations = { id: hashOf(text), name: 'One', type: 'query', body: text }
    const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations: [operations] }
    const { folder } = await folderOf('a.json', manifest)
    const { ask, supergraph } = await stage(label, { operations: folder })
    const askBoth = async (percent: string) => {
      const seen = new Set<unknown>()
      for (const address of addresses.slice(0, 30)) {
        const { data } = await ask(text, { headers: by(address), variables: { id: '1' } })
        expect(data).toEqual({ hotel: { id: '1', visits: isOn(percent, address) ? 1_000 : 10 } })
        seen.add(visitsOf(data))
      }
      return seen.size
    }
    const before = await planned('asked')
    expect(await askBoth(label)).toBe(2)
    await writeFile(supergraph, composeStaged(moving('percent(70)')))
    const changed = addresses.find((address) => isOn('percent(70)', address) && !isOn(label, address)) ?? ''
    const one = async () => visitsOf((await ask(text, { headers: by(changed), variables: { id: '1' } })).data)
    await expect.poll(one, { timeout: 5_000 }).toBe(1_000)
    expect(await askBoth('percent(70)')).toBe(2)
    expect(await planned('asked')).toBe(before)
  })

  test('what is guarded stays so, and what is kept is kept of each source for itself', async () => {
    const caching = `@link(url: "https://specs.staygraph.example/caching/v0.1", import: ["@cacheControl"])
      @composeDirective(name: "@cacheControl")
      directive @cacheControl(maxAge: Int, scope: caching__Scope, inheritMaxAge: Boolean, by: String) repeatable on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
      enum caching__Scope { PUBLIC PRIVATE }
      type Query {`
    const both = moving(label)
    const typeDefs = {
      hotels: both.hotels
        .replace('"@override"]', '"@override", "@composeDirective"]')
        .replace('type Query {', caching)
        .replace('hotel(id: ID!): Hotel', 'hotel(id: ID!): Hotel @cacheControl(maxAge: 60)')
        .replace('type Hotel @key(fields: "id")', 'type Hotel @key(fields: "id") @cacheControl(maxAge: 60)'),
      customers: both.customers
        .replace('import: ["@key"]', 'import: ["@key", "@composeDirective", "@authenticated"]')
        .replace('type Query {', caching)
        .replace('visits: Int', 'visits: Int  secret: Int @authenticated')
        .replace('type Hotel @key(fields: "id")', 'type Hotel @key(fields: "id") @cacheControl(maxAge: 60)'),
    }
    typeDefs.hotels = typeDefs.hotels.replace(
      'visits: Int',
      'secret: Int @override(from: "customers", label: "all-of-it")  visits: Int',
    )
    const { ask } = await stageGraph({ typeDefs, answers: tells(1_000) })
    let found = 0
    for (const address of [...addresses, ...addresses].slice(0, 200)) {
      const asked = { headers: by(address), extensions: { cache: true } }
      const { data, extensions } = await ask('{ hotel(id: 7) { id visits } }', asked)
      expect(data).toEqual({ hotel: { id: '7', visits: isOn(label, address) ? 7_000 : 70 } })
      for (const one of (extensions?.['cache'] ?? []) as { found: number }[]) found += one.found
    }
    expect(found).toBeGreaterThan(200)
    for (const address of addresses.slice(0, 10)) {
      const { errors } = await ask('{ hotel(id: 7) { secret } }', { headers: by(address) })
      expect(errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED')
    }
  })
})

describe('the file of labels', () => {
  test('decides of labels by their names, is read anew when it changes, and a broken one changes nothing', async () => {
    const { path } = await folderOf('labels.json', { 'move-visits': 0 })
    const { ask } = await stage('move-visits', { overrideLabels: path })
    const visits = async (address = '10.9.9.9') =>
      visitsOf((await ask('{ hotel(id: 1) { visits } }', { headers: by(address) })).data)
    expect(await visits()).toBe(10)
    await writeFile(path, '{ "move-visits": 100 }')
    await expect.poll(() => visits(), { timeout: 5_000 }).toBe(1_000)
    await writeFile(path, '{ "move-visits": 101 }')
    await new Promise((resolve) => setTimeout(resolve, 1_200))
    expect(await visits()).toBe(1_000)
    await writeFile(path, '{}')
    await expect.poll(() => visits(), { timeout: 5_000 }).toBe(10)
    await expect(stage('move-visits', { overrideLabels: `${path}.not` })).rejects.toThrow('ENOENT')
  })

  test('stops percent(100) at once; without it, everybody is answered by the new source', async () => {
    const { path } = await folderOf('labels.json', { 'percent(100)': false })
    const [stopped, going] = [await stage('percent(100)', { overrideLabels: path }), await stage('percent(100)')]
    const text = '{ hotel(id: 1) { visits } }'
    expect((await stopped.ask(text)).data).toEqual({ hotel: { visits: 10 } })
    expect((await going.ask(text)).data).toEqual({ hotel: { visits: 1_000 } })
  })
})

/** Asks all the time, by ten clients of fifteen addresses each, while `happen` goes on: every answer, with its asker. */
async function askWhile(ask: (at: number, address: string) => Promise<unknown>, happen: () => Promise<void>) {
  const heard: { at: number; address: string; data: unknown }[] = []
  let over = false
  const clients = Array.from({ length: 10 }, async (_, client) => {
    for (let n = 0; !over; n += 1) {
      const [at, address] = [client * 10_000 + n, addresses[client * 15 + (n % 15)] ?? '']
      heard.push({ at, address, data: await ask(at, address) })
    }
  })
  await happen().finally(() => (over = true))
  await Promise.all(clients)
  return heard
}

describe.each([
  { sources: 'that answer alike', times: 10 },
  { sources: 'that can be told apart', times: 1_000 },
])('from nobody to everybody under load, between sources $sources', ({ times }) => {
  const name = 'no answer is wrong or lost, nobody goes back to the old source, and at the ends there is one source'
  const hear = async ({ ask }: Staged, to: (percent: number) => Promise<void>) => {
    const one = async (at: number, address: string) => {
      const known = at % 2 === 0
      const query = known ? 'query One($id: ID!) { hotel(id: $id) { name visits } }' : `{ hotel(id: ${at}) { name visits } }` // prettier-ignore
      const { data, errors } = await ask(query, { headers: by(address), ...(known && { variables: { id: `${at}` } }) })
      expect(errors).toBeUndefined()
      return data
    }
    expect(visitsOf(await one(3, '10.0.0.1'))).toBe(30)
    const heard = await askWhile(one, async () => {
      await to(50)
      await to(100)
    })
    const last = new Map<string, number>()
    for (const { at, address, data } of heard) {
      const visits = visitsOf(data)
      expect(data).toEqual({ hotel: { name: `Hotel ${at}`, visits } })
      expect([at * 10, at * times]).toContain(visits)
      if (at === 0) continue
      expect(visits / at).toBeGreaterThanOrEqual(last.get(address) ?? 10)
      last.set(address, visits / at)
    }
    if (times > 10) expect(new Set(last.values())).toContain(times)
    expect(visitsOf(await one(5, '10.0.0.1'))).toBe(5 * times)
    return heard.length
  }

  test(`by supergraphs that are swapped: ${name}`, async () => {
    const staged = await stageGraph({ typeDefs: moving('percent(0)'), answers: tells(times) })
    const answers = await hear(staged, async (percent) => {
      await writeFile(staged.supergraph, composeStaged(moving(`percent(${percent})`, `  at${percent}: Int`)))
      const served = async () => (await staged.ask(`{ hotel(id: 1) { at${percent} } }`)).status
      await expect.poll(served, { timeout: 8_000, interval: 50 }).toBe(200)
    })
    expect(answers).toBeGreaterThan(50)
  }, 30_000)

  test(`by the file of labels: ${name}`, async () => {
    const { path } = await folderOf('labels.json', {})
    const staged = await stageGraph({ typeDefs: moving('move-visits'), answers: tells(times), overrideLabels: path })
    const answers = await hear(staged, async (percent) => {
      await writeFile(path, JSON.stringify({ 'move-visits': percent }))
      await new Promise((resolve) => setTimeout(resolve, 1_300))
    })
    expect(answers).toBeGreaterThan(50)
  }, 30_000)
})

test('labels count for what an operation needs without asking for it, and for whatever stands behind an interface', () => {
  const sdl = parse(`
    directive @join__type(key: String) repeatable on OBJECT | INTERFACE
    directive @join__field(overrideLabel: String, requires: String) repeatable on FIELD_DEFINITION
    type Query { hotel: Hotel  named: Named  any: Any  plain: Plain }
    interface Named { name: String }
    union Any = Hotel | Plain
    type Plain implements Named { name: String @join__field(overrideLabel: "plain")  id: ID }
    type Hotel implements Named @join__type(key: "id") @join__type(key: "code { text }") {
      id: ID
      code: Code
      name: String
      price: Int @join__field(requires: "rate { net(in: EUR) }")
      rate: Rate
    }
    type Code { text: String @join__field(overrideLabel: "code") @join__field(overrideLabel: "code") }
    type Rate { net(in: In): Int @join__field(overrideLabel: "net") }
    enum In { EUR }`)
  const schema = buildSchema(sdl.loc?.source.body ?? '')
  const overrides = readOverrides(sdl, schema)
  const labels = (text: string) => {
    const document = parse(text)
    const definition = getOperationAST(document)
    return definition && overrides(fragmentsOf(document), definition)
  }
  expect(labels('{ __typename plain { id } }')).toEqual([])
  expect(labels('{ plain { name } }')).toEqual(['plain'])
  expect(labels('{ named { name } }')).toEqual(['code', 'plain'])
  expect(labels('{ hotel { id } }')).toEqual(['code'])
  expect(labels('{ hotel { price } }')).toEqual(['code', 'net'])
  expect(labels('{ any { ...F ...F } } fragment F on Plain { ... on Named { name } }')).toEqual(['code', 'plain'])
  expect(settingsOf(['a', 'b']).map((on) => [...on])).toEqual([[], ['a'], ['b'], ['a', 'b']])
  expect(settingsOf(Array.from({ length: 9 }, (_, at) => `${at}`))).toHaveLength(16)
})
