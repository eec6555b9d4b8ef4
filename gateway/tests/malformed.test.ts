import { Agent, request, type OutgoingHttpHeaders } from 'node:http'
import { connect } from 'node:net'

import { beforeAll, describe, expect, test } from 'vitest'

import { dice } from './executor/operations.ts'
import { stageGraph, type Answered, type Staged } from './staged-graph.ts'

// Requests that are wrong in every way there is: MALFORMED sets another number of them, MALFORMED_SEED where they begin.

const wanted = Number(process.env['MALFORMED'] ?? 1_000)
const from = Number(process.env['MALFORMED_SEED'] ?? 1)

type Sent = { method: string; path: string; headers: OutgoingHttpHeaders; body: Buffer | undefined }
type Chance = ReturnType<typeof dice>

const texts = [
  '{ hotels { id name visits } }',
  'query Q($id: ID!, $also: Boolean = true) { hotel(id: $id) { id ...F @include(if: $also) } } fragment F on Hotel { name }',
  'mutation M($name: String!) { rename(id: 1, name: $name) { name } }',
  'query E($given: Anything) { echo(given: $given) picky broken }',
  '{ __schema { types { name fields { name args { name } } } } }',
]
const good = (chance: Chance) => ({
  query: chance.pick(texts),
  variables: { id: '1', name: 'A', given: { a: [1] } },
})

/** What stands in the place of something else. */
const anything: ((chance: Chance) => unknown)[] = [
  () => null,
  () => true,
  () => 0,
  () => -1e308,
  () => Number.MAX_SAFE_INTEGER,
  () => '',
  () => 'x'.repeat(5_000),
  () => '\u0000\ud800\uffff',
  () => '{ __proto__ }',
  () => [],
  () => [[[[]]]],
  () => ({}),
  () => JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'),
  () => ({ toString: 1, valueOf: 2, hasOwnProperty: 3, length: -1 }),
  (chance) => ({
    persistedQuery: { version: chance.pick([1, 2, 'x']), sha256Hash: chance.pick(['', 'a'.repeat(64), 7]) },
  }),
  () => '__proto__',
  () => ({ cost: true, nulls: { a: 1 } }),
]

const kinds: ((chance: Chance) => Partial<Sent>)[] = [
  // bytes
  (chance) => ({ body: Buffer.from(Array.from({ length: chance.below(300) }, () => chance.below(256))) }),
  // JSON that ends too early, or has something changed in it
  (chance) => {
    const text = JSON.stringify(good(chance))
    return { body: Buffer.from(text.slice(0, chance.below(text.length))) }
  },
  (chance) => {
    const bytes = Buffer.from(JSON.stringify(good(chance)))
    for (let times = 0; times <= chance.below(4); times += 1) bytes[chance.below(bytes.length)] = chance.below(256)
    return { body: bytes }
  },
  // wrong types everywhere
  (chance) => {
    const body: Record<string, unknown> = good(chance)
    for (const key of ['query', 'variables', 'operationName', 'extensions', '__proto__', 'id'])
      if (chance.oneIn(3)) Object.defineProperty(body, key, { value: chance.pick(anything)(chance), enumerable: true })
    return { body: Buffer.from(JSON.stringify(body)) }
  },
  (chance) => ({
    body: Buffer.from(
      JSON.stringify({
        query: chance.pick(texts),
        variables: Object.fromEntries(
          ['id', 'name', 'given', 'also', '__proto__'].map((key) => [key, chance.pick(anything)(chance)]),
        ),
      }),
    ),
  }),
  (chance) => ({ body: Buffer.from(JSON.stringify(chance.pick(anything)(chance)) ?? '') }),
  // numbers that are none
  (chance) => ({
    body: Buffer.from(
      `{"query":"query S($ms: Int!) { slow(ms: $ms) }","variables":{"ms":${chance.pick(['1e400', '-0', '9'.repeat(400), '1.5', '0x10', 'NaN', '1e-400', '2147483648'])}}}`,
    ),
  }),
  // GraphQL with something changed in it
  (chance) => {
    const text = [...chance.pick(texts)]
    for (let times = 0; times <= chance.below(6); times += 1)
      text[chance.below(text.length)] = chance.pick([
        '{',
        '}',
        '(',
        ')',
        '$',
        '@',
        '"',
        '"""',
        '...',
        ':',
        'x',
        '\\',
        '\u0000',
        'é',
        '#',
        '!',
        '__',
        '1e',
      ])
    return { body: Buffer.from(JSON.stringify({ query: text.join('') })) }
  },
  // nested without end
  (chance) => {
    const [open, close] = chance.pick([
      ['[', ']'],
      ['{"a":', '1}'],
      ['{a ', '}'],
      ['(a:', ')'],
    ]) as [string, string]
    const nested = `${open.repeat(4_000)}${close.repeat(4_000)}`
    return {
      body: Buffer.from(
        chance.oneIn(2)
          ? `{"query":"{echo}","variables":{"given":${nested}}}`
          : JSON.stringify({ query: `{ echo(given: ${nested}) }` }),
      ),
    }
  },
  // bodies of another kind
  (chance) => ({
    headers: {
      'content-type': chance.pick([
        'text/plain',
        'application/graphql',
        'application/json; charset=utf-16',
        'multipart/form-data; boundary=x',
        'x/y',
        'application/jsonp',
        '',
        'null',
        'application/json;;;',
      ]),
      'content-encoding': chance.pick(['gzip', 'identity', 'br']),
    },
    body: Buffer.from(JSON.stringify(good(chance))),
  }),
  // headers that mean something
  (chance) => ({
    headers: {
      'content-type': 'application/json',
      accept: chance.pick([
        '',
        '*',
        'text/html',
        'application/graphql-response+json',
        'multipart/mixed;deferSpec=20220824',
        ',;q=',
        'a'.repeat(4_000),
      ]),
      authorization: chance.pick([
        'Bearer',
        'Bearer a.b.c',
        'Basic eDp4',
        'Bearer sg_x',
        `Bearer ${'x'.repeat(4_000)}`,
      ]),
      'x-forwarded-for': chance.pick(['', '::1', 'nobody', '1.2.3.4, 5.6.7.8', '999.999.999.999']),
      cookie: chance.pick(['__Host-staygraph-refresh=', '__Host-staygraph-refresh=%00;;;=', '=']),
      traceparent: chance.pick(['00-x', '00-00000000000000000000000000000000-0000000000000000-00']),
    },
    body: Buffer.from(JSON.stringify(good(chance))),
  }),
  // by GET, and other methods
  (chance) => ({
    method: chance.pick(['GET', 'GET', 'GET', 'PUT', 'DELETE', 'PATCH']),
    path: `/graphql${chance.pick(['', '?', '?query', '?query=%', '?query=%ff%fe', '?query={__typename}&variables=[', '?query={__typename}&variables=%7B%22a%22:1e999%7D', '?query=mutation{refreshSession}', '?query={hotels{id}}&extensions=%7B', '?__proto__[x]=1', `?query=${'a'.repeat(5_000)}`, '?query={a}&query={b}', '/%', '/../../etc/passwd', '//'])}`,
    headers: {},
    body: undefined,
  }),
]

let staged: Staged
const agent = new Agent({ keepAlive: true, maxSockets: 16 })
beforeAll(async () => {
  staged = await stageGraph({ maximumCost: 1_000 })
})

const send = ({ method, path, headers, body }: Sent) =>
  new Promise<{ status: number; type: string; text: string }>((resolve, reject) => {
    const sent = request(`${staged.url}`, { agent, method, path, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers['content-type'] ?? '',
          text: Buffer.concat(chunks).toString(),
        }),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })

/** What no answer may have: our inside, or advice on it. */
const secrets =
  /node_modules|\.[cm]?[jt]s\b|\bat \S+ \(|file:|https?:|127\.0\.0\.1|localhost|secret_table|\/srv\/|stack|Did you mean/

/** What is wrong with an answer to a request that is wrong. */
function complaints({ status, type, text }: Awaited<ReturnType<typeof send>>): string[] {
  const found: string[] = []
  if (status >= 500 || status < 200) found.push(`status ${status}`)
  if (!/^application\/(?:graphql-response\+)?json/.test(type)) found.push(`type ${type}`)
  if (secrets.test(text)) found.push(`tells ${secrets.exec(text)?.[0]}`)
  try {
    const { data, errors } = JSON.parse(text) as Answered
    if (data === undefined && !errors?.length) found.push('neither data nor errors')
    if (data === undefined && (errors?.length ?? 0) > 5) found.push(`${errors?.length} errors`)
    for (const { message, extensions } of errors ?? [])
      if (typeof message !== 'string' || !/^[A-Z_]+$/.test(String(extensions?.['code'])))
        found.push('an error without a code')
  } catch {
    found.push('no JSON')
  }
  return found
}

describe('whatever is sent', () => {
  test('is answered in typed JSON, without an error of ours, or a word of our inside', async () => {
    const wrong: object[] = []
    const statuses = new Map<number, number>()
    const one = async (seed: number) => {
      const chance = dice(seed)
      const sent: Sent = {
        method: 'POST',
        path: '/graphql',
        headers: { 'content-type': 'application/json' },
        body: Buffer.from('{}'),
        ...chance.pick(kinds)(chance),
      }
      const answer = await send(sent)
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
      const found = complaints(answer)
      if (found.length > 0)
        wrong.push({
          seed,
          found,
          path: sent.path,
          headers: sent.headers,
          body: sent.body?.toString().slice(0, 300),
          answer: answer.text.slice(0, 300),
        })
    }
    for (let seed = from; seed < from + wanted; seed += 16)
      await Promise.all(Array.from({ length: 16 }, (_, at) => one(seed + at)))
    expect(wrong.slice(0, 3)).toEqual([])
    expect([...statuses.keys()].toSorted((a, b) => a - b)).toEqual(expect.arrayContaining([200, 400, 401, 405, 415]))
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
    expect((await staged.ask('{ hotels { id visits } }')).errors).toBeUndefined()
    if (wanted > 10_000) console.log(Object.fromEntries(statuses))
  }, 3_600_000)

  test.each([
    ['is no HTTP', 'HELLO\r\n\r\n'],
    ['has a header without end', `GET /graphql HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`],
    ['says two lengths', 'POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}'],
    ['has no address', 'GET /%ff%zz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n'],
  ])('also when it %s', async (_, bytes) => {
    const { hostname, port } = new URL(staged.url)
    const text = await new Promise<string>((resolve, reject) => {
      let heard = ''
      const socket = connect(Number(port), hostname, () => socket.write(bytes))
      socket.on('data', (chunk) => (heard += chunk.toString()))
      socket.on('error', reject)
      socket.on('close', () => resolve(heard))
    })
    const [head = '', body = ''] = text.split('\r\n\r\n')
    const status = Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1])
    const type = /^content-type: (.*)$/im.exec(head)?.[1]?.trim() ?? ''
    expect(complaints({ status, type, text: body })).toEqual([])
    expect(status).toBeGreaterThanOrEqual(400)
  })
})
