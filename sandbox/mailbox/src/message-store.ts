import { randomInt } from 'node:crypto'
import { appendFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { indexMessage, type Envelope, type IndexedMessage } from './message.ts'

type Entry = IndexedMessage & { source?: Buffer }

/** One line of `index.jsonl`: the index is what these lines say when read from the top. */
type IndexLine = { add: IndexedMessage } | { read: string[]; value: boolean } | { remove: string[] }

export type MessageStore = Awaited<ReturnType<typeof openMessageStore>>

const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const newId = () => Array.from({ length: 22 }, () => alphabet[randomInt(alphabet.length)]).join('')

/**
 * The messages, newest first. With a `dataDir` each source is a file of its own and the index a journal, both flushed
 * before `add` answers, so that an SMTP 250 is a promise kept; without one everything lives in memory.
 */
export async function openMessageStore({ dataDir, maxMessages }: { dataDir?: string; maxMessages: number }) {
  const folder = dataDir && join(dataDir, 'messages')
  const journal = dataDir && join(dataDir, 'index.jsonl')
  const entries = new Map<string, Entry>() // in order of arrival
  let removed = 0
  let writes = Promise.resolve()

  if (folder && journal) {
    await mkdir(folder, { recursive: true })
    for (const entry of await replay(journal, folder)) entries.set(entry.summary.ID, entry)
    await writeFile(journal, [...entries.values()].map((add) => `${JSON.stringify({ add })}\n`).join(''), {
      flush: true,
    })
  }

  /** Lines are written one after another: two at once could interleave. */
  async function note(line: IndexLine) {
    if (!journal) return
    const written = writes.then(() => appendFile(journal, `${JSON.stringify(line)}\n`, { flush: true }))
    writes = written.catch(() => undefined) // whoever waits for this line is told; the next line must still be tried
    await written
  }

  const fileOf = (id: string) => join(folder ?? '', `${id}.eml`)

  async function remove(ids: string[]) {
    const known = ids.filter((id) => entries.delete(id))
    removed += known.length
    if (!known.length) return
    await note({ remove: known })
    if (folder) await Promise.all(known.map((id) => rm(fileOf(id), { force: true })))
  }

  return {
    /** Keep a message and answer its row. It is on disk when this resolves. */
    async add(source: Buffer, envelope: Envelope, receivedAt: Date) {
      const entry = await indexMessage(source, envelope, { id: newId(), receivedAt })
      if (folder) await writeFile(fileOf(entry.summary.ID), source, { flush: true })
      await note({ add: entry })
      entries.set(entry.summary.ID, folder ? entry : { ...entry, source })
      if (entries.size > maxMessages) await remove([...entries.keys()].slice(0, entries.size - maxMessages))
      return entry.summary
    },

    /** Every message, newest first. */
    newestFirst: (): IndexedMessage[] => [...entries.values()].toReversed(),

    /** The entry of an id, or of `latest`. */
    find(id: string): IndexedMessage | undefined {
      return id === 'latest' ? [...entries.values()].at(-1) : entries.get(id)
    },

    async sourceOf({ summary }: IndexedMessage) {
      return entries.get(summary.ID)?.source ?? readFile(fileOf(summary.ID))
    },

    async setRead(ids: string[], value: boolean) {
      const changed = ids.filter((id) => {
        const summary = entries.get(id)?.summary
        if (!summary || summary.Read === value) return false
        summary.Read = value
        return true
      })
      if (changed.length) await note({ read: changed, value })
    },

    remove,
    size: () => entries.size,
    removedCount: () => removed,
    /** Wait for what is still being written. */
    close: () => writes,
  }
}

/** What the journal says is kept. A last line cut short by a crash was never promised to anyone, so it is passed over. */
async function replay(journal: string, folder: string) {
  const lines = (await readFile(journal, 'utf8').catch(ifMissing)).split('\n')
  const files = new Set(await readdir(folder))
  const kept = new Map<string, IndexedMessage>()
  for (const [index, text] of lines.entries()) {
    if (!text) continue
    const line = parseLine(text, index === lines.length - 1)
    if (!line) continue
    if ('add' in line) kept.set(line.add.summary.ID, line.add)
    else if ('remove' in line) for (const id of line.remove) kept.delete(id)
    else {
      for (const id of line.read) {
        const summary = kept.get(id)?.summary
        if (summary) summary.Read = line.value
      }
    }
  }
  return [...kept.values()].filter(({ summary }) => files.has(`${summary.ID}.eml`))
}

function parseLine(text: string, isLast: boolean): IndexLine | null {
  try {
    return JSON.parse(text) as IndexLine
  } catch (error) {
    if (isLast) return null
    throw error
  }
}

function ifMissing(error: NodeJS.ErrnoException) {
  if (error.code === 'ENOENT') return ''
  throw error
}
