import { Chunks } from './chunks.ts'
import { mayBegin, NotHttp, readHead, type Head } from './response-head.ts'

/** It is longer than it may be. */
export class TooLarge extends Error {
  readonly code = 'TOO_LARGE'
}

/** An answer that was read to its end. */
export type Response = {
  status: number
  /** Only lent: the next answer is read into the same memory. */
  body: Buffer
  cookies: readonly string[]
}

/** As undici and Node have it. */
const mostOfHead = 16_384
const emptyLine = Buffer.from('\r\n\r\n')
const nothing: Buffer = Buffer.alloc(0)

/** Reads one answer to a POST, however it is cut. */
export class ResponseReader {
  readonly #mostBytes: number
  #pending = nothing
  #headBytes = 0
  #head: Head | undefined
  #chunks: Chunks | undefined
  /** Of it, so much is filled. */
  #body = nothing
  #length = 0
  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes
  }

  get head() {
    return this.#head
  }

  /** It has neither a length nor chunks: it is over when the other side says no more. */
  get endsWithConnection() {
    return this.#head !== undefined && this.#head.length === undefined && !this.#head.chunked
  }

  /** What was read so far. */
  get body(): Buffer {
    return this.#body.length === this.#length ? this.#body : this.#body.subarray(0, this.#length)
  }

  /**
   * Takes what came: how much of it belongs to the answer, once that is all there; undefined until then. `bytes` are only
   * lent: what is needed of them any longer is copied, the body of an answer that comes in one piece is not.
   */
  take(bytes: Buffer): number | undefined {
    const before = this.#pending.length
    const all = before === 0 ? bytes : Buffer.concat([this.#pending, bytes])
    const from = this.#head ? 0 : this.#takeHeads(all, before)
    const end = this.#head && this.#takeBody(all, from, this.#head)
    return end === undefined ? undefined : end - before
  }

  /** Where the body begins. Heads are read when they are there as a whole. */
  #takeHeads(bytes: Buffer, before: number): number {
    for (let from = 0; ;) {
      const end = bytes.indexOf(emptyLine, Math.max(from, before - 3))
      this.#headBytes += (end < 0 ? bytes.length : end + 4) - from
      if (this.#headBytes > mostOfHead) throw new NotHttp('its head is too long')
      if (end < 0) {
        const rest = bytes.subarray(from)
        if (!mayBegin(rest, from === 0 ? before : 0)) throw new NotHttp('it is not HTTP/1')
        this.#headBytes -= rest.length
        this.#pending = Buffer.from(rest)
        return bytes.length
      }
      const head = readHead(bytes, from, end + 2)
      from = end + 4
      if (head.status === 101) throw new NotHttp('it wants to talk otherwise')
      // 1xx tell that the answer is still to come.
      if (head.status < 200) continue
      this.#pending = nothing
      this.#head = head.status === 204 || head.status === 304 ? { ...head, length: 0, chunked: false } : head
      if ((this.#head.length ?? 0) > this.#mostBytes) throw new TooLarge(`it is ${head.length} bytes long`)
      return from
    }
  }

  #takeBody(bytes: Buffer, from: number, { length, chunked }: Head): number | undefined {
    if (chunked) return (this.#chunks ??= new Chunks()).read(bytes, from, (piece) => this.#keep(piece))
    const end = length === undefined ? bytes.length : Math.min(bytes.length, from + length - this.#length)
    if (end - from === length) {
      this.#body = bytes.subarray(from, end)
      this.#length = length
    } else this.#keep(bytes.subarray(from, end))
    return this.#length === length ? end : undefined
  }

  #keep(piece: Buffer) {
    const length = this.#length + piece.length
    if (length > this.#mostBytes) throw new TooLarge(`it is longer than ${this.#mostBytes} bytes`)
    if (length > this.#body.length) {
      const larger = Buffer.allocUnsafeSlow(Math.min(this.#mostBytes, Math.max(65_536, 2 * length)))
      this.#body.copy(larger, 0, 0, this.#length)
      this.#body = larger
    }
    piece.copy(this.#body, this.#length)
    this.#length = length
  }
}
