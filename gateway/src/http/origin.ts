import { TooLate } from '@staygraph/subgraph-kit/ask'

import { Connection } from './connection.ts'
import type { ConnectionLimits } from './connections.ts'
import type { Deadlines, Impatient } from './deadlines.ts'
import { NotSent, type Asking, type Question } from './question.ts'

/** Connections that nobody uses are looked at so often. */
const lookMs = 5_000

const thrown = (error: Error): never => {
  throw error
}

/** The connections to one origin, and the questions that wait for one. */
export class Origin implements Impatient {
  readonly limits: ConnectionLimits
  readonly deadlines: Deadlines
  readonly #url: URL
  readonly #open = new Set<Connection>()
  /** The one that was used last is the last: those that are not needed grow old. */
  readonly #idle: Connection[] = []
  readonly #waiting = new Set<Question>()
  #connecting = 0
  #looking: NodeJS.Timeout | undefined
  #isClosed = false
  #allGone: (() => void) | undefined
  constructor(url: URL, limits: ConnectionLimits, deadlines: Deadlines) {
    this.#url = url
    this.limits = limits
    this.deadlines = deadlines
    deadlines.watch(this)
  }

  /** Asks, and answers what was read of the answer, in time or not at all (`TooLate`, `Abandoned`, `NotSent`), or what is made of that. */
  ask<T>({ bytes, milliseconds, underWay, read, failed = thrown }: Asking<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const failWith = (error: Error) => {
        try {
          resolve(failed(error))
        } catch (thrownOn) {
          reject(thrownOn as Error)
        }
      }
      const abandon = (why: Error) => {
        question.fail(why)
        if (question.connection) question.connection.destroy()
        else this.#waiting.delete(question)
      }
      const question: Question = {
        bytes,
        until: performance.now() + milliseconds,
        connection: undefined,
        answer(response) {
          underWay?.delete(abandon)
          try {
            resolve(read(response))
          } catch (error) {
            failWith(error as Error)
          }
        },
        fail(error) {
          underWay?.delete(abandon)
          failWith(error)
        },
        endLate: () => abandon(new TooLate(milliseconds)),
      }
      if (this.#isClosed) return failWith(new NotSent(new Error('nothing is asked any more')))
      this.deadlines.until(question.until)
      underWay?.add(abandon)
      const connection = this.#waiting.size === 0 ? this.#takeIdle() : undefined
      if (connection) return connection.ask(question)
      this.#waiting.add(question)
      this.#connect()
    })
  }

  /** Ends once all were answered that are asked now. */
  async close() {
    this.#isClosed = true
    clearTimeout(this.#looking)
    for (const connection of this.#idle.splice(0)) connection.destroy()
    if (this.#open.size === 0) return
    await new Promise<void>((resolve) => {
      this.#allGone = resolve
    })
  }

  endLate(now: number) {
    let next = Infinity
    for (const waits of [...this.#open, ...this.#waiting])
      if (waits.until <= now) waits.endLate()
      else next = Math.min(next, waits.until)
    return next
  }

  connected(connection: Connection) {
    this.#connecting -= 1
    this.free(connection, undefined)
  }

  /** A connection can be used. `staysMs`: for how long, as the other side says. */
  free(connection: Connection, staysMs: number | undefined) {
    const { idleMs, idleSparedMs, idleMostMs } = this.limits
    const keptMs = staysMs === undefined ? idleMs : Math.min(staysMs - idleSparedMs, idleMostMs)
    if (keptMs <= 0) return connection.destroy()
    for (const question of this.#waiting) {
      this.#waiting.delete(question)
      return connection.ask(question)
    }
    if (this.#isClosed) return connection.destroy()
    connection.idleUntil = performance.now() + keptMs
    this.#idle.push(connection)
    this.#looking ??= setTimeout(() => this.#look(), lookMs).unref()
  }

  /** A connection is closed, or never was one. */
  gone(connection: Connection, error: Error) {
    this.#open.delete(connection)
    const at = this.#idle.indexOf(connection)
    if (at >= 0) this.#idle.splice(at, 1)
    if (!connection.isConnected) {
      this.#connecting -= 1
      for (const question of this.#waiting) {
        this.#waiting.delete(question)
        question.fail(new NotSent(error))
        break
      }
    }
    this.#connect()
    if (this.#open.size === 0) this.#allGone?.()
  }

  /** As many as are waited for. */
  #connect() {
    while (this.#connecting < this.#waiting.size && this.#open.size < this.limits.most) {
      this.#connecting += 1
      this.#open.add(new Connection(this.#url, this))
    }
  }

  #takeIdle(): Connection | undefined {
    for (;;) {
      const connection = this.#idle.pop()
      if (!connection) return undefined
      if (connection.isUsable && connection.idleUntil > performance.now()) return connection
      connection.destroy()
    }
  }

  #look() {
    this.#looking = undefined
    const now = performance.now()
    for (const connection of this.#idle.filter(({ idleUntil }) => idleUntil <= now)) connection.destroy()
    if (this.#idle.length > 0) this.#looking = setTimeout(() => this.#look(), lookMs).unref()
  }
}
