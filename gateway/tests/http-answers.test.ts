import { createServer, type AddressInfo } from 'node:net'

import { Client } from 'undici'
import { afterAll, describe, expect, test } from 'vitest'

import { NotHttp } from '../src/http/response-head.ts'
import { ResponseReader, TooLarge } from '../src/http/response.ts'
import { dice } from './executor/operations.ts'

// Answers in all the forms that HTTP/1.1 has, cut anywhere, and some that it has not: what is read of them is what undici
// reads, or less. HTTP_ANSWERS sets another number of them.

const answers = Number(process.env['HTTP_ANSWERS'] ?? 300)
const mostBytes = 100_000

type Read = { status: number; body: string; cookies: readonly string[]; left: number } | { refused: string }

/** Reads what comes in these pieces, over the same memory each, as connections do; undefined: it is not all there. */
function read(pieces: readonly Buffer[], isEnd = true): Read | undefined {
  const reader = new ResponseReader(mostBytes)
  const lent = Buffer.alloc(Math.max(...pieces.slice(0, 100).map(({ length }) => length), 1_000))
  try {
    for (const [at, piece] of pieces.entries()) {
      lent.fill(88)
      piece.copy(lent)
      const taken = reader.take(lent.subarray(0, piece.length))
      if (taken === undefined) continue
      const after = pieces.slice(at + 1).reduce((sum, { length }) => sum + length, 0)
      return tell(reader, piece.length - taken + after)
    }
    return isEnd && reader.endsWithConnection ? tell(reader, 0) : undefined
  } catch (error) {
    if (error instanceof NotHttp || error instanceof TooLarge) return { refused: error.constructor.name }
    throw error
  }
}
const tell = ({ head, body }: ResponseReader, left: number): Read => ({
  status: head?.status ?? 0,
  body: body.toString('latin1'),
  cookies: head?.cookies ?? [],
  left,
})
const whole = (text: string) => read([Buffer.from(text, 'latin1')])

/** What undici makes of the same; null: an error. */
let script: Buffer = Buffer.alloc(0)
const server = createServer((socket) => {
  socket.on('error', () => undefined)
  socket.once('data', () => socket.end(script))
}).listen(0, '127.0.0.1')
afterAll(() => server.close())
async function asUndici(bytes: Buffer) {
  script = bytes
  const client = new Client(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { pipelining: 1 })
  try {
    const { statusCode, body } = await client.request({ method: 'POST', path: '/', body: '{}' })
    return { status: statusCode, body: Buffer.from(await body.arrayBuffer()).toString('latin1') }
  } catch {
    return null
  } finally {
    await client.destroy()
  }
}

/** An answer by chance. */
function write(seed: number) {
  const { below, oneIn, pick } = dice(seed)
  const text = Array.from({ length: below(4) === 0 ? 0 : below(300) }, () =>
    pick(['a', '{', '"', '\r', '\n', '0', ' ', '\u0000', 'é', '\r\n\r\n', 'HTTP/1.1 200 OK\r\n']),
  ).join('')
  const body = Buffer.from(text).toString('latin1')
  const status = pick([200, 200, 200, 201, 204, 304, 400, 401, 500, 503])
  const empty = status === 204 || status === 304
  const name = (of: string) => pick([of, of.toUpperCase(), of.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase())])
  const space = () => pick(['', ' ', '  ', '\t'])
  const header = (of: string, value: string) => `${name(of)}:${space()}${value}${space()}\r\n`
  const others = () =>
    Array.from({ length: below(4) }, () =>
      pick([
        header('content-type', 'application/json; charset=utf-8'),
        header('date', 'Sun, 22 Nov 2026 19:00:00 GMT'),
        header('x-1!#$%&*+.^_`|~', '\u00e9\t"x": y'),
        header('set-cookie', 'a=1; HttpOnly'),
        header('keep-alive', 'timeout=5, max=100'),
        header('connection', pick(['keep-alive', 'close', 'x, Close'])),
        header('x-empty', ''),
      ]),
    ).join('')
  const form = empty ? 'none' : pick(['length', 'chunks', 'end'])
  const chunks = () => {
    let [all, at] = ['', 0]
    while (at < body.length) {
      const size = 1 + below(oneIn(3) ? 5 : 120)
      const piece = body.slice(at, at + size)
      const digits = pick([piece.length.toString(16), piece.length.toString(16).toUpperCase()])
      const extension = pick(['', '', ';a', ';a=1', ';a="b"'])
      all += `${oneIn(5) ? '0' : ''}${digits}${extension}\r\n${piece}\r\n`
      at += size
    }
    return `${all}${pick(['0', '000'])}\r\n${oneIn(3) ? 'x-trailer: 1\r\nx-other: \t2\r\n' : ''}\r\n`
  }
  const framing =
    form === 'length'
      ? `${name('content-length')}:${space()}${body.length}\r\n`
      : form === 'chunks'
        ? `${name('transfer-encoding')}:${space()}${pick(['chunked', 'Chunked'])}\r\n`
        : ''
  const interim = oneIn(6)
    ? `HTTP/1.1 ${pick(['102 Processing', '103 Early Hints'])}\r\n${oneIn(2) ? 'link: </a>\r\n' : ''}\r\n`
    : ''
  const head = `${interim}HTTP/1.1 ${status}${pick([' OK', ' ', ' a \u00e9 b'])}\r\n${others()}${framing}${others()}\r\n`
  return Buffer.from(head + (form === 'none' ? '' : form === 'chunks' ? chunks() : body), 'latin1')
}

test(`${answers} answers are read as undici reads them, whole and cut anywhere`, async () => {
  let compared = 0
  for (let seed = 1; seed <= answers; seed += 1) {
    const bytes = write(seed)
    const at = `answer ${seed}: ${JSON.stringify(bytes.toString('latin1'))}`
    const found = read([bytes])
    if (!found || 'refused' in found) throw new Error(`it was not read, ${at}`)
    const { status, body, left } = found
    const theirs = await asUndici(bytes)
    expect({ at, left, status, body }).toEqual({ at, left: 0, ...theirs })
    // At each byte of some, so that all together are cut at each kind of place.
    for (let cut = 1 + (seed % 7); cut < bytes.length; cut += bytes.length < 300 ? 1 : 7)
      expect({ at, cut, found: read([bytes.subarray(0, cut), bytes.subarray(cut)]) }).toEqual({ at, cut, found })
    expect({ at, found: read(Array.from(bytes, (byte) => Buffer.from([byte]))) }).toEqual({ at, found })
    const pieces: Buffer[] = []
    const { below } = dice(seed)
    for (let from = 0; from < bytes.length;) {
      const to = from + 1 + below(40)
      pieces.push(bytes.subarray(from, to))
      from = to
    }
    expect({ at, found: read(pieces) }).toEqual({ at, found })
    compared += 1
  }
  expect(compared).toBe(answers)
}, 120_000)

test('an answer that was spoilt is read as undici reads it, or not at all; and never differently for how it was cut', async () => {
  let [same, refused, waited] = [0, 0, 0]
  const otherwise: { at: string; found: unknown; cut: unknown }[] = []
  for (let seed = 1; seed <= answers; seed += 1) {
    const { below, pick, oneIn } = dice(seed * 7)
    const bytes = Buffer.from(write(seed))
    const head = bytes.indexOf('\r\n\r\n') + 4
    const place = () => below(oneIn(3) ? bytes.length : head)
    const spoil = pick<() => Buffer>([
      () => {
        bytes[place()] = pick([0, 9, 10, 13, 32, 44, 48, 58, 127, 255, 65])
        return bytes
      },
      () => Buffer.concat([bytes.subarray(0, head - 2), Buffer.from(pick(['content-length: 5\r\n', 'transfer-encoding: chunked\r\n', 'transfer-encoding: gzip, chunked\r\n', ' folded\r\n', 'no colon\r\n', 'content-length : 3\r\n'])), bytes.subarray(head - 2)]), // prettier-ignore
      () => {
        const at = place()
        return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)])
      },
      () => Buffer.concat([bytes, Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n')]),
      () => bytes.subarray(0, below(bytes.length)),
    ])()
    const at = `answer ${seed}: ${JSON.stringify(spoil.toString('latin1'))}`
    const found = read([spoil])
    const cut = read(Array.from(spoil, (byte) => Buffer.from([byte])))
    // What is cut may be refused before it is known to be unfinished, or the other way round: never is it read otherwise.
    const isRead = (one: Read | undefined) => one !== undefined && !('refused' in one)
    if (isRead(found) || isRead(cut)) otherwise.push({ at, found, cut })
    if (!found) waited += 1
    else if ('refused' in found) refused += 1
    else {
      same += 1
      const { status, body } = found
      const theirs = await asUndici(spoil)
      if (theirs) otherwise.push({ at, found: { status, body }, cut: theirs })
    }
  }
  for (const { at, found, cut } of otherwise) expect({ at, read: cut }).toEqual({ at, read: found })
  expect(same).toBeGreaterThan(answers / 20)
  expect(refused).toBeGreaterThan(answers / 5)
  expect(waited).toBeGreaterThan(0)
}, 120_000)

describe('what is not HTTP/1.1 is refused', () => {
  const ok = 'HTTP/1.1 200 OK\r\n'
  test.each([
    ['another protocol', 'SSH-2.0-OpenSSH\r\n'],
    ['another version', 'HTTP/2.0 200 OK\r\ncontent-length: 0\r\n\r\n'],
    ['a status that is none', 'HTTP/1.1 2000 OK\r\ncontent-length: 0\r\n\r\n'],
    ['lines that end in a newline alone', 'HTTP/1.1 200 OK\ncontent-length: 0\n\n'],
    ['a carriage return alone', `${ok}x: a\rcontent-length: 0\r\n\r\n`],
    ['a header without a name', `${ok}: a\r\n\r\n`],
    ['a blank before the colon', `${ok}content-length : 1\r\n\r\na`],
    ['a line that goes on', `${ok}x: a\r\n content-length: 1\r\n\r\na`],
    ['a zero byte in a header', `${ok}x: \u0000\r\ncontent-length: 0\r\n\r\n`],
    ['two lengths', `${ok}content-length: 1\r\ncontent-length: 1\r\n\r\na`],
    ['a list of lengths', `${ok}content-length: 1, 1\r\n\r\na`],
    ['a length with a sign', `${ok}content-length: +1\r\n\r\na`],
    ['a length in hexadecimal', `${ok}content-length: 0x1\r\n\r\na`],
    ['a length with a blank after it', `${ok}content-length: 1 \r\n\r\na`],
    ['chunks with a blank after them', `${ok}transfer-encoding: chunked \r\n\r\n0\r\n\r\n`],
    ['an empty length', `${ok}content-length:\r\n\r\na`],
    ['a length and chunks', `${ok}content-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['chunks twice', `${ok}transfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['chunks of something else', `${ok}transfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n`],
    ['chunks in HTTP/1.0', 'HTTP/1.0 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['a chunk without a length', `${ok}transfer-encoding: chunked\r\n\r\n\r\na\r\n0\r\n\r\n`],
    ['a chunk with a sign', `${ok}transfer-encoding: chunked\r\n\r\n-1\r\na\r\n0\r\n\r\n`],
    ['a chunk that is longer than it says', `${ok}transfer-encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n`],
    ['a chunk that ends in a newline alone', `${ok}transfer-encoding: chunked\r\n\r\n1\na\n0\n\n`],
    ['a chunk of more than is', `${ok}transfer-encoding: chunked\r\n\r\nfffffffffffff\r\n`],
    ['a trailer without a name', `${ok}transfer-encoding: chunked\r\n\r\n0\r\n: a\r\n\r\n`],
    ['another protocol from here on', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\n\r\n'],
    ['a head without end', `${ok}${'x: y\r\n'.repeat(4_000)}`],
    ['a header without end', `${ok}x: ${'y'.repeat(20_000)}`],
    ['announcements without end', 'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(2_000)],
    ['extensions without end', `${ok}transfer-encoding: chunked\r\n\r\n1;${'x'.repeat(20_000)}`],
    ['trailers without end', `${ok}transfer-encoding: chunked\r\n\r\n0\r\n${'x: y\r\n'.repeat(4_000)}`],
  ])('%s', (_, text) => {
    expect(whole(text)).toEqual({ refused: 'NotHttp' })
    expect(read(Array.from(Buffer.from(text, 'latin1'), (byte) => Buffer.from([byte])))).toEqual({ refused: 'NotHttp' })
  })

  test('and so is what is longer than it may be, as soon as that is known', () => {
    const long = 'x'.repeat(mostBytes)
    expect(whole(`${ok}content-length: ${mostBytes + 1}\r\n\r\n`)).toEqual({ refused: 'TooLarge' })
    expect(whole(`${ok}content-length: ${mostBytes}\r\n\r\n${long}`)).toMatchObject({ status: 200, body: long })
    expect(whole(`${ok}\r\n${long}x`)).toEqual({ refused: 'TooLarge' })
    const chunk = `${(1_000).toString(16)}\r\n${'x'.repeat(1_000)}\r\n`
    expect(whole(`${ok}transfer-encoding: chunked\r\n\r\n${chunk.repeat(101)}`)).toEqual({ refused: 'TooLarge' })
    expect(whole(`${ok}transfer-encoding: chunked\r\n\r\n${chunk.repeat(100)}0\r\n\r\n`)).toMatchObject({ body: long })
  })

  test('while 100 is an announcement as any other, which undici takes for a mistake', () => {
    expect(whole(`HTTP/1.1 100 Continue\r\n\r\n${ok}content-length: 1\r\n\r\na`)).toMatchObject({ body: 'a', left: 0 })
  })

  test('and many small chunks are no offence', () => {
    const text = `${ok}transfer-encoding: chunked\r\n\r\n${'1\r\nx\r\n'.repeat(20_000)}0\r\n\r\n`
    expect(whole(text)).toMatchObject({ status: 200, body: 'x'.repeat(20_000), left: 0 })
  })
})
