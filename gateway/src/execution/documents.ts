import type { DocumentNode } from 'graphql'

/** Documents kept, and the length of all their texts: a document of 1 KB takes some 100 KB with all that hangs on it. */
const most = { documents: 5_000, characters: 2_000_000 }

type Entry = { document: DocumentNode; length: number }

/**
 * The documents found valid, by their hash; the one not asked for longest goes first. Their plans hang on them, and go
 * with them. (Apollo Server's own measures each document by writing it as JSON, which is dearer than parsing it.)
 */
export function createDocuments({ documents, characters }: typeof most = most) {
  const kept = new Map<string, Entry>()
  let length = 0
  const forget = (key: string) => {
    length -= kept.get(key)?.length ?? 0
    return kept.delete(key)
  }
  const find = (key: string): DocumentNode | undefined => {
    const entry = kept.get(key)
    if (!entry) return undefined
    kept.delete(key)
    kept.set(key, entry)
    return entry.document
  }
  const keep = (key: string, document: DocumentNode) => {
    forget(key)
    const entry = { document, length: document.loc?.source.body.length ?? 1_000 }
    kept.set(key, entry)
    length += entry.length
    for (const oldest of kept.keys()) {
      if (kept.size <= documents && length <= characters) break
      forget(oldest)
    }
  }
  return {
    find,
    keep,
    // As Apollo Server's cache of documents wants it.
    get: async (key: string) => find(key),
    set: async (key: string, document: DocumentNode) => keep(key, document),
    delete: async (key: string) => forget(key),
  }
}
