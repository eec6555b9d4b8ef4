import { hash } from 'node:crypto'
import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { z } from 'zod'

import { createKept } from './kept.ts'

// Operations that may be asked for by hash. Those of our site and of partners are registered: they come with the gateway,
// as manifests in the form of Apollo's tools. Whoever else sends text and hash together may ask by the hash afterwards
// (automatic persisted queries), as long as it is kept here.

const manifest = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string(), name: z.string(), type: z.string(), body: z.string() })),
})

/** An operation that clients may ask for by the hash of its text. */
export type RegisteredOperation = { name: string; hash: string; text: string }

export const hashOf = (text: string) => hash('sha256', text)

/** The operations of a manifest. Throws for one that is not whole: its hashes must be those of its texts. */
export function operationsOf(file: string, text: string): RegisteredOperation[] {
  return manifest.parse(JSON.parse(text)).operations.map(({ id, name, body }) => {
    if (id !== hashOf(body)) throw new Error(`${file}: the hash of ${name} is not that of its text`)
    return { name, hash: id, text: body }
  })
}

/** All manifests in a folder and below. Throws for one that is not whole. */
export async function readRegistered(folder: string): Promise<RegisteredOperation[]> {
  const files = await Array.fromAsync(glob('**/*.json', { cwd: folder }))
  const read = files.toSorted().map(async (file) => operationsOf(file, await readFile(join(folder, file), 'utf8')))
  return (await Promise.all(read)).flat()
}

export type Texts = ReturnType<typeof createTexts>

/** What clients register by themselves: so many, and so long in all. */
const most = { entries: 1_000, characters: 1_000_000 }
/** How Apollo Server names them. */
const prefix = 'apq:'

/** The texts by hash. What is registered stays; the rest is kept by last use. */
export function createTexts(registered: readonly RegisteredOperation[]) {
  const fixed = new Map(registered.map(({ hash, text }) => [hash, text]))
  const others = createKept<string>(most, ({ length }) => length)
  const find = (hash: string) => fixed.get(hash) ?? others.find(hash)
  const bare = (key: string) => (key.startsWith(prefix) ? key.slice(prefix.length) : key)
  return {
    registered,
    find,
    /** As Apollo Server wants it. It keeps only what it found to be valid, under the hash of its text. */
    cache: {
      get: async (key: string) => find(bare(key)),
      set: async (key: string, text: string) => {
        if (!fixed.has(bare(key))) others.keep(bare(key), text)
      },
      delete: async (key: string) => others.delete(bare(key)),
    },
  }
}
