import { hash, randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'

import { tagKeys } from '@staygraph/subgraph-kit/cache-tags'
import type { Redis } from 'ioredis'

import { createKept } from '../execution/kept.ts'

export type CacheStore = ReturnType<typeof createCacheStore>

/** In each process. */
const here = { entries: 20_000, characters: 20_000_000 }
/**
 * In Redis, which is the queues' too and drops nothing by itself: so many places, whatever is asked. An entry has the
 * place that its key says, and takes it from the one before.
 */
const places = 16_384
const longestEntry = 32_768
const hashLength = 43
/** Longer than any entry: a version that ends makes older entries unreachable, no more. */
const versionSeconds = 2 * 86_400

/** Until what could not be told to Redis is told again. */
const againMs = 500

/** As long as a subgraph may go on with what nobody waits for. */
const lateMs = 30_000

/** A key is any text; Redis knows its hash. */
const hashOf = (key: string) => hash('sha256', key, 'base64url')
const placeOf = (hashed: string) =>
  `cache:entry:${Buffer.from(hashed.slice(0, 4), 'base64url').readUInt16BE(0) % places}`

type Entry = { value: string; until: number; length: number }

/**
 * Two tiers: this process, then Redis for all gateways. With Redis away only what has no tag is found here; what has one
 * is asked for, as nobody can say whether it still holds.
 */
export function createCacheStore(redis: Redis | undefined, now: () => number = Date.now) {
  const local = createKept<Entry>(here, ({ length }) => length)
  const isThere = () => redis?.status === 'ready'
  /** Tags whose end Redis did not hear of, and until when what is behind them may change: what was kept before it went away would be there when it is back. */
  const owed = new Map<string, number>()
  let repaying = false

  const repay = async () => {
    if (repaying) return
    repaying = true
    while (owed.size > 0 && redis && redis.status !== 'end') {
      await pause(againMs, undefined, { ref: false })
      const settled = [...owed].filter(([, until]) => until <= now()).map(([tag]) => tag)
      if (await isEnded([...owed.keys()])) for (const tag of settled) owed.delete(tag)
    }
    repaying = false
  }

  const isEnded = async (tags: readonly string[]): Promise<boolean> => {
    if (!redis || !isThere()) return false
    return redis.del(tags.map((tag) => tagKeys(tag).version)).then(
      () => true,
      () => false,
    )
  }

  /** They are ended in Redis as soon as it hears, and here at once. */
  const owe = (tags: readonly string[], forMs: number) => {
    if (!redis) return
    for (const tag of tags) owed.set(tag, Math.max(owed.get(tag) ?? 0, now() + forMs))
    void repay()
  }

  const keepHere = (key: string, value: string, until: number) =>
    local.keep(key, { value, until, length: key.length + value.length })
  /** The hash of its key, until when, the value: found only under its own key. */
  const open = (entry: string | null | undefined, hashed: string) => {
    if (!entry?.startsWith(hashed)) return undefined
    const end = entry.indexOf('|', hashLength)
    return { until: Number.parseInt(entry.slice(hashLength, end), 36), value: entry.slice(end + 1) }
  }

  return {
    /**
     * The versions of tags now. Undefined for one that is being changed, or that cannot be asked for: nothing that
     * carries it may be found or kept.
     */
    async versions(tags: readonly string[]): Promise<Map<string, string | undefined>> {
      const found = new Map<string, string | undefined>()
      if (tags.length === 0 || !redis || !isThere()) return found
      try {
        const keys = tags.map(tagKeys)
        const read = async () => redis.mget(keys.flatMap(({ version, changing }) => [version, changing]))
        let told = await read()
        const missing = keys.filter((_, at) => told[2 * at] === null && !(Number(told[2 * at + 1] ?? 0) > 0))
        if (missing.length > 0) {
          const first = redis.multi()
          for (const { version } of missing)
            first.set(version, randomBytes(9).toString('base64url'), 'EX', versionSeconds, 'NX')
          await first.exec()
          told = await read()
        }
        for (const [at, tag] of tags.entries())
          found.set(tag, owed.has(tag) || Number(told[2 * at + 1] ?? 0) > 0 ? undefined : (told[2 * at] ?? undefined))
      } catch {
        return new Map()
      }
      return found
    },
    /** What this process has, in time. */
    findHere(key: string): string | undefined {
      const entry = local.find(key)
      return entry && entry.until > now() ? entry.value : undefined
    },
    /** What other gateways had kept; from then on it is here. */
    async findElsewhere(keys: readonly string[]): Promise<(string | undefined)[]> {
      if (keys.length === 0 || !redis || !isThere()) return []
      const hashes = keys.map(hashOf)
      const told = await redis.mget(hashes.map(placeOf)).catch(() => [])
      return keys.map((key, at) => {
        const entry = open(told[at], hashes[at] as string)
        if (!entry || entry.until <= now()) return undefined
        keepHere(key, entry.value, entry.until)
        return entry.value
      })
    },
    /** Nobody waits for it. */
    keep(key: string, value: string, seconds: number) {
      const until = now() + seconds * 1_000
      keepHere(key, value, until)
      if (!redis || !isThere()) return
      const hashed = hashOf(key)
      const entry = `${hashed}${until.toString(36)}|${value}`
      if (entry.length > longestEntry) return
      redis.set(placeOf(hashed), entry, 'EX', Math.ceil(seconds)).catch(() => undefined) // the next one asks again
    },
    /** Nothing is found or kept under these tags for a while: what is behind them may change late. */
    async suspend(tags: readonly string[]) {
      if (!redis || !isThere()) return owe(tags, lateMs)
      const both = redis.multi()
      for (const { version, changing } of tags.map(tagKeys)) both.incr(changing).pexpire(changing, lateMs).del(version)
      await both.exec().catch(() => owe(tags, lateMs))
    },
    /** Whatever was kept under these tags is not found any more. */
    async end(tags: readonly string[]) {
      if (!(await isEnded(tags))) owe(tags, 0)
    },
  }
}
