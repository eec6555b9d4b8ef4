import { readdir, readFile } from 'node:fs/promises'

import { buildSchema, type GraphQLSchema } from 'graphql'
import { beforeAll, describe, expect, test } from 'vitest'

import { manifestOf } from '../register.ts'
import { toolsOf } from '../src/agents/tools.ts'
import { readRegistered, type RegisteredOperation } from '../src/execution/registered-operations.ts'
import { connectAgent } from './agent-client.ts'
import { closeAtEnd } from './close-at-end.ts'
import { contracts, folderWith, stageGraph, type Staged } from './staged-graph.ts'

// Agents use registered operations as tools, by the Model Context Protocol's own client.

const operations = [
  '"Reads a hotel." query ReadHotel("Of the hotel." $id: ID!, $siteUrl: Anything) { hotel(id: $id) { id name visits } echo(given: $siteUrl) }',
  '"Renames a hotel." mutation RenameHotel($id: ID!, $name: String! = "New") { rename(id: $id, name: $name) { name } }',
  '"Fails." query Broken { broken hotel(id: 1) { name } }',
  '"Is guarded." query Guarded { hotel(id: 1) { secret } }',
  '"Says who asks." query WhoAsks { whoAsks }',
  '"Is of another graph." query Elsewhere { elsewhere }',
  'query NotForAgents { hotels { id } }',
]

let staged: Staged
beforeAll(async () => {
  const hotels = contracts.hotels
    .replace('import: ["@key"]', 'import: ["@key", "@authenticated"]')
    .replace('neighbour: Hotel }', 'neighbour: Hotel  secret: String @authenticated }')
  staged = await stageGraph({
    typeDefs: { ...contracts, hotels },
    operations: await folderWith({ 'agents.json': manifestOf(operations) }),
    siteUrl: 'https://site.example',
    rateLimits: { anonymous: 500, customer: 0, integrator: 0, unknownCredentials: 0 },
  })
})

async function connect(headers: Record<string, string> = {}) {
  const client = await connectAgent(staged.url, headers)
  closeAtEnd(() => client.close())
  return client
}

const post = async (body: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${staged.url}/mcp`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
    body,
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}
const listing = '{"jsonrpc":"2.0","id":1,"method":"tools/list"}'

describe('an agent', () => {
  test('is told what there is, in the words of the operations: not what has none, and not what is not of this graph', async () => {
    const client = await connect()
    expect(client.getInstructions()).toContain('find_places')
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name)).toEqual(['read_hotel', 'rename_hotel', 'broken', 'guarded', 'who_asks'])
    expect(tools[0]).toMatchObject({
      description: 'Reads a hotel.',
      inputSchema: { properties: { id: { type: 'string', description: 'Of the hotel.' } }, required: ['id'] },
      annotations: { readOnlyHint: true },
    })
    expect(tools[0]?.inputSchema.properties).not.toHaveProperty('siteUrl')
    expect(tools[1]).toMatchObject({
      inputSchema: { properties: { name: { default: 'New' } }, required: ['id'] },
      annotations: { readOnlyHint: false, destructiveHint: true },
    })
  })

  test('is answered what the graph answers, with what only we know filled in', async () => {
    const client = await connect()
    const answer = await client.callTool({ name: 'read_hotel', arguments: { id: '7' } })
    const right = { hotel: { id: '7', name: 'Hotel 7', visits: 70 }, echo: 'heard' }
    expect(answer).toEqual({ content: [{ type: 'text', text: JSON.stringify(right) }], structuredContent: right })
    expect(await client.callTool({ name: 'rename_hotel', arguments: { id: '7' } })).toMatchObject({
      structuredContent: { rename: { name: 'New' } },
    })
  })

  test('is told of what fails, beside what does not, and nothing of our inside', async () => {
    const answer = await (await connect()).callTool({ name: 'broken' })
    expect(answer).toMatchObject({ structuredContent: { broken: null, hotel: { name: 'Hotel 1' } } })
    expect(JSON.stringify(answer)).toMatch(/"code":"INTERNAL_SERVER_ERROR"/)
    expect(JSON.stringify(answer)).not.toMatch(/secret_table|\/srv/)
  })

  test.each<[string, string, Record<string, unknown> | undefined, RegExp]>([
    ['a value of another type', 'read_hotel', { id: { a: 1 } }, /BAD_USER_INPUT/],
    ['a missing value', 'read_hotel', {}, /BAD_USER_INPUT/],
    [
      'a value that nobody asked for',
      'read_hotel',
      { id: '7', siteUrl: 'https://evil.example' },
      /no argument called siteUrl/,
    ],
    ['what is guarded', 'guarded', undefined, /UNAUTHENTICATED/],
  ])('hears what is wrong with %s', async (_, name, given, told) => {
    const answer = await (await connect()).callTool({ name, ...(given && { arguments: given }) })
    expect(answer.isError).toBe(true)
    expect(JSON.stringify(answer.content)).toMatch(told)
  })

  test('acts for whoever sent it', async () => {
    const authorization = `Bearer ${await staged.accessToken()}`
    const answer = await (await connect({ authorization })).callTool({ name: 'who_asks' })
    expect(JSON.stringify(answer)).toContain('ada@example.com')
    expect(await (await connect({ authorization })).callTool({ name: 'guarded' })).not.toHaveProperty('isError')
    await expect(connect({ authorization: 'Bearer nonsense' })).rejects.toThrow(/401|UNAUTHENTICATED|Unauthorized/i)
  })

  test('cannot use what is not there', async () => {
    const client = await connect()
    await expect(client.callTool({ name: 'not_for_agents' })).rejects.toThrow('There is no tool')
    await expect(client.callTool({ name: 'elsewhere' })).rejects.toThrow('There is no tool')
  })
})

describe('refused in typed JSON', () => {
  test.each<[string, string, Record<string, string>, number, string]>([
    ['a page of another site', listing, { origin: 'https://evil.example' }, 403, 'CROSS_SITE'],
    ['several messages at once', `[${listing},${listing}]`, {}, 400, 'BAD_REQUEST'],
    ['what is not JSON', '{', {}, 400, 'BAD_REQUEST'],
    ['a long body', JSON.stringify({ a: 'x'.repeat(130_000) }), {}, 413, 'BODY_TOO_LARGE'],
    [
      'another type of body',
      'a=b',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
  ])('%s', async (_, body, headers, status, code) => {
    const told = await post(body, headers)
    expect(told).toMatchObject({ status, body: { errors: [{ extensions: { code } }] } })
  })

  test('what is not a message of the protocol', async () => {
    expect((await post('{"a":1}')).status).toBe(400)
    expect((await fetch(`${staged.url}/mcp`)).status).toBe(405)
  })

  test('too many requests', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.9' }
    let refused: Awaited<ReturnType<typeof post>> | undefined
    for (let sent = 0; sent < 510 && !refused; sent += 1) {
      const told = await post(listing, headers)
      if (told.status === 429) refused = told
    }
    expect(refused?.body).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] })
  })
})

describe('our own tools', () => {
  let schema: GraphQLSchema
  let registered: RegisteredOperation[]
  beforeAll(async () => {
    schema = buildSchema(await readFile(new URL('../schema.graphql', import.meta.url), 'utf8'))
    registered = await readRegistered(new URL('../operations', import.meta.url).pathname)
  })

  test('are registered as they are', async () => {
    const folder = new URL('../agents/', import.meta.url)
    const texts = await Promise.all(
      (await readdir(folder)).toSorted().map((file) => readFile(new URL(file, folder), 'utf8')),
    )
    const kept = await readFile(new URL('../operations/partners/agents.json', import.meta.url), 'utf8')
    expect(kept, 'node register.ts agents agents/*').toBe(manifestOf(texts))
  })

  test('are all of our graph, and say what each of their inputs is', () => {
    const tools = [...toolsOf(registered, schema, { siteUrl: '' }).values()]
    expect(tools.map(({ told }) => told.name)).toEqual([
      'book_room',
      'cancel_reservation',
      'compare_days',
      'find_places',
      'open_card_page',
      'preview_cancellation',
      'read_card_page',
      'read_offers',
      'read_reservation',
      'search_hotels',
    ])
    const silent = tools.flatMap(({ told }) =>
      Object.entries(told.inputSchema.properties ?? {}).flatMap(([name, { description }]) =>
        description ? [] : [`${told.name} ${name}`],
      ),
    )
    expect(silent).toEqual([])
    const search = tools.find(({ told }) => told.name === 'search_hotels')?.told.inputSchema.properties
    expect(search?.['where']?.properties?.['rooms']?.items?.required).toEqual(['adults'])
    expect(search?.['where']?.required).toEqual(['rooms'])
    expect(search?.['first']).toMatchObject({ type: 'integer', default: 8 })
    expect(JSON.stringify(tools).length).toBeLessThan(40_000) // an agent reads all of it
  })
})
