import { readdirSync, readFileSync } from 'node:fs'

import { buildSchema, parse, validate } from 'graphql'
import { beforeAll, describe, expect, test } from 'vitest'

import { stageGraph, type Answered, type Staged } from './staged-graph.ts'

let staged: Staged
beforeAll(async () => {
  staged = await stageGraph()
})

const json = { 'content-type': 'application/json' }
const good = JSON.stringify({ query: '{ __typename }' })
const send = async (init: RequestInit, path = '/graphql') => {
  const response = await fetch(`${staged.url}${path}`, init)
  const text = await response.text()
  return { status: response.status, headers: response.headers, text }
}
const code = (text: string) => (JSON.parse(text) as Answered).errors?.[0]?.extensions['code']

describe('what is not an operation is answered in typed JSON', () => {
  test.each([
    ['broken JSON', { body: '{"query": ', headers: json }, 400, 'BAD_REQUEST'],
    ['an empty body', { body: '', headers: json }, 400, 'BAD_REQUEST'],
    ['a list', { body: `[${good}]`, headers: json }, 400, 'BAD_REQUEST'],
    ['a text', { body: '"hello"', headers: json }, 400, 'BAD_REQUEST'],
    ['null', { body: 'null', headers: json }, 400, 'BAD_REQUEST'],
    ['no query', { body: '{}', headers: json }, 400, 'BAD_REQUEST'],
    ['a query that is no text', { body: '{"query":1}', headers: json }, 400, 'BAD_REQUEST'],
    ['variables that are a list', { body: '{"query":"{a}","variables":[]}', headers: json }, 400, 'BAD_REQUEST'],
    ['GraphQL that cannot be parsed', { body: '{"query":"{"}', headers: json }, 400, 'GRAPHQL_PARSE_FAILED'],
    ['a field that is not there', { body: '{"query":"{ a }"}', headers: json }, 400, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'a form',
      { body: 'query={a}', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['plain text', { body: good, headers: { 'content-type': 'text/plain' } }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['more than a megabyte', { body: `{"query":"${'x'.repeat(1_100_000)}"}`, headers: json }, 413, 'BODY_TOO_LARGE'],
  ])('%s', async (_, init, status, expected) => {
    const answer = await send({ method: 'POST', ...init })
    expect(answer.status).toBe(status)
    expect(code(answer.text)).toBe(expected)
    expect(answer.headers.get('content-type')).toContain('application/json')
    expect(answer.text).not.toMatch(/node_modules|\.ts:|\.js:|stack/)
  })

  test('a GET asks, but never changes', async () => {
    expect(await send({}, '/graphql?query=%7B__typename%7D')).toMatchObject({
      status: 200,
      text: expect.stringContaining('Query'),
    })
    expect((await send({}, '/graphql?query=mutation%7BrefreshSession%7D')).status).toBe(405)
    expect((await send({ method: 'PUT', headers: json, body: good })).status).toBe(405)
  })
})

describe('pages of other sites', () => {
  const post = (headers: Record<string, string>) =>
    send({ method: 'POST', headers: { ...json, ...headers }, body: good })

  test.each([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
  ])('are refused: %j', async (headers) => {
    const answer = await post(headers as Record<string, string>)
    expect(answer.status).toBe(403)
    expect(code(answer.text)).toBe('CROSS_SITE')
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
  })

  test('also by GET, as an image or a link would ask', async () => {
    const answer = await send({ headers: { 'sec-fetch-site': 'cross-site' } }, '/graphql?query=%7B__typename%7D')
    expect(answer.status).toBe(403)
  })

  test.each([
    { 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'none' },
    { 'sec-fetch-site': 'cross-site', origin: 'https://friend.example' },
    {},
  ])('are let in when they are ours, on the list, or no pages: %j', async (headers) => {
    expect((await post(headers as Record<string, string>)).status).toBe(200)
  })

  test('on the list may read the answer with credentials, and ask beforehand', async () => {
    const origin = 'https://friend.example'
    const before = await send({ method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } })
    expect(before.status).toBe(204)
    expect(before.headers.get('access-control-allow-headers')).toContain('authorization')
    const answer = await post({ origin, 'sec-fetch-site': 'cross-site' })
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
    expect(answer.headers.get('access-control-allow-credentials')).toBe('true')
    expect(answer.headers.get('vary')).toContain('origin')
  })
})

describe('large operations', () => {
  const refused = async (query: string) => {
    const { status, errors } = await staged.ask(query)
    expect(status).toBe(400)
    return errors?.map(({ message }) => message).join() ?? ''
  }

  test('deep', async () => {
    const deep = (levels: number) => `{ hotel(id: 1) { ${'neighbour { '.repeat(levels)} id ${'} '.repeat(levels)} } }`
    expect(await refused(deep(14))).toContain('depth 16')
    expect((await staged.ask(deep(13))).errors).toBeUndefined()
  })

  test('many aliases, also by way of fragments', async () => {
    const aliases = (count: number) => Array.from({ length: count }, (_, n) => `a${n}: id`).join(' ')
    expect(await refused(`{ hotel(id: 1) { ${aliases(61)} } }`)).toContain('aliases 61')
    expect(
      await refused(`{ hotel(id: 1) { ...F neighbour { ...F } } } fragment F on Hotel { ${aliases(31)} }`),
    ).toContain('aliases 62')
    expect((await staged.ask(`{ hotel(id: 1) { ${aliases(60)} } }`)).errors).toBeUndefined()
  })

  test('many root fields', async () => {
    const fields = Array.from({ length: 21 }, (_, n) => `h${n}: hotel(id: ${n}) { id }`).join(' ')
    expect(await refused(`{ ${fields} }`)).toContain('root fields 21')
  })

  test('fragments that multiply', async () => {
    const bomb = Array.from(
      { length: 10 },
      (_, n) => `fragment F${n} on Hotel { id neighbour { ...F${n + 1} } n2: neighbour { ...F${n + 1} } }`,
    )
    expect(await refused(`{ hotel(id: 1) { ...F0 } } ${bomb.join(' ')} fragment F10 on Hotel { id name }`)).toContain(
      'fields',
    )
  })

  test('fragments that contain themselves are refused by their own rule, and end', async () => {
    expect(await refused('{ hotel(id: 1) { ...F } } fragment F on Hotel { id ...F }')).toContain(
      'Cannot spread fragment',
    )
  })

  test('deep questions about the schema', async () => {
    const types = 'fields { type { '
    expect(await refused(`{ __schema { types { ${types.repeat(4)} name ${'} } '.repeat(4)} } } }`)).toContain(
      'Maximum introspection depth exceeded',
    )
  })

  test('many mistakes are told five at most, without guesses at what was meant', async () => {
    const { errors } = await staged.ask(`{ ${Array.from({ length: 50 }, (_, n) => `hotel${n}s`).join(' ')} }`)
    expect(errors).toHaveLength(5)
    expect(errors?.at(-1)?.message).toContain('Too many validation errors')
    for (const query of [
      '{ hotel(id: 1) { nam neighbor } hotell(id: 1) { id } }',
      '{ hotel(idd: 1) { id } }',
      '{ hotel(id: 1) }',
    ]) {
      const { errors: near } = await staged.ask(query)
      expect(near?.length).toBeGreaterThan(0)
      expect(JSON.stringify(near)).not.toContain('Did you mean')
    }
  })

  test('variables within variables, before anything is done with them', async () => {
    const nest = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`
    const ask = async (levels: number) => {
      const query = 'query Q($given: Anything) { echo(given: $given) }'
      const told = await send({
        method: 'POST',
        headers: json,
        body: `{"query":"${query}","variables":{"given":${nest(levels)}}}`,
      })
      return { status: told.status, code: code(told.text) }
    }
    for (const levels of [40, 50_000, 40]) expect(await ask(levels)).toEqual({ status: 400, code: 'BAD_USER_INPUT' })
    expect(await ask(20)).toEqual({ status: 200 })
  })

  test('many tokens', async () => {
    expect(await refused(`{ ${'__typename '.repeat(4_100)} }`)).toContain('tokens')
  })

  test('but every tool can read the schema', async () => {
    const { getIntrospectionQuery } = await import('graphql')
    const { data, errors } = await staged.ask(
      getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true }),
    )
    expect(errors).toBeUndefined()
    expect(data?.['__schema']).toBeDefined()
  })
})

describe('pages and probes', () => {
  test('the Sandbox runs nothing but itself and Apollo’s embed', async () => {
    const { status, headers, text } = await send({}, '/')
    expect(status).toBe(200)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe')
    expect([...text.matchAll(/src="(https:\/\/[^/]+)/g)].map(([, host]) => host)).toEqual([
      'https://embeddable-sandbox.cdn.apollographql.com',
    ])
  })

  test('the explorer’s example operations are valid in the public graph', () => {
    const schema = buildSchema(readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'))
    const folder = new URL('../explorer/operations/', import.meta.url)
    const files = readdirSync(folder)
    expect(files).toHaveLength(8)
    for (const file of files)
      expect(
        validate(schema, parse(readFileSync(new URL(file, folder), 'utf8'))).map(({ message }) => message),
      ).toEqual([])
  })

  test('health and metrics', async () => {
    expect((await send({}, '/health/live')).status).toBe(200)
    expect((await send({}, '/health/ready')).status).toBe(200)
    const { text } = await send({}, '/metrics')
    for (const name of ['gateway_subgraph_seconds', 'gateway_supergraph_loads_total', 'http_request_seconds'])
      expect(text).toContain(name)
  })
})
