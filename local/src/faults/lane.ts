import type net from 'node:net'
import { setTimeout as after } from 'node:timers/promises'

/** One direction of a connection: pieces leave in the order in which they came, however late. */
export interface Lane {
  /** Passes a piece on, `lateMs` after it came; at once when `hurry` is aborted. */
  pass: (piece: Buffer, lateMs?: number, hurry?: AbortSignal) => void
  trickle: (piece: Buffer, bytesPerSecond: number, hurry: AbortSignal) => void
  /** When all that came has left. */
  afterAll: (act: () => void) => void
  end: () => void
}

const slicesASecond = 20

export const createLane = (to: net.Socket): Lane => {
  let last: Promise<void> | undefined
  const write = (piece: Buffer) => {
    if (piece.length > 0 && to.writable) to.write(piece)
  }
  const wait = (ms: number, hurry?: AbortSignal) =>
    after(ms, undefined, { ...(hurry && { signal: hurry }), ref: false }).catch(() => undefined)
  /** In turn; at once when nothing waits, so that an undisturbed connection costs nothing. */
  const inTurn = (act: () => void | Promise<void>, waits: boolean) => {
    if (!last && !waits) return void act()
    const mine: Promise<void> = (last ?? Promise.resolve()).then(act).finally(() => {
      if (last === mine) last = undefined
    })
    last = mine
  }
  const pass: Lane['pass'] = (piece, lateMs = 0, hurry) => {
    const dueAt = performance.now() + lateMs
    inTurn(async () => {
      const left = dueAt - performance.now()
      if (left > 0 && !hurry?.aborted) await wait(left, hurry)
      write(piece)
    }, lateMs > 0)
  }
  return {
    pass: (piece, lateMs, hurry) => (lateMs || last ? pass(piece, lateMs, hurry) : write(piece)),
    trickle: (piece, bytesPerSecond, hurry) =>
      inTurn(async () => {
        const slice = Math.max(1, Math.round(bytesPerSecond / slicesASecond))
        for (let from = 0; from < piece.length; from += slice) {
          if (!hurry.aborted) await wait(1_000 / slicesASecond, hurry)
          write(piece.subarray(from, from + slice))
        }
      }, true),
    afterAll: (act) => inTurn(act, true),
    end: () => inTurn(() => void to.end(), false),
  }
}
