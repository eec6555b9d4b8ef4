import { setTimeout as sleep } from 'node:timers/promises'

import { GraphQLError } from 'graphql'

import type { Logger } from './log.ts'
import { repeat } from './repeat.ts'

// Following what is written to a database, so that nothing is missed and nothing is told twice. Where somebody stands is
// a snapshot of Postgres: which transactions they have seen. No number would do: of two transactions the one that was
// given the lower number may end last, and whoever went by numbers has then passed it.

/** What a table tells of its changes. Every answer is one statement, so that its snapshot is that of its rows. */
export type ChangeLog = {
  /** What was written to since a snapshot; null: it is not known any more. */
  touched(since: string): Promise<{ snapshot: string; keys: readonly string[] | null }>
  /** The snapshot of this moment. */
  now(): Promise<string>
}

/** What changed for one follower since a snapshot, in order. Null: it is not known any more. */
export type Read<Change> = (since: string) => Promise<{ snapshot: string; changes: readonly Change[] | null }>

/** Some changes, and where whoever saw them goes on. */
export type Followed<Change> = { changes: readonly Change[]; cursor: string }

export type FollowOptions<Change> = {
  /** As `touched` tells it: what is written under this name is looked at. */
  key: string
  /** Followers with the same text read together. */
  same: string
  read: Read<Change>
  /** The cursor last seen. Undefined: from now on. */
  after: string | undefined
  signal: AbortSignal
}

type Channel = { key: string; version: number; followers: number; wake: Set<() => void>; reading: Map<string, unknown> }

/** How often the log is looked at while anybody follows it. */
const standardEveryMs = 150

export type Follower = ReturnType<typeof followLog>

/**
 * One reader for all who follow in this process. It asks the log what was written to, six times a second and only while
 * somebody follows: one look-up in an index. NOTIFY would do it at once, but makes all transactions of the database that
 * notify wait for each other when they commit. Whoever is concerned then reads for themselves from where they stand:
 * those who stand at the same place read together.
 */
export function followLog(
  log: ChangeLog,
  { name, logger, everyMs = standardEveryMs }: { name: string; logger: Logger; everyMs?: number },
) {
  const channels = new Map<string, Channel>()
  let reader: { stop(): Promise<void>; begun: Promise<void> } | undefined
  const wake = (concerned: Iterable<Channel>) => {
    for (const channel of concerned) {
      channel.version += 1
      channel.reading.clear() // what is being read now may have begun before this was written
      for (const woken of channel.wake) woken()
      channel.wake.clear()
    }
  }

  const startReader = () => {
    let since: string | undefined
    const begun = Promise.withResolvers<void>()
    const loop = repeat(
      name,
      async () => {
        if (since === undefined) {
          since = await log.now()
          begun.resolve()
          return false
        }
        const { snapshot, keys } = await log.touched(since)
        since = snapshot
        const known = keys && new Set(keys)
        wake([...channels.values()].filter(({ key }) => known?.has(key) ?? true))
        return false
      },
      { everyMs, logger, maxWaitMs: 2_000 },
    )
    return { stop: loop.stop, begun: begun.promise }
  }

  const enter = (key: string, same: string) => {
    const channel: Channel = channels.get(same) ?? {
      key,
      version: 0,
      followers: 0,
      wake: new Set(),
      reading: new Map(),
    }
    channels.set(same, channel)
    channel.followers += 1
    reader ??= startReader()
    return channel
  }
  const leave = (channel: Channel, same: string) => {
    channel.followers -= 1
    if (channel.followers > 0) return
    channels.delete(same)
    if (channels.size > 0) return
    void reader?.stop()
    reader = undefined
  }

  /** What changes, as soon as it does. It is read when the last was taken: whoever is slow gets more at once, later. */
  async function* follow<Change>({
    key,
    same,
    read,
    after,
    signal,
  }: FollowOptions<Change>): AsyncGenerator<Followed<Change>> {
    const known = after === undefined ? undefined : readCursor(after)
    const channel = enter(key, same)
    try {
      await Promise.race([reader?.begun, aborted(signal)])
      let since = known ?? (await log.now())
      if (known === undefined) yield { changes: [], cursor: writeCursor(since) }
      while (!signal.aborted) {
        const { version } = channel
        const { snapshot, changes } = await readTogether(channel, since, read)
        if (changes === null) throw cursorTooOld()
        since = snapshot
        if (changes.length > 0) yield { changes, cursor: writeCursor(since) }
        if (channel.version === version && !signal.aborted) await nextWake(channel, signal)
      }
    } finally {
      leave(channel, same)
    }
  }

  return {
    follow,
    /** How many follow now. */
    count: () => [...channels.values()].reduce((sum, { followers }) => sum + followers, 0),
    close: async () => {
      await reader?.stop()
      reader = undefined
    },
  }
}

function readTogether<Change>({ reading }: Channel, since: string, read: Read<Change>): ReturnType<Read<Change>> {
  const known = reading.get(since) as ReturnType<Read<Change>> | undefined
  if (known) return known
  const begun: ReturnType<Read<Change>> = read(since).finally(() => {
    if (reading.get(since) === begun) reading.delete(since)
  })
  reading.set(since, begun)
  return begun
}

const aborted = (signal: AbortSignal) => sleep(2 ** 31 - 1, undefined, { signal, ref: false }).catch(() => {})

function nextWake(channel: Channel, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      signal.removeEventListener('abort', done)
      channel.wake.delete(done)
      resolve()
    }
    channel.wake.add(done)
    signal.addEventListener('abort', done, { once: true })
  })
}

/** As Postgres writes a snapshot: the oldest that runs, the next that begins, and which between them run. */
const written = /^(\d{1,19}):(\d{1,19}):((?:\d{1,19}(?:,\d{1,19}){0,500})?)$/

const writeCursor = (snapshot: string) => Buffer.from(snapshot).toString('base64url')

/** Throws for what is no cursor of ours, in words for whoever sent it. */
export function readCursor(cursor: string): string {
  const text = cursor.length > 16_000 ? '' : Buffer.from(cursor, 'base64url').toString('latin1')
  const [, oldest = '', next = '', running = ''] = written.exec(text) ?? []
  const ids = running === '' ? [] : running.split(',').map(BigInt)
  const bounds = oldest === '' ? undefined : { from: BigInt(oldest), to: BigInt(next) }
  const inOrder = ids.every((id, at) => at === 0 || id > (ids[at - 1] as bigint))
  if (!bounds || bounds.from === 0n || bounds.from > bounds.to || bounds.to >= 2n ** 63n || !inOrder) throw noCursor()
  if (ids.some((id) => id < bounds.from || id >= bounds.to)) throw noCursor()
  return text
}

const noCursor = () =>
  new GraphQLError('`after` is no cursor of ours: give one back as it came, or none.', {
    extensions: { code: 'BAD_USER_INPUT' },
  })

const cursorTooOld = () =>
  new GraphQLError('What changed since this cursor is not known any more: read it anew, and follow without a cursor.', {
    extensions: { code: 'CURSOR_TOO_OLD', retryable: false },
  })
