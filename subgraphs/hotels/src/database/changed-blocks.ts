import type postgres from 'postgres'

/** What names a block of a chunk: three numbers one after the other. */
export type BlockKeys = { cityId: number; block: number; chunk: number }[]

export type Look = {
  /** Which generation of blocks answered then. */
  generation: number
  /** Which transactions this look saw: where the next one goes on. */
  snapshot: string
  /** What others wrote since; null: it is not known any more, so all that is kept may be old. */
  changed: BlockKeys | null
}

type Row = { generation: number; snapshot: string; isKnown: boolean; changed: Buffer | null }

/** Where a process begins to follow: whatever it reads from now on, later changes will be told of. */
export async function beginToFollow(sql: postgres.Sql): Promise<Look> {
  const [row] = await sql<Pick<Row, 'generation' | 'snapshot'>[]>`
    select number as generation, pg_current_snapshot()::text as snapshot from availability_generation where id = 1`
  if (!row) throw new Error('no snapshot')
  return { ...row, changed: null }
}

/**
 * What changed since a look. By snapshot: of two transactions the one that began first may end last, so no number that either
 * was given says whether it was seen. After an exchange of the whole read model nothing is known.
 */
export async function lookAgain(sql: postgres.Sql, since: string): Promise<Look> {
  const [row] = await sql<Row[]>`
    select number as generation, pg_current_snapshot()::text as snapshot,
      coalesce((select xid < pg_snapshot_xmin(${since}::text::pg_snapshot) from availability_horizon where id = 1), false)
        and saw_generation(${since}::text::pg_snapshot) as "isKnown",
      (
        select string_agg(int4send(city_id) || int4send(block) || int4send(chunk), ''::bytea)
        from availability_change
        where xid >= pg_snapshot_xmin(${since}::text::pg_snapshot)
          and not pg_visible_in_snapshot(xid, ${since}::text::pg_snapshot)
      ) as changed
    from availability_generation where id = 1`
  if (!row) throw new Error('no snapshot')
  const { generation, snapshot, isKnown, changed } = row
  return { generation, snapshot, changed: isKnown ? readKeys(changed) : null }
}

function readKeys(changed: Buffer | null): BlockKeys {
  const keys: BlockKeys = []
  for (let at = 0; changed && at < changed.length; at += 12)
    keys.push({
      cityId: changed.readInt32BE(at),
      block: changed.readInt32BE(at + 4),
      chunk: changed.readInt32BE(at + 8),
    })
  return keys
}

/** Blocks, all in one value, because a row each would cost more than what is in it: their keys and lengths, and their bytes one after the other. */
export type BlockBytes = { generation: number; keys: Buffer | null; roomsLeft: Buffer | null }

/** In base64, a third more than the bytes themselves: without it they would come twice as long. */
type SentBlocks = { generation: number; keys: string | null; roomsLeft: string | null }

// The generation is read by the same statement, so it is the one that the blocks are of.
const together = (sql: postgres.Sql) => sql`
  (select number from availability_generation where id = 1) as generation,
  encode(string_agg(
    int4send(city_id) || int4send(block) || int4send(chunk) || int4send(octet_length(rooms_left)), ''::bytea
  ), 'base64') as keys,
  encode(string_agg(rooms_left, ''::bytea), 'base64') as "roomsLeft"`

function received(sent: SentBlocks | undefined): BlockBytes {
  if (!sent) throw new Error('no blocks')
  const { generation, keys, roomsLeft } = sent
  return {
    generation,
    keys: keys === null ? null : Buffer.from(keys, 'base64'),
    roomsLeft: roomsLeft === null ? null : Buffer.from(roomsLeft, 'base64'),
  }
}

/** Calls `each` with every block: its keys, and where its bytes lie. */
export function eachBlock(
  { keys, roomsLeft }: Pick<BlockBytes, 'keys' | 'roomsLeft'>,
  each: (cityId: number, block: number, chunk: number, bytes: Uint8Array, from: number) => void,
): void {
  if (!keys || !roomsLeft) return
  let from = 0
  for (let at = 0; at < keys.length; at += 16) {
    each(keys.readInt32BE(at), keys.readInt32BE(at + 4), keys.readInt32BE(at + 8), roomsLeft, from)
    from += keys.readInt32BE(at + 12)
  }
}

/** All of some towns. */
export async function readBlocks(
  sql: postgres.Sql,
  cityIds: readonly number[],
  blocks: readonly number[],
): Promise<BlockBytes> {
  const [row] = await sql<SentBlocks[]>`
    select ${together(sql)}
    from availability_block where city_id = any(${cityIds as number[]}::int[]) and block = any(${blocks as number[]}::int[])`
  return received(row)
}

/** All of some towns from a block on. */
export async function readBlocksFrom(
  sql: postgres.Sql,
  cityIds: readonly number[],
  first: number,
): Promise<BlockBytes> {
  const [row] = await sql<SentBlocks[]>`
    select ${together(sql)}
    from availability_block where city_id = any(${cityIds as number[]}::int[]) and block >= ${first}::int`
  return received(row)
}

/** Single ones. */
export async function readSomeBlocks(sql: postgres.Sql, keys: BlockKeys): Promise<BlockBytes> {
  const [row] = await sql<SentBlocks[]>`
    select ${together(sql)}
    from unnest(${keys.map(({ cityId }) => cityId)}::int[], ${keys.map(({ block }) => block)}::int[],
      ${keys.map(({ chunk }) => chunk)}::int[]) as wanted (city_id, block, chunk)
    join availability_block using (city_id, block, chunk)`
  return received(row)
}

/** Which room types stand in the chunks of some towns, and of which generation they are. */
export async function readPlaces(sql: postgres.Sql, cityIds: readonly number[]) {
  const [first, ...rows] = await sql<{ cityId: number; chunk: number; roomTypeIds: number[] | null }[]>`
    select 0 as "cityId", number as chunk, null::int[] as "roomTypeIds" from availability_generation where id = 1
    union all
    select city_id, chunk, room_type_ids from availability_chunk where city_id = any(${cityIds as number[]}::int[])`
  if (!first) throw new Error('no generation')
  return { generation: first.chunk, places: rows.map((row) => ({ ...row, roomTypeIds: row.roomTypeIds ?? [] })) }
}
