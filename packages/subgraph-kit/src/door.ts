import type { IncomingHttpHeaders, Server } from 'node:http'
import type { Socket } from 'node:net'

import { DoorReply, idleMs } from './door-reply.ts'
import { readUsual, type Head } from './usual-request.ts'

/** A usual request, as it is answered. */
export type Entered = {
  method: 'POST'
  url: '/graphql'
  headers: IncomingHttpHeaders
  /** The client's address, as the proxies we trust tell it. */
  ip: string
  body: string
  /** Calls once it is over: it was answered, or its client left before. At once, if it is. */
  whenOver: (heard: (answered: boolean) => void) => void
}

export type DoorOptions = {
  /** The longest body. */
  mostBytes: number
  /**
   * Looks at a head: who sends it, and the lines that all answers to it have. Undefined: what is sent with such a head is
   * for the other way.
   */
  admits: (headers: IncomingHttpHeaders, socket: Socket) => { ip: string; lines: string } | undefined
  /** Answers by `reply`. It never throws. */
  answer: (request: Entered, reply: DoorReply) => Promise<void>
  /** A request was answered with this status, after so many milliseconds. */
  answered: (status: number, ms: number) => void
}

/** What comes in more pieces than that is not waited for here. */
const mostPieces = 8
/** The rest of a request comes at once, or is waited for by Node, which has the patience for slow clients that it was told. */
const patienceMs = 1_000

export type Door = {
  /** Idle connections are ended, the answers under way are the last of theirs. */
  drain: () => void
}

/**
 * Stands before Node's HTTP server: what a connection sends is read here as long as it is usual (`usual-request.ts`), which
 * spares most of what it costs there. With the first thing that is not, the connection is handed over to Node for good,
 * with every byte that came. So here is nothing to be lenient about.
 */
export function openDoor(server: Server, options: DoorOptions): Door {
  const handOver = server.listeners('connection') as ((this: Server, socket: Socket) => void)[]
  const connections = new Set<Connection>()
  let draining = false
  server.removeAllListeners('connection')
  server.on('connection', (socket: Socket) => {
    const connection: Connection = new Connection(socket, options, {
      isDraining: () => draining,
      ended: () => connections.delete(connection),
      toNode: () => {
        for (const take of handOver) take.call(server, socket)
      },
    })
    connections.add(connection)
  })
  return {
    drain() {
      draining = true
      for (const connection of connections) connection.endIfIdle()
    },
  }
}

type Doorkeeper = { isDraining: () => boolean; ended: () => void; toNode: () => void }

class Connection {
  readonly #socket: Socket
  readonly #options: DoorOptions
  readonly #keeper: Doorkeeper
  #head: Head | undefined
  #admitted: { ip: string; lines: string } | undefined
  /** The beginning of a request. */
  #begun: Buffer[] = []
  #waiting: NodeJS.Timeout | undefined
  /** What came while another request was under way. */
  #early: Buffer[] = []
  /** Of the request under way. */
  #over: ((answered: boolean) => void) | undefined

  constructor(socket: Socket, options: DoorOptions, keeper: Doorkeeper) {
    this.#socket = socket
    this.#options = options
    this.#keeper = keeper
    socket.on('data', this.#take).on('end', this.#end).on('close', this.#closed).on('error', this.#failed)
    socket.on('timeout', this.endIfIdle)
    socket.setTimeout(idleMs)
  }

  readonly endIfIdle = () => {
    if (this.#begun.length > 0) this.#give(Buffer.concat(this.#begun))
    else if (this.#over === undefined) this.#socket.destroySoon()
  }
  /** It sends nothing more. Nor does it take an answer to what is under way, as Node has it too. */
  readonly #end = () => (this.#over === undefined ? this.#socket.end() : this.#socket.destroy())
  readonly #failed = () => this.#socket.destroy() // 'close' follows
  readonly #closed = () => {
    clearTimeout(this.#waiting)
    this.#keeper.ended()
    this.#over?.(false)
  }

  readonly #take = (chunk: Buffer) => {
    if (this.#over !== undefined) {
      this.#early.push(chunk)
      this.#socket.pause()
      return
    }
    clearTimeout(this.#waiting)
    this.#begun.push(chunk)
    const bytes = this.#begun.length === 1 ? chunk : Buffer.concat(this.#begun)
    const { mostBytes, admits } = this.#options
    const received = readUsual(bytes, this.#head, mostBytes)
    if (received === 'begun' && this.#begun.length < mostPieces) {
      this.#waiting = setTimeout(() => this.#give(Buffer.concat(this.#begun)), patienceMs)
      return
    }
    if (typeof received === 'string') return this.#give(bytes)
    const { head, body } = received
    if (head !== this.#head) {
      this.#head = head
      try {
        this.#admitted = admits(head.headers, this.#socket)
      } catch {
        this.#admitted = undefined // it fails there, too, where such things are told
      }
    }
    if (!this.#admitted) return this.#give(bytes)
    this.#begun = []
    this.#enter(this.#admitted, head.headers, body)
  }

  #enter({ ip, lines }: { ip: string; lines: string }, headers: IncomingHttpHeaders, body: string) {
    const { answer, answered } = this.#options
    let heard: ((answered: boolean) => void)[] | undefined = []
    let was = false
    this.#over = (whole) => {
      this.#over = undefined
      was = whole
      const all = heard
      heard = undefined
      for (const one of all ?? []) one(whole)
    }
    const over = this.#over
    const whenOver = (one: (answered: boolean) => void) => {
      if (heard) heard.push(one)
      else one(was)
    }
    const reply = new DoorReply(lines, this.#keeper.isDraining, (text, encoding, status) => {
      answered(status, reply.elapsedTime)
      if (this.#over !== over) return // its client left
      this.#socket.write(text, encoding)
      over(true)
      this.#goOn()
    })
    void answer({ method: 'POST', url: '/graphql', headers, ip, body, whenOver }, reply)
  }

  /** After an answer. */
  #goOn() {
    if (this.#keeper.isDraining()) this.#socket.destroySoon()
    else if (this.#early.length > 0) this.#give(Buffer.concat(this.#early))
    else if (this.#socket.writableNeedDrain) {
      // Who does not take answers is not read from.
      this.#socket.pause()
      this.#socket.once('drain', () => this.#socket.resume())
    }
  }

  /** To Node, with what came. */
  #give(bytes: Buffer) {
    clearTimeout(this.#waiting)
    const socket = this.#socket
    socket.off('data', this.#take).off('end', this.#end).off('close', this.#closed).off('error', this.#failed)
    socket.setTimeout(0)
    socket.off('timeout', this.endIfIdle)
    this.#keeper.ended()
    this.#keeper.toNode()
    socket.unshift(bytes)
    socket.resume()
  }
}
