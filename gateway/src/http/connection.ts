import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'

import { atEndOfTurn } from '@staygraph/subgraph-kit/end-of-turn'

import type { Origin } from './origin.ts'
import { NotSent, type Question } from './question.ts'
import { ResponseReader } from './response.ts'

/** What all connections read into: what is read is looked at, or copied, before anything else is read. */
const lent = Buffer.allocUnsafeSlow(65_536)

const coded = (message: string, code: string) => Object.assign(new Error(message), { code })

/** One connection, on which one question at a time is asked. */
export class Connection {
  /** Until when it may wait for a question, by `performance.now()`. */
  idleUntil = 0
  isConnected = false
  readonly #origin: Origin
  readonly #socket: Socket
  #question: Question | undefined
  /** From when on the question is sent. */
  #reader: ResponseReader | undefined
  #error: Error | undefined
  readonly #connectUntil: number
  constructor(url: URL, origin: Origin) {
    const { connectMs } = origin.limits
    this.#origin = origin
    this.#connectUntil = performance.now() + connectMs
    const tls = url.protocol === 'https:'
    const host = url.hostname.replace(/^\[|\]$/g, '')
    const options = {
      host,
      port: Number(url.port || (tls ? 443 : 80)),
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: 60_000,
      onread: { buffer: lent, callback: (bytes: number) => this.#came(lent.subarray(0, bytes)) },
    }
    this.#socket = tls
      ? connectTls({ ...options, servername: isIP(host) ? '' : host, ALPNProtocols: ['http/1.1'] })
      : connectTcp(options)
    this.#socket.once(tls ? 'secureConnect' : 'connect', () => {
      this.isConnected = true
      origin.connected(this)
    })
    this.#socket.on('error', (error) => {
      this.#error ??= error
    })
    this.#socket.once('end', () => this.#ended())
    this.#socket.once('close', () => this.#closed())
    origin.deadlines.until(this.#connectUntil)
  }

  /** Until when it may take to connect, or to answer. */
  get until() {
    return this.isConnected ? (this.#question?.until ?? Infinity) : this.#connectUntil
  }
  endLate() {
    if (this.isConnected) this.#question?.endLate()
    else this.destroy(coded(`no connection in ${this.#origin.limits.connectMs} ms`, 'CONNECT_TIMEOUT'))
  }

  get isUsable() {
    return this.#socket.writable && !this.#socket.destroyed && this.#question === undefined
  }

  destroy(error?: Error) {
    this.#error ??= error
    this.#socket.destroy()
  }

  ask(question: Question) {
    this.#question = question
    question.connection = this
    atEndOfTurn(() => {
      if (this.#socket.destroyed || this.#question !== question) return // it was given up, or the other side left
      this.#reader = new ResponseReader(this.#origin.limits.answerBytes)
      this.#socket.write(question.bytes, 'latin1')
    })
  }

  /** True: go on reading. */
  #came(bytes: Buffer): boolean {
    if (this.#socket.destroyed) return false
    const reader = this.#reader
    // Nobody asked: whatever it is, the next question must not get it for an answer.
    if (!this.#question || !reader) this.destroy()
    else
      try {
        const taken = reader.take(bytes)
        if (taken !== undefined) this.#answered(reader, taken === bytes.length)
      } catch (error) {
        this.destroy(error as Error)
      }
    return !this.#socket.destroyed
  }

  #answered(reader: ResponseReader, isAll: boolean) {
    const [question, head] = [this.#question, reader.head]
    if (!question || !head) return
    this.#question = undefined
    this.#reader = undefined
    const { status, cookies = [], stays, staysMs } = head
    question.answer({ status, body: reader.body, cookies })
    // After an answer that came before all of the question was sent, nobody knows what the rest of that is taken for.
    if (stays && isAll && this.#socket.writableLength === 0) this.#origin.free(this, staysMs)
    else this.destroy()
  }

  /** The other side says no more. */
  #ended() {
    if (this.#reader?.endsWithConnection) this.#answered(this.#reader, false)
    this.destroy()
  }

  #closed() {
    const [question, error] = [this.#question, this.#error ?? coded('the other side closed', 'CLOSED')]
    this.#question = undefined
    question?.fail(this.#reader ? error : new NotSent(error))
    this.#origin.gone(this, error)
  }
}
