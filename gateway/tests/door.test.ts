import { createServer, type IncomingMessage } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'

import { readUsual } from '@staygraph/subgraph-kit/usual-request'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { dice } from './executor/operations.ts'
import { stageGraph, type Staged } from './staged-graph.ts'

// Requests as clients send them, and as nobody should: what the door reads is what Node reads, what it does not is answered
// all the same. DOOR_REQUESTS sets another number of those that are made by chance.

const requests = Number(process.env['DOOR_REQUESTS'] ?? 400)
const mostBytes = 1_000

let staged: Staged
beforeAll(async () => {
  staged = await stageGraph()
})

const query = JSON.stringify({ query: '{ hotel(id: "1") { name } }' })
const data = { data: { hotel: { name: 'Hotel 1' } } }
const post = (body = query, more = '', line = 'POST /graphql HTTP/1.1') =>
  `${line}\r\nhost: gateway\r\ncontent-type: application/json\r\n${more}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`

type Answer = { status: number; headers: Record<string, string>; body: string }

/** A connection over which bytes are sent as they are. */
class Client {
  readonly socket: Socket
  readonly closed: Promise<void>
  #received = ''
  constructor(url = staged.url) {
    const { hostname, port } = new URL(url)
    this.socket = connect(Number(port), hostname).setNoDelay(true).setEncoding('latin1')
    this.socket.on('data', (text: string) => {
      this.#received += text
    })
    this.socket.on('error', () => undefined)
    this.closed = new Promise((resolve) => this.socket.once('close', () => resolve()))
  }
  send(text: string) {
    this.socket.write(text, 'latin1')
    return this
  }
  /** The next answer. */
  async heard(): Promise<Answer> {
    for (const until = Date.now() + 10_000; Date.now() < until; await pause(2)) {
      const end = this.#received.indexOf('\r\n\r\n')
      if (end < 0) continue
      const [line = '', ...lines] = this.#received.slice(0, end).split('\r\n')
      const headers = Object.fromEntries(
        lines.map((one) => [one.slice(0, one.indexOf(':')).toLowerCase(), one.slice(one.indexOf(':') + 2)]),
      )
      const whole = end + 4 + Number(headers['content-length'])
      if (this.#received.length < whole) continue
      const body = this.#received.slice(end + 4, whole)
      this.#received = this.#received.slice(whole)
      return { status: Number(line.slice(9, 12)), headers, body }
    }
    throw new Error(`no answer: ${this.#received}`)
  }
  async ask(text: string) {
    const answer = await this.send(text).heard()
    this.socket.destroy()
    return answer
  }
}
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('a request is answered the same', () => {
  test('by the door and by Node, header for header', async () => {
    let byNodeAsked = 0
    staged.gateway.server.on('request', () => (byNodeAsked += 1))
    // `te` is nothing that the door reads.
    const [byDoor, byNode] = [await new Client().ask(post()), await new Client().ask(post(query, 'te: trailers\r\n'))]
    expect(byNodeAsked).toBe(1)
    expect(JSON.parse(byDoor.body)).toEqual(data)
    expect(byDoor.body).toBe(byNode.body)
    expect({ ...byDoor.headers, date: '' }).toEqual({ ...byNode.headers, date: '' })
    expect(Math.abs(Date.parse(byDoor.headers['date'] ?? '') - Date.now())).toBeLessThan(5_000)
  })

  test.each([
    ['a mistake', post('{"query":"{ nothing }"}')],
    ['no JSON', post('{"query')],
    ['addresses that are none', post(query, 'x-forwarded-for: nobody, , 300.1.1.1, ::\r\n')],
    ['a list', post(`[${query}]`)],
    ['from a page on the list', post(query, 'origin: https://friend.example\r\n')],
    ['from a page of another site', post(query, 'origin: https://evil.example\r\n')],
    ['another type of answer', post(query, 'accept: application/graphql-response+json,application/json;q=0.9\r\n')],
    ['a type that nobody has', post(query, 'accept: image/png\r\n')],
    [
      'letters of all kinds',
      post(JSON.stringify({ query: 'query ($x: Anything) { echo(given: $x) }', variables: { x: 'é😀' } })),
    ],
  ])('%s', async (_, text) => {
    const latin1 = Buffer.from(text).toString('latin1')
    const unusual = latin1.replace('\r\n', '\r\nte: trailers\r\n')
    const [byDoor, byNode] = [await new Client().ask(latin1), await new Client().ask(unusual)]
    expect({ ...byDoor, headers: { ...byDoor.headers, date: '' } }).toEqual({
      ...byNode,
      headers: { ...byNode.headers, date: '' },
    })
  })

  test('cut anywhere, in pieces that come one after the other', async () => {
    const text = post()
    for (const cuts of [
      [1],
      [5, 20],
      [24],
      [text.length - 1],
      [40, 41, 42],
      Array.from({ length: 12 }, (_, at) => (at + 1) * 10),
    ]) {
      const client = new Client()
      for (const [at, from] of [0, ...cuts].entries()) {
        client.send(text.slice(from, cuts[at]))
        await pause(3)
      }
      expect(JSON.parse((await client.heard()).body)).toEqual(data)
      client.socket.destroy()
    }
  })

  test('when its rest comes late', async () => {
    const text = post()
    const client = new Client().send(text.slice(0, 60))
    await pause(1_200)
    expect(JSON.parse((await client.send(text.slice(60)).heard()).body)).toEqual(data)
    client.socket.destroy()
  })

  test('one after the other, in one piece, and before the one before was answered', async () => {
    const slow = post(JSON.stringify({ query: '{ slow(ms: 80) }' }))
    const client = new Client().send(post())
    expect(JSON.parse((await client.heard()).body)).toEqual(data)
    client.send(slow)
    await pause(20)
    client.send(post()).send(post())
    expect(JSON.parse((await client.heard()).body)).toEqual({ data: { slow: 'done' } })
    expect(JSON.parse((await client.heard()).body)).toEqual(data)
    expect(JSON.parse((await client.heard()).body)).toEqual(data)
    client.send(`${slow}${post()}`)
    expect(JSON.parse((await client.heard()).body)).toEqual({ data: { slow: 'done' } })
    expect(JSON.parse((await client.heard()).body)).toEqual(data)
    client.socket.destroy()
  })

  test('after which anything else comes over the same connection', async () => {
    const client = new Client().send(post())
    expect((await client.heard()).status).toBe(200)
    client.send('GET /health/live HTTP/1.1\r\nhost: gateway\r\n\r\n')
    expect(JSON.parse((await client.heard()).body)).toEqual({ status: 'live' })
    client.send(post('x'.repeat(200_000)))
    expect((await client.heard()).status).toBe(413)
    client.socket.destroy()
  })
})

test('a client that sends no more and waits has its connection ended, and nobody works for it', async () => {
  const aborted = async () => {
    const text = await (await fetch(`${staged.url}/metrics`)).text()
    const counts = text.matchAll(/^gateway_fetches_aborted_total\{.*client left.*\} (\d+)/gm)
    return [...counts].reduce((sum, [, count]) => sum + Number(count), 0) // of every subgraph that any test had
  }
  const before = await aborted()
  const client = new Client().send(post(JSON.stringify({ query: '{ slow(ms: 3000) }' })))
  await pause(300) // the subgraph is asked by then
  client.socket.end()
  await client.closed
  await expect.poll(aborted).toBe(before + 1)
})

test('a gateway that stops answers what is under way, says that it is the last, and ends idle connections', async () => {
  const other = await stageGraph()
  const [busy, idle] = [new Client(other.url), new Client(other.url)]
  await idle.send(post()).heard()
  busy.send(post(JSON.stringify({ query: '{ slow(ms: 300) }' })))
  await pause(100)
  const stopped = other.gateway.close()
  await idle.closed
  const { headers, body } = await busy.heard()
  expect(JSON.parse(body)).toEqual({ data: { slow: 'done' } })
  expect(headers['connection']).toBe('close')
  await busy.closed
  await stopped
})

describe('what the door reads', () => {
  const read = (text: string) => readUsual(Buffer.from(text, 'latin1'), undefined, mostBytes)
  test('is a request as usual', () => {
    expect(read(post('{"a":1}', 'X-One:  two \r\n'))).toMatchObject({
      head: { headers: { host: 'gateway', 'x-one': 'two', 'content-length': '7' } },
      body: '{"a":1}',
    })
    expect(read(post('{}', 'connection: keep-alive\r\n'))).toMatchObject({ body: '{}' })
  })
  test.each([
    ['another method', post('{}', '', 'PUT /graphql HTTP/1.1')],
    ['another path', post('{}', '', 'POST /graphql? HTTP/1.1')],
    ['an address with its host', post('{}', '', 'POST http://gateway/graphql HTTP/1.1')],
    ['HTTP/1.0', post('{}', '', 'POST /graphql HTTP/1.0')],
    ['more than was said', `${post('{}')} `],
    ['two lengths', post('{}', 'content-length: 2\r\n')],
    ['a length and chunks', post('{}', 'transfer-encoding: chunked\r\n')],
    ['chunks by another name', post('{}', 'Transfer-Encoding : chunked\r\n')],
    ['a length with a sign', post('{}').replace('content-length: 2', 'content-length: +2')],
    ['a length with a list', post('{}').replace('content-length: 2', 'content-length: 2, 2')],
    ['a length in hexadecimal', post('{}').replace('content-length: 2', 'content-length: 0x2')],
    ['no length', post('{}').replace('content-length: 2\r\n', '')],
    ['no host', post('{}').replace('host: gateway\r\n', '')],
    ['two hosts', post('{}', 'Host: other\r\n')],
    ['a header twice', post('{}', 'x-forwarded-for: 1.2.3.4\r\nx-forwarded-for: 5.6.7.8\r\n')],
    ['a folded line', post('{}', 'x-one: a\r\n b\r\n')],
    ['a space before the colon', post('{}', 'x-one : a\r\n')],
    ['a line without a colon', post('{}', 'x-one\r\n')],
    ['a bare line feed', post('{}', 'x-one: a\nx-two: b\r\n')],
    ['a bare carriage return', post('{}', 'x-one: a\rx-two: b\r\n')],
    ['a zero', post('{}', 'x-one: a\0b\r\n')],
    ['letters beyond ASCII', post('{}', 'x-one: \xe9\r\n')],
    ['a name that is no token', post('{}', 'x(one): a\r\n')],
    ['a name of objects', post('{}', '__proto__: a\r\n')],
    ['an upgrade', post('{}', 'upgrade: websocket\r\n')],
    ['a question before the body', post('{}', 'expect: 100-continue\r\n')],
    ['the wish to end', post('{}', 'connection: close\r\n')],
    ['a body that is too long', post('x'.repeat(mostBytes + 1))],
    ['a head that is too long', post('{}', `x-one: ${'a'.repeat(9_000)}\r\n`)],
    ['an endless head', `POST /graphql HTTP/1.1\r\nx-one: ${'a'.repeat(9_000)}`],
    ['too many headers', post('{}', Array.from({ length: 70 }, (_, at) => `x-${at}: a\r\n`).join(''))],
    ['no HTTP', 'hello'],
  ])('is not %s', (_, text) => expect(read(text)).toBe('unusual'))

  test(
    'is never other than what Node reads',
    async () => {
      const heard: { url: string; headers: IncomingMessage['headers']; body: string }[] = []
      const node = createServer((request, response) => {
        let body = ''
        request.setEncoding('utf8').on('data', (text: string) => (body += text))
        request.on('end', () => {
          heard.push({ url: `${request.method} ${request.url}`, headers: request.headers, body })
          response.end()
        })
      }).listen(0, '127.0.0.1')
      afterAll(() => node.close())
      await new Promise((resolve) => node.once('listening', resolve))
      const url = `http://127.0.0.1:${(node.address() as AddressInfo).port}`
      const pieces = ['\r\n', '\n', '\r', ' ', '\t', ':', ',', '\0', '\xe9', 'host', 'content-length: 3', 'content-length', 'transfer-encoding: chunked', 'a', '0', '{}', 'POST', '\r\n\r\n', 'x-one: two\r\n', 'connection: keep-alive\r\n'] // prettier-ignore
      let whole = 0
      for (let seed = 1; seed <= requests; seed += 1) {
        const { below, oneIn, pick } = dice(seed)
        let text = post('{"query":"{a}"}', oneIn(2) ? 'accept: */*\r\nuser-agent: a b\r\n' : '')
        for (let times = below(4); times > 0; times -= 1) {
          const [at, gone] = [below(text.length), oneIn(2) ? below(4) : 0]
          text = text.slice(0, at) + (oneIn(3) ? '' : pick(pieces)) + text.slice(at + gone)
        }
        const usual = read(text)
        if (typeof usual === 'string') continue
        whole += 1
        heard.length = 0
        const client = new Client(url).send(text)
        for (const until = Date.now() + 2_000; heard.length === 0 && Date.now() < until && !client.socket.destroyed;)
          await pause(1)
        client.socket.destroy()
        const { headers } = usual.head
        expect([seed, text, ...heard]).toEqual([seed, text, { url: 'POST /graphql', headers, body: usual.body }])
      }
      expect(whole).toBeGreaterThan(requests / 20)
    },
    20_000 + requests * 10,
  )
})
