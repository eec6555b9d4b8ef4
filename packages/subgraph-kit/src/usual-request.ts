import type { IncomingHttpHeaders } from 'node:http'

/** The head of a usual request, read once for as long as a client sends the very same. */
export type Head = {
  text: string
  headers: IncomingHttpHeaders
  /** Of the body, in bytes. */
  length: number
}

/** A request that is all there. */
export type Usual = { head: Head; body: string }

/** What was received: a usual request; the beginning of what may be one; or anything else, which is for Node to read. */
export type Received = Usual | 'begun' | 'unusual'

const line = 'POST /graphql HTTP/1.1\r\n'
const lineBytes = Buffer.from(line)
/** Longer heads than ours ever are. Node takes 16 KB. */
const mostHeadBytes = 8_192
const mostHeaders = 64

/**
 * Reads a request if it is one as clients of ours send them: `POST /graphql` with a body of known length, each header
 * once, nothing in them but visible ASCII. It never takes for whole, or for another, what Node's parser would not
 * (RFC 9112, 2 to 6): whatever is in the least unusual is not read here. `last`: the head that came before.
 */
export function readUsual(bytes: Buffer, last: Head | undefined, mostBytes: number): Received {
  const end = bytes.indexOf('\r\n\r\n')
  if (end === -1) {
    const shorter = Math.min(bytes.length, lineBytes.length)
    const may = bytes.compare(lineBytes, 0, shorter, 0, shorter) === 0 && bytes.length < mostHeadBytes
    return may ? 'begun' : 'unusual'
  }
  if (end > mostHeadBytes) return 'unusual'
  const text = bytes.toString('latin1', 0, end)
  const head = last?.text === text ? last : readHead(text)
  if (!head || head.length > mostBytes) return 'unusual'
  const whole = end + 4 + head.length
  if (bytes.length < whole) return 'begun'
  // Who sends the next request before this one is answered is answered in turn: by Node.
  if (bytes.length > whole) return 'unusual'
  return { head, body: bytes.toString('utf8', end + 4, whole) }
}

/** What may be sent once and changes nothing about how the rest is read. RFC 9110, 5.6.2: tokens. */
const header = /^([!#$%&'*+.^_`|~0-9a-z-]+):([\t\x20-\x7e]*)$/i
/** Who sends one of these wants something else than an answer in one piece, or sends it otherwise than in one. */
const unusual = new Set(['transfer-encoding', 'content-encoding', 'trailer', 'te', 'expect', 'upgrade', 'http2-settings', '__proto__']) // prettier-ignore

/** Undefined: it is not as usual. */
function readHead(text: string): Head | undefined {
  if (!text.startsWith(line)) return undefined
  const lines = text.slice(line.length).split('\r\n')
  if (lines.length > mostHeaders) return undefined
  const headers: Record<string, string> = {}
  for (const one of lines) {
    const [, given = '', value = ''] = header.exec(one) ?? []
    const name = given.toLowerCase()
    if (name === '' || unusual.has(name) || Object.hasOwn(headers, name)) return undefined
    headers[name] = trimmed(value)
  }
  const { host, connection = 'keep-alive', 'content-length': length = '' } = headers
  if (!host || connection.toLowerCase() !== 'keep-alive' || !/^\d{1,9}$/.test(length)) return undefined
  return { text, headers, length: Number(length) }
}

const trimmed = (value: string) => value.trim()
