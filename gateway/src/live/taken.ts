import type { ServerResponse } from 'node:http'

/** Whoever takes nothing for so long is let go. */
const slowMs = 20_000

/** Resolves when the client took what was written, or was let go. */
export const taken = (raw: ServerResponse, letGo: () => void) =>
  new Promise<void>((resolve) => {
    if (raw.destroyed) return resolve()
    const done = () => {
      clearTimeout(overdue)
      raw.off('drain', done).off('close', done)
      resolve()
    }
    const overdue = setTimeout(letGo, slowMs)
    raw.once('drain', done).once('close', done)
    return undefined
  })
