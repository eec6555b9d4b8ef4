import { followLog, type Read } from '@staygraph/subgraph-kit/follow-log'
import type { Live } from '@staygraph/subgraph-kit/live'
import { createLogger } from '@staygraph/subgraph-kit/log'
import { freshDatabase } from '@staygraph/subgraph-kit/testing/database'

import { closeAtEnd } from './close-at-end.ts'
import { contracts, stageGraph, type StageOptions } from './staged-graph.ts'

// A graph with something to follow: words that are written to a table, each of a hotel, of which another subgraph knows
// how often it was visited.

export const liveContracts = {
  ...contracts,
  hotels: `${contracts.hotels}
    type Subscription { told(hotel: ID!, after: String): Told!  forMembers: Told! }
    type Told { words: [String!]!  hotel: Hotel!  cursor: String! }`,
}

export const toldQuery = `subscription Told($hotel: ID!, $after: String) {
  told(hotel: $hotel, after: $after) { words cursor hotel { id visits } } }`
export type Told = { words: string[]; cursor: string; hotel: { id: string; visits: number | null } | null }

/** `forgetful`: it does not look where a gateway that comes back stood. */
export async function stageLive(options: StageOptions = {}, { forgetful = false } = {}) {
  const { sql } = await freshDatabase(new URL('../../packages/subgraph-kit/src/testing/outbox-migrations', import.meta.url), { max: 8 }) // prettier-ignore
  await sql`create table word (
    id bigint primary key generated always as identity, hotel text not null, word text not null,
    xid xid8 not null default pg_current_xact_id())`
  let reads = 0
  const log = followLog(
    {
      now: async () => (await sql<{ snapshot: string }[]>`select pg_current_snapshot()::text as snapshot`)[0]?.snapshot ?? '', // prettier-ignore
      touched: async (since) => {
        const [row] = await sql<{ snapshot: string; keys: string[] | null }[]>`
          select pg_current_snapshot()::text as snapshot, (select array_agg(distinct hotel) from word
            where not pg_visible_in_snapshot(xid, ${since}::text::pg_snapshot)) as keys`
        return { snapshot: row?.snapshot ?? '', keys: row?.keys ?? [] }
      },
    },
    { name: 'words', logger: createLogger('test', 'silent'), everyMs: 20 },
  )
  closeAtEnd(() => log.close())
  const readOf =
    (hotel: string): Read<string> =>
    async (since) => {
      reads += 1
      const [row] = await sql<{ snapshot: string; words: string[] | null }[]>`
        select pg_current_snapshot()::text as snapshot, (select json_agg(word order by id) from word
          where hotel = ${hotel} and not pg_visible_in_snapshot(xid, ${since}::text::pg_snapshot)) as words`
      return { snapshot: row?.snapshot ?? '', changes: row?.words ?? [] }
    }
  async function* follow(hotel: string, after: string | undefined, live: Live) {
    const { signal } = live
    const lastEventId = forgetful ? undefined : live.lastEventId
    const news = log.follow({ key: hotel, same: hotel, read: readOf(hotel), after: lastEventId ?? after, signal })
    for await (const { changes, cursor } of news) yield { told: { words: changes, cursor, hotel: { id: hotel } } }
  }
  const staged = await stageGraph({
    typeDefs: liveContracts,
    answers: {
      Subscription: {
        told: {
          subscribe: (_: unknown, { hotel, after }: { hotel: string; after?: string }, { live }: { live: Live }) =>
            follow(hotel, after ?? undefined, live),
        },
        forMembers: {
          subscribe: async function* () {
            yield { forMembers: { words: ['hush'], cursor: 'x', hotel: { id: '1' } } }
          },
        },
      },
    },
    ...options,
  })
  return {
    ...staged,
    /** How often somebody was read for. */
    reads: () => reads,
    followers: () => log.count(),
    /** A word in a transaction that may end after others that began later. */
    write: (hotel: string, word: string, ms = 0) =>
      sql.begin(async (tx) => {
        await tx`insert into word (hotel, word) values (${hotel}, ${word})`
        if (ms > 0) await tx`select pg_sleep(${ms / 1_000})`
      }),
  }
}
export type LiveStage = Awaited<ReturnType<typeof stageLive>>
