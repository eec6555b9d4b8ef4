/** What came is not HTTP as it is written in RFC 9112. What was meant by it is not guessed: the connection is closed. */
export class NotHttp extends Error {
  readonly code = 'NOT_HTTP'
}

/** What the head of an answer says of what comes after it. */
export type Head = {
  status: number
  /** How many bytes the body has. Undefined: it comes in chunks, or ends with the connection. */
  length: number | undefined
  chunked: boolean
  /** Another question may be asked on this connection. */
  stays: boolean
  /** For how long without a question, as the other side says it; milliseconds. */
  staysMs: number | undefined
  cookies: string[] | undefined
}

const bytesOf = (text: string) => Uint8Array.from(text, (one) => one.charCodeAt(0))
const table = (isIn: (code: number) => boolean) => Uint8Array.from({ length: 256 }, (_, code) => (isIn(code) ? 1 : 0))
/** What a header's name is made of. */
export const inName = table((code) => /[!#$%&'*+\-.^_`|~0-9A-Za-z]/.test(String.fromCharCode(code)))
/** What its value is made of: no control character but the tabulator. */
export const inValue = table((code) => code === 9 || (code >= 32 && code !== 127))

const [tab, newline, carriageReturn, space, zero, nine, colon] = [9, 10, 13, 32, 48, 57, 58]
const version = bytesOf('HTTP/1.')
const [contentLength, transferEncoding] = [bytesOf('content-length'), bytesOf('transfer-encoding')]
const [connection, keepAlive, setCookie] = [bytesOf('connection'), bytesOf('keep-alive'), bytesOf('set-cookie')]

const is = (bytes: Uint8Array, from: number, end: number, name: Uint8Array) => {
  if (end - from !== name.length) return false
  // Of what may stand in a name, only capitals become small by this bit.
  for (let at = 0; at < name.length; at += 1) if (((bytes[from + at] as number) | 32) !== name[at]) return false
  return true
}

/** Whether these can be the first bytes of an answer: what cannot is not waited for. All up to `from` were looked at. */
export function mayBegin(bytes: Uint8Array, from: number): boolean {
  for (let at = from; at < bytes.length; at += 1) {
    if (at < version.length && bytes[at] !== version[at]) return false
    if (bytes[at] === newline && bytes[at - 1] !== carriageReturn) return false
  }
  return true
}

/** Reads a head: `end` is where the empty line after it begins. Looked at byte by byte, since every answer has one. */
export function readHead(bytes: Buffer, from: number, end: number): Head {
  for (let at = 0; at < version.length; at += 1)
    if (bytes[from + at] !== version[at]) throw new NotHttp('it is not HTTP/1')
  const minor = bytes[from + 7]
  if (minor !== zero && minor !== zero + 1) throw new NotHttp('it is not HTTP/1.1')
  if (bytes[from + 8] !== space) throw new NotHttp('its status cannot be read')
  const status = readNumber(bytes, from + 9, from + 12)
  const afterStatus = bytes[from + 12]
  if (status === undefined || status < 100 || (afterStatus !== space && afterStatus !== carriageReturn))
    throw new NotHttp('its status cannot be read')
  const head: Head = {
    status,
    length: undefined,
    chunked: false,
    stays: minor !== zero,
    staysMs: undefined,
    cookies: undefined,
  }
  let at = endOfLine(bytes, from + 12, end)
  while (at < end) {
    const begin = at
    while (inName[bytes[at] as number] === 1) at += 1
    // Nothing may be between a name and its colon, nor may a line go on in the next.
    if (at === begin || bytes[at] !== colon) throw new NotHttp('a header has no name')
    const value = at + 1
    const next = endOfLine(bytes, value, end)
    readHeader(head, bytes, begin, at, value, next - 2)
    at = next
  }
  if (head.chunked && (head.length !== undefined || minor === zero))
    throw new NotHttp('its length is told in two ways, or in one that is not known to it')
  return head
}

/** Where the next line begins. */
function endOfLine(bytes: Uint8Array, from: number, end: number): number {
  let at = from
  while (inValue[bytes[at] as number] === 1) at += 1
  if (at > end || bytes[at] !== carriageReturn || bytes[at + 1] !== newline)
    throw new NotHttp('a header has a character that none may have')
  return at + 2
}

function readHeader(head: Head, bytes: Buffer, name: number, nameEnd: number, from: number, to: number) {
  const length = nameEnd - name
  if (length !== 10 && length !== 14 && length !== 17) return
  // A blank after a value is none of it; but others read a length or an encoding with one otherwise, so it is refused there.
  let [begin, end] = [from, to]
  while (begin < end && isBlank(bytes[begin])) begin += 1
  if (length === 10) while (end > begin && isBlank(bytes[end - 1])) end -= 1
  if (is(bytes, name, nameEnd, contentLength)) {
    if (head.length !== undefined) throw new NotHttp('its length is told twice')
    head.length = readNumber(bytes, begin, end)
    if (head.length === undefined) throw new NotHttp('its length is not a number')
  } else if (is(bytes, name, nameEnd, transferEncoding)) {
    if (head.chunked || bytes.toString('latin1', begin, end).toLowerCase() !== 'chunked')
      throw new NotHttp('it is encoded in a way that was not asked for')
    head.chunked = true
  } else if (is(bytes, name, nameEnd, connection)) {
    if (/(?:^|,)[ \t]*close[ \t]*(?:,|$)/i.test(bytes.toString('latin1', begin, end))) head.stays = false
  } else if (is(bytes, name, nameEnd, keepAlive)) {
    const seconds = /(?:^|[,;])[ \t]*timeout=(\d{1,6})\b/i.exec(bytes.toString('latin1', begin, end))?.[1]
    if (seconds !== undefined) head.staysMs = Number(seconds) * 1_000
  } else if (is(bytes, name, nameEnd, setCookie)) (head.cookies ??= []).push(bytes.toString('latin1', begin, end))
}

const isBlank = (code: number | undefined) => code === space || code === tab

/** Digits and nothing else, as many as a number holds. */
function readNumber(bytes: Uint8Array, from: number, end: number): number | undefined {
  if (end === from || end - from > 15) return undefined
  let number = 0
  for (let at = from; at < end; at += 1) {
    const code = bytes[at] as number
    if (!(code >= zero && code <= nine)) return undefined
    number = number * 10 + code - zero
  }
  return number
}
