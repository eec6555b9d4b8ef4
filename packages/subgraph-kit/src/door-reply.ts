import { STATUS_CODES } from 'node:http'

import { atEndOfTurn } from './end-of-turn.ts'
import type { GivenThrough } from './given-through.ts'

const jsonType = 'application/json; charset=utf-8'

/** How long a connection is kept that nobody asks over. */
export const idleMs = 65_000

/** The answer to a request that came through the door: head and body leave in one piece, at the end of the turn. */
export class DoorReply implements GivenThrough {
  readonly #began = performance.now()
  readonly #write: (answer: string, encoding: 'latin1' | 'utf8', status: number) => void
  #status = 200
  #headers = ''
  #typed = false
  readonly #isLast: () => boolean
  /** `headers`: lines that every answer to this client has. `isLast`: whether the connection ends with it. */
  constructor(
    headers: string,
    isLast: () => boolean,
    write: (answer: string, encoding: 'latin1' | 'utf8', status: number) => void,
  ) {
    this.#headers = headers
    this.#isLast = isLast
    this.#write = write
  }
  get elapsedTime() {
    return performance.now() - this.#began
  }
  code(status: number) {
    this.#status = status
  }
  header(name: string, value: string | number | string[]) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (typeof one === 'string' && !/^[\t\x20-\x7e]*$/.test(one)) throw new Error(`${name} would have other signs than a header has`) // prettier-ignore
      this.#headers += `${name}: ${one}\r\n`
    }
    if (name === 'content-type') this.#typed = true
  }
  removeHeader(name: string) {
    const begins = `${name}: `
    const lines = this.#headers.split('\r\n').filter((line) => !line.startsWith(begins))
    this.#headers = lines.join('\r\n')
  }
  send(payload: string | object) {
    if (!this.#typed) this.header('content-type', jsonType)
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload)
    const bytes = Buffer.byteLength(text)
    this.#give(text, bytes, bytes === text.length ? 'latin1' : 'utf8')
  }
  sendBytes(bytes: string) {
    this.#give(bytes, bytes.length, 'latin1')
  }
  #give(text: string, bytes: number, encoding: 'latin1' | 'utf8') {
    const head = `HTTP/1.1 ${this.#status} ${STATUS_CODES[this.#status] ?? ''}\r\n${this.#headers}content-length: ${bytes}\r\n`
    atEndOfTurn(() =>
      this.#write(`${head}${dated()}${this.#isLast() ? lastOne : kept}\r\n${text}`, encoding, this.#status),
    )
  }
}

/** Clients that are told how long a connection is kept do not ask just as it is ended. */
const kept = `connection: keep-alive\r\nkeep-alive: timeout=${idleMs / 1_000}\r\n`
const lastOne = 'connection: close\r\n'

let [second, line] = [0, '']
/** RFC 9110, 6.6.1. */
function dated(): string {
  const now = Math.floor(Date.now() / 1_000)
  if (now === second) return line
  second = now
  line = `date: ${new Date(now * 1_000).toUTCString()}\r\n`
  return line
}
