import { once } from 'node:events'
import net from 'node:net'

import { buildSubgraphSchema } from '@apollo/subgraph'
import { parse } from 'graphql'
import { expect, test } from 'vitest'

import type { GivenThrough } from './given-through.ts'
import { identityHeader, mintIdentity, type Identity } from './identity.ts'
import { createLogger } from './log.ts'
import { metrics } from './metrics.ts'
import { createService, mountSubgraph } from './serve.ts'
import { testKeys } from './testing/identity.ts'

// What comes in by the door is answered in the same words as what Node and fastify read.

const { pairs } = await testKeys('gateway', 'words')
const logger = createLogger('test', 'silent')
const schema = buildSubgraphSchema([
  {
    typeDefs: parse('type Query { who: String! says(word: String!, times: Int!): String! waits: String! }'),
    resolvers: {
      Query: {
        who: (_: unknown, __: unknown, { viewer }: Identity) => viewer.kind,
        says: (_: unknown, { word, times }: { word: string; times: number }) => word.repeat(times),
        waits: () => waiting,
      },
    },
  },
])
let [waiting, goOn]: [Promise<string>, (word: string) => void] = [Promise.resolve(''), () => undefined]

async function serveWords() {
  const app = createService({ name: 'words', logger, ready: async () => ({ ready: true }), bodyLimit: 20_000 })
  const byNode = { asked: 0 }
  app.server.on('request', () => (byNode.asked += 1))
  await mountSubgraph(app, {
    schema,
    keys: pairs.words,
    logger,
    context: (identity, { headers }, reply: GivenThrough) => {
      if (headers['x-fails']) throw Object.assign(new Error('lost'), { code: 'CONNECTION_CLOSED' })
      reply.header('set-cookie', 'a=1')
      reply.removeHeader('set-cookie')
      reply.header('set-cookie', 'a=2')
      return { ...identity }
    },
  })
  return { app, byNode, url: new URL(await app.listen({ port: 0, host: '127.0.0.1' })) }
}
const words = await serveWords()

const question = (body: string, more = '', identity = mintIdentity(pairs.gateway, 'words', body, { kind: 'anonymous' })) =>
  `POST /graphql HTTP/1.1\r\nhost: words\r\ncontent-type: application/json\r\n${identityHeader}: ${identity}\r\n${more}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}` // prettier-ignore
const asked = (query: string, variables: object = {}) => JSON.stringify({ query, variables })

/** The head, without what is different each time, and the body of the answer to these bytes. */
async function answerTo(bytes: string, { hostname, port } = words.url) {
  const socket = net.connect(Number(port), hostname)
  socket.write(bytes)
  let received = ''
  for await (const chunk of socket.setEncoding('utf8')) {
    received += String(chunk)
    const [head = '', body = ''] = received.split('\r\n\r\n', 2)
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1])
    if (Buffer.byteLength(body) < length) continue
    const lines = head.split('\r\n').filter((line) => !line.toLowerCase().startsWith('date:'))
    return { status: lines[0], lines: lines.slice(1).map((line) => line.toLowerCase()).toSorted(), body } // prettier-ignore
  }
  throw new Error(`no answer: ${received}`)
}

const says = 'query ($word: String!, $times: Int!) { says(word: $word, times: $times) }'
test.each<[string, string, string?, string?]>([
  ['what is known', asked('{ who }')],
  ['what is long', asked(says, { word: 'a room ', times: 3_000 })],
  ['letters of all kinds', asked(says, { word: 'é€東京😀', times: 1 })],
  ['many of them', asked(says, { word: 'é€東京😀', times: 3_000 })],
  ['a mistake', asked('{ nothing }')],
  ['a body that is no JSON', '{"query"'],
  ['nothing', ''],
  ['a stranger', asked('{ who }'), '', 'nobody'],
  ['a database that is away', asked('{ who }'), 'x-fails: 1\r\n'],
])('%s is answered the same, each time it is asked', async (_, body, more, identity) => {
  for (let time = 0; time < 3; time += 1) {
    const before = words.byNode.asked
    const byDoor = await answerTo(question(body, more, identity))
    expect(words.byNode.asked).toBe(before)
    const byNode = await answerTo(question(body, `te: trailers\r\n${more ?? ''}`, identity))
    expect(words.byNode.asked).toBe(before + 1)
    expect(byDoor).toEqual(byNode)
  }
})

test('what is too long, of another type, or asks for events goes the other way', async () => {
  const before = words.byNode.asked
  const long = asked(says, { word: 'x'.repeat(30_000), times: 1 })
  expect(await answerTo(question(long))).toMatchObject({ status: 'HTTP/1.1 413 Payload Too Large' })
  const text = question(asked('{ who }')).replace('application/json', 'application/xml')
  expect(await answerTo(text)).toMatchObject({ status: 'HTTP/1.1 415 Unsupported Media Type' })
  expect(words.byNode.asked).toBe(before + 2)
  const { hostname, port } = words.url
  const socket = net.connect(Number(port), hostname)
  socket.write(question(asked('subscription { no }'), 'accept: text/event-stream\r\n'))
  const [chunk] = (await once(socket, 'data')) as [Buffer]
  expect(chunk.toString()).toContain('text/event-stream')
  socket.destroy()
})

test('each answer is counted, whichever way it went', async () => {
  const counted = async () => /http_request_seconds_count\{route="\/graphql",status="200".*\} (\d+)/.exec(await metrics.metrics())?.[1] // prettier-ignore
  const before = Number(await counted())
  await answerTo(question(asked('{ who }')))
  await answerTo(question(asked('{ who }'), 'te: trailers\r\n'))
  await expect.poll(async () => Number(await counted())).toBe(before + 2)
})

test('a service that stops answers what is under way, says that it is the last, and ends what nobody asks over', async () => {
  const { app, url } = await serveWords()
  waiting = new Promise((resolve) => {
    goOn = resolve
  })
  const idle = net.connect(Number(url.port), url.hostname)
  const gone = once(idle, 'close')
  idle.resume()
  const answer = answerTo(question(asked('{ waits }')), url)
  await new Promise((resolve) => setTimeout(resolve, 100))
  const stopped = app.close()
  await gone
  goOn('yes')
  expect(await answer).toMatchObject({ body: expect.stringContaining('yes'), lines: expect.arrayContaining(['connection: close']) }) // prettier-ignore
  await stopped
})
