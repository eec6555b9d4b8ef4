import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, getCACertificates, setDefaultCACertificates } from 'node:tls'

import { Abandoned, TooLate, type UnderWay } from '@staygraph/subgraph-kit/ask'
import { createLogger } from '@staygraph/subgraph-kit/log'
import { describe, expect, test } from 'vitest'

import type { GatewayContext } from '../src/context.ts'
import { Connections, type ConnectionLimits } from '../src/http/connections.ts'
import { NotSent } from '../src/http/question.ts'
import { headOf, requestBytes } from '../src/http/request.ts'
import { openStreams } from '../src/live/follow-events.ts'
import { openConnections, SubgraphSource } from '../src/subgraph-source.ts'
import { selfSigned } from './certificate.ts'
import { closeAtEnd } from './close-at-end.ts'

// The gateway's own connections to subgraphs, against servers that do as they like with theirs.

const limits: ConnectionLimits = {
  most: 4,
  connectMs: 300,
  idleMs: 30_000,
  idleMostMs: 55_000,
  idleSparedMs: 1_500,
  answerBytes: 1_000_000,
}
const ok = (body: string, headers = '') =>
  `HTTP/1.1 200 OK\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** What a server does with the nth request on a connection, and the connection's own number; its text is given. */
type Act = (socket: Socket, text: string, at: { connection: number; request: number }) => unknown

async function serve(act: Act, server: (onSocket: (socket: Socket) => void) => Server = createServer) {
  const seen = { connections: 0, requests: 0, closed: 0, sockets: [] as Socket[] }
  const listening = server((socket) => {
    const connection = (seen.connections += 1)
    let [request, received] = [0, '']
    seen.sockets.push(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => (seen.closed += 1))
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1')
      const end = received.indexOf('\r\n\r\n') + 4
      const length = Number(/content-length: (\d+)/.exec(received)?.[1])
      if (end < 4 || received.length < end + length) return
      expect(received.length).toBe(end + length) // never a second question before the first was answered
      const text = received
      received = ''
      seen.requests += 1
      act(socket, text, { connection, request: (request += 1) })
    })
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => listening.once('listening', resolve))
  closeAtEnd(() => {
    for (const socket of seen.sockets) socket.destroy()
    listening.close()
  })
  const { port } = listening.address() as AddressInfo
  return { seen, port }
}

function client(port: number, changed: Partial<ConnectionLimits> = {}, protocol = 'http') {
  const connections = new Connections({ ...limits, ...changed })
  const url = new URL(`${protocol}://127.0.0.1:${port}/graphql`)
  const ask = (body = '{}', milliseconds = 5_000, underWay?: UnderWay) =>
    connections.to(url.origin).ask({
      bytes: requestBytes(headOf(url), {}, body),
      milliseconds,
      underWay,
      read: ({ status, body: answered }) => `${status} ${answered.toString()}`,
    })
  return { connections, ask }
}

describe('a connection', () => {
  test('is kept for the next question, and asked one at a time', async () => {
    const { seen, port } = await serve((socket, text) => setTimeout(() => socket.write(ok(text.slice(-2))), 5))
    const { ask } = client(port)
    const answers = await Promise.all(Array.from({ length: 40 }, (_, at) => ask(`${at + 10}`)))
    expect(answers).toEqual(Array.from({ length: 40 }, (_, at) => `200 ${at + 10}`))
    expect(seen).toMatchObject({ connections: limits.most, requests: 40 })
  })

  test('one slow answer holds up nobody but who waits for it', async () => {
    let answerSlow = () => {}
    const { port } = await serve((socket, text) => {
      if (text.endsWith('slow')) answerSlow = () => void socket.write(ok('at last'))
      else socket.write(ok('a'))
    })
    const { ask } = client(port)
    const slow = ask('slow', 60_000)
    for (let n = 0; n < 20; n += 1) expect(await ask()).toBe('200 a')
    answerSlow()
    expect(await slow).toBe('200 at last')
  })

  test.each([
    ['says that it closes', (body: string) => ok(body, 'connection: close\r\n')],
    ['is of HTTP/1.0', (body: string) => ok(body).replace('1.1', '1.0')],
    ['sends more than its answer', (body: string) => `${ok(body)}${ok('of somebody else')}`],
    ['keeps connections for less than is safe', (body: string) => ok(body, 'keep-alive: timeout=1\r\n')],
  ])('is not used again where the other side %s', async (_, answer) => {
    const { seen, port } = await serve((socket, text) => socket.write(answer(text.slice(-1))))
    const { ask } = client(port)
    for (let n = 0; n < 5; n += 1) expect(await ask(`${n}`)).toBe(`200 ${n}`)
    expect(seen).toMatchObject({ connections: 5, requests: 5 })
    await expect.poll(() => seen.closed).toBe(5)
  })

  test('on which somebody speaks unasked is closed, and what they said is nobody’s answer', async () => {
    const { seen, port } = await serve((socket, text, { connection }) => {
      socket.write(ok(text.slice(-1)))
      if (connection === 1) setTimeout(() => socket.write(ok('poison')), 20)
    })
    const { ask } = client(port)
    expect(await ask('1')).toBe('200 1')
    await expect.poll(() => seen.closed).toBe(1)
    expect(await ask('2')).toBe('200 2')
    expect(seen.connections).toBe(2)
  })

  test('that the other side closed while nobody used it is not used', async () => {
    const { seen, port } = await serve((socket, text) =>
      socket.write(ok(text.slice(-1)), () => setTimeout(() => socket.end(), 10)),
    )
    const { ask } = client(port)
    for (let n = 0; n < 3; n += 1) {
      expect(await ask(`${n}`)).toBe(`200 ${n}`)
      await pause(60)
    }
    expect(seen.connections).toBe(3)
  })

  test('is let go before the other side would, or after the time that is usual', async () => {
    const told = await serve((socket) => socket.write(ok('a', 'keep-alive: timeout=2\r\n')))
    const untold = await serve((socket) => socket.write(ok('a')))
    const by = client(told.port, { idleSparedMs: 1_900 })
    const usual = client(untold.port, { idleMs: 100 })
    for (const { ask } of [by, usual]) {
      await ask()
      await ask()
      await pause(150)
      await ask()
    }
    expect([told.seen.connections, untold.seen.connections]).toEqual([2, 2])
  })

  test('that ends before its answer does fails the question, at whatever byte', async () => {
    const whole = ok('abc')
    for (let cut = 0; cut < whole.length; cut += 7) {
      const { seen, port } = await serve((socket) => socket.end(whole.slice(0, cut)))
      await expect(client(port).ask()).rejects.toMatchObject({ code: 'CLOSED' })
      expect(seen.requests).toBe(1)
    }
    const { port } = await serve((socket) => void socket.resetAndDestroy())
    await expect(client(port).ask()).rejects.toMatchObject({ code: 'ECONNRESET' })
  })

  test('is closed on what is not HTTP; an answer without a length ends with it', async () => {
    const { seen, port } = await serve((socket, text) => {
      if (text.endsWith('1')) socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\na')
      else socket.end('HTTP/1.1 200 OK\r\n\r\nall of it')
    })
    const { ask } = client(port)
    await expect(ask('1')).rejects.toMatchObject({ code: 'NOT_HTTP' })
    expect(await ask('2')).toBe('200 all of it')
    await expect.poll(() => seen.closed).toBe(2)
  })

  test('is not waited for longer than it may take; what could not be sent is told from what was', async () => {
    const { port: deaf } = await serve(() => undefined)
    const gone = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => gone.once('listening', resolve))
    const { port } = gone.address() as AddressInfo
    await new Promise((resolve) => gone.close(resolve))
    const refused = await Promise.allSettled(Array.from({ length: 20 }, () => client(port).ask()))
    for (const one of refused) expect(one).toMatchObject({ reason: { code: 'ECONNREFUSED' } })
    const { ask } = client(port)
    for (const one of await Promise.allSettled(Array.from({ length: 20 }, () => ask())))
      expect((one as PromiseRejectedResult).reason).toBeInstanceOf(NotSent)
    await expect(client(deaf).ask('{}', 100)).rejects.toBeInstanceOf(TooLate)
    // A TLS server that never shakes hands: connected, but not to be used.
    await expect(client(deaf, { connectMs: 100 }, 'https').ask()).rejects.toMatchObject({ code: 'CONNECT_TIMEOUT' })
    await expect(client(deaf, { connectMs: 100 }, 'https').ask()).rejects.toBeInstanceOf(NotSent)
  })
})

describe('a question', () => {
  test('that is too late or that nobody waits for ends its connection, or leaves the queue', async () => {
    const { seen, port } = await serve((socket, text) => text.endsWith('now') && socket.write(ok('a')))
    const { ask } = client(port, { most: 2 })
    const underWay: UnderWay = new Set()
    const asked = [ask('1', 2_500), ask('2', 60_000, underWay), ask('3', 500), ask('4', 60_000, underWay)]
    const settled = Promise.allSettled(asked)
    await expect.poll(() => seen.requests).toBe(2)
    expect(underWay.size).toBe(2)
    await expect(asked[2]).rejects.toBeInstanceOf(TooLate) // while it was in the queue
    for (const end of underWay) end(new Abandoned())
    const why = (await settled).map((one) => (one.status === 'rejected' ? (one.reason as Error).constructor : null))
    expect(why).toEqual([TooLate, Abandoned, TooLate, Abandoned])
    expect(underWay.size).toBe(0)
    await expect.poll(() => seen.closed).toBe(2)
    expect(seen.requests).toBe(2) // those in the queue were never sent
    expect(await ask('now')).toBe('200 a')
  })

  test('leaves at the end of the turn: what is given up before is never sent, nor where the connection ended meanwhile', async () => {
    const { seen, port } = await serve((socket) => socket.write(ok('a')))
    const { ask } = client(port)
    expect(await ask()).toBe('200 a')
    const underWay: UnderWay = new Set()
    const given = ask('1', 5_000, underWay)
    for (const end of underWay) end(new Abandoned())
    await expect(given).rejects.toBeInstanceOf(Abandoned)
    expect(await ask()).toBe('200 a')
    expect(seen).toMatchObject({ connections: 2, requests: 2 })
    const late = await new Promise<unknown>((resolve) =>
      // A timer's turn goes on to what lies there to be read: that the other side left.
      setTimeout(() => {
        for (const socket of seen.sockets) socket.destroy()
        resolve(ask().catch((error: unknown) => error))
      }, 1),
    )
    expect(late).toBeInstanceOf(NotSent)
    expect(seen.requests).toBe(2)
  })

  test('is sent as it is, whatever letters are in it; a header that would be two is not', async () => {
    let sent = ''
    const { port } = await serve((socket, text) => {
      sent = text
      socket.write(ok('ok'))
    })
    const body = '{"a":"München €🏨\\u0000"}'
    await client(port).ask(body)
    expect(Buffer.from(sent.slice(sent.indexOf('\r\n\r\n') + 4), 'latin1').toString()).toBe(body)
    for (const value of ['a\r\nx: b', 'a\nb', 'a\u0000', '\u010d\u010a'])
      expect(() => requestBytes('', { cookie: value }, '')).toThrow('cannot be sent')
  })

  test('over TLS is answered as any other, by who can prove who they are', async () => {
    const certificate = selfSigned()
    const tls = (onSocket: (socket: Socket) => void) => createTlsServer(certificate, onSocket)
    const { seen, port } = await serve(
      (socket, text) => socket.write(ok(`${text.slice(-1)}${'é'.repeat(100_000)}`)),
      tls,
    )
    await expect(client(port, {}, 'https').ask()).rejects.toBeInstanceOf(NotSent)
    const known = getCACertificates()
    setDefaultCACertificates([...known, certificate.cert])
    const { ask } = client(port, {}, 'https')
    for (let n = 0; n < 3; n += 1) expect(await ask(`${n}`)).toBe(`200 ${n}${'é'.repeat(100_000)}`)
    setDefaultCACertificates(known)
    expect(seen).toMatchObject({ connections: 1, requests: 3 })
  })
})

test('closing answers what is under way and in the queue, then nothing is asked any more', async () => {
  const { seen, port } = await serve((socket) => setTimeout(() => socket.write(ok('a')), 50))
  const { connections, ask } = client(port, { most: 2 })
  const asked = Array.from({ length: 6 }, () => ask())
  await expect.poll(() => seen.requests).toBe(2)
  await connections.close()
  expect(await Promise.all(asked)).toEqual(Array.from({ length: 6 }, () => '200 a'))
  await expect.poll(() => seen.closed).toBe(2)
  await expect(ask()).rejects.toBeInstanceOf(NotSent)
})

test.each(['', 'not an address', 'wss://127.0.0.1:1/graphql'])(
  'a subgraph whose address is %j is away, and nothing else',
  async (url) => {
    const source = new SubgraphSource({
      name: 'hotels',
      url,
      keys: undefined,
      connections: openConnections(),
      streams: openStreams(),
      answerBytes: 1_000,
      timeoutMs: 1_000,
      hedge: false,
      shared: undefined,
      logger: createLogger('test', 'silent'),
    })
    const client: GatewayContext = {
      viewer: { kind: 'anonymous' },
      clientAddress: '127.0.0.1',
      refreshCookie: undefined,
      setCookies: [],
      deadline: Date.now() + 1_000,
      underWay: new Set(),
      received: 0,
      course: { left: false, seen: undefined },
    }
    const answer = await source.ask('{}', false, client, (text) => ({ text }))
    expect(answer).toMatchObject({ unavailable: { why: 'UNREACHABLE' } })
  },
)

test('hundreds of questions over a server that cuts, delays and closes as it likes: each has its own answer, or none', async () => {
  let n = 0
  const { seen, port } = await serve(async (socket, text) => {
    const answer = ok(
      `${text.slice(text.indexOf('\r\n\r\n') + 4)} `.repeat(1 + (n % 40)),
      n % 5 === 0 ? 'connection: close\r\n' : '',
    )
    const fate = (n += 1) % 10
    if (fate === 0) return socket.destroy()
    if (fate === 1) return socket.end(answer.slice(0, answer.length / 2))
    for (let at = 0; at < answer.length; at += 1 + (n % 60)) {
      if (fate === 2) await pause(0)
      socket.write(answer.slice(at, at + 1 + (n % 60)))
      if (fate === 2 && at > 300) return socket.destroy()
    }
  })
  const { ask } = client(port, { most: 16 })
  const settled = await Promise.allSettled(Array.from({ length: 600 }, (_, at) => ask(`<${at}>`)))
  const answered = settled.flatMap((one, at) => (one.status === 'fulfilled' ? { at, value: one.value } : []))
  for (const { at, value } of answered) expect(value.replaceAll(`<${at}> `, '')).toBe('200 ')
  const right = answered.length
  expect(right).toBeGreaterThan(350)
  expect(right).toBeLessThan(600)
  expect(seen.requests).toBe(600) // none was sent twice
})
