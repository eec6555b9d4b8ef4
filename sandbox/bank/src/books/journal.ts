import { closeSync, existsSync, fdatasync, ftruncateSync, mkdirSync, openSync, readFileSync, write } from 'node:fs'
import { dirname } from 'node:path'

/** One committed transaction: what was put, in order. */
export type Line = [kind: string, record: { id: string }][]

/** An append-only file of committed transactions, one JSON line each; `settled()` resolves when all so far is on disk. */
export type Journal = {
  append: (line: Line) => void
  settled: () => Promise<void>
  /** Forget every line. */
  clear: () => Promise<void>
  close: () => Promise<void>
}

export const inMemory: Journal = {
  append: () => undefined,
  settled: async () => undefined,
  clear: async () => undefined,
  close: async () => undefined,
}

/**
 * Open (or create) the journal and hand every whole line of it to `replay`. A torn last line is what a crash in the middle
 * of a write leaves behind: nobody was ever answered for it, so it is cut off.
 */
export function openJournal(file: string, replay: (line: Line) => void): Journal {
  mkdirSync(dirname(file), { recursive: true })
  const bytes = existsSync(file) ? readFileSync(file) : Buffer.alloc(0)
  const whole = bytes.lastIndexOf(0x0a) + 1
  for (let from = 0; from < whole;) {
    const to = bytes.indexOf(0x0a, from)
    replay(JSON.parse(bytes.toString('utf8', from, to)) as Line)
    from = to + 1
  }
  const descriptor = openSync(file, 'a')
  if (whole < bytes.length) ftruncateSync(descriptor, whole)
  return batched(descriptor)
}

/** Many requests share one flush: whoever comes while a flush is under way joins the next. */
function batched(descriptor: number): Journal {
  let waiting: string[] = []
  let next = Promise.withResolvers<void>()
  let flushing: Promise<void> | null = null

  async function flush() {
    while (waiting.length > 0) {
      const [text, done] = [waiting.join(''), next]
      ;[waiting, next] = [[], Promise.withResolvers<void>()]
      try {
        await writeAll(descriptor, Buffer.from(text))
        done.resolve()
      } catch (error) {
        done.reject(error)
        throw error
      }
    }
    flushing = null
  }

  const settled = async () => {
    if (waiting.length > 0) return next.promise
    if (flushing) await flushing
  }
  return {
    append(line) {
      waiting.push(`${JSON.stringify(line)}\n`)
      flushing ??= Promise.resolve().then(flush)
    },
    settled,
    async clear() {
      await settled()
      ftruncateSync(descriptor, 0)
    },
    async close() {
      await settled()
      closeSync(descriptor)
    },
  }
}

const writeAll = (descriptor: number, bytes: Buffer) =>
  new Promise<void>((resolve, reject) => {
    const from = (offset: number) =>
      write(descriptor, bytes, offset, bytes.length - offset, null, (failed, written) => {
        if (failed) return reject(failed)
        if (offset + written < bytes.length) return from(offset + written)
        fdatasync(descriptor, (unsynced) => (unsynced ? reject(unsynced) : resolve()))
      })
    from(0)
  })
