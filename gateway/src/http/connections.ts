import { Deadlines } from './deadlines.ts'
import { Origin } from './origin.ts'

export type ConnectionLimits = {
  /** To one origin at once. */
  most: number
  /** How long it may take until a connection is there. */
  connectMs: number
  /** How long one is kept without a question, where the other side does not say how long it does. */
  idleMs: number
  /** Where it says so: so much less, and never longer than this. */
  idleSparedMs: number
  idleMostMs: number
  /** The longest body of an answer. */
  answerBytes: number
}

/**
 * Questions over HTTP/1.1 to those who answer shortly, on connections that are kept: one question at a time on each. Made
 * for the one thing that a gateway does many times a request; undici, which does everything, takes several times as long
 * for it. Whatever is not exactly as RFC 9112 has it ends the connection.
 */
export class Connections {
  readonly #limits: ConnectionLimits
  readonly #deadlines = new Deadlines()
  readonly #origins = new Map<string, Origin>()
  #closed = false
  constructor(limits: ConnectionLimits) {
    this.#limits = limits
  }

  /** `http://127.0.0.1:4001`. */
  to(origin: string): Origin {
    let known = this.#origins.get(origin)
    if (!known) {
      known = new Origin(new URL(origin), this.#limits, this.#deadlines)
      this.#origins.set(origin, known)
      if (this.#closed) void known.close()
    }
    return known
  }

  /** Ends once what is under way was answered. Nothing is asked any more. */
  async close() {
    this.#closed = true
    await Promise.all([...this.#origins.values()].map((origin) => origin.close()))
  }
}
