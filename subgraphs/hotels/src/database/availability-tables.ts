import { sql } from 'drizzle-orm'
import { bigint, customType, date, integer, pgTable, primaryKey, smallint, timestamp } from 'drizzle-orm/pg-core'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })
const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' })

/**
 * Which room types of a town share a chunk, each at the place it has in `room_type_ids`. At most 32; written once and
 * never changed, so that a place once known is always right: room types added later are placed in chunks of their own.
 */
export const availabilityChunk = pgTable(
  'availability_chunk',
  {
    cityId: integer().notNull(),
    chunk: integer().notNull(),
    roomTypeIds: integer().array().notNull(),
  },
  (row) => [primaryKey({ columns: [row.cityId, row.chunk] })],
)

/**
 * How many rooms are left: a copy of what reservations tells. A row is 31 nights of a chunk's room types, a byte each, night by
 * night. 255: nobody told of that night, so the whole allotment is left; no row: nobody told of any. 254 is 254 or more.
 * Block 0 begins on 1970-01-01. The bytes are never indexed, and never long enough to be moved out of the row.
 */
export const availabilityBlock = pgTable(
  'availability_block',
  {
    cityId: integer().notNull(),
    block: integer().notNull(),
    chunk: integer().notNull(),
    roomsLeft: bytea().notNull(),
  },
  (row) => [primaryKey({ columns: [row.cityId, row.block, row.chunk] })],
)

/**
 * The chunks and blocks of the next generation while the read model is made anew beside the one that answers; empty otherwise.
 * `swap_availability` exchanges the tables' names, so that whatever reads or writes goes on as it is.
 */
export const availabilityChunkNext = pgTable(
  'availability_chunk_next',
  {
    cityId: integer().notNull(),
    chunk: integer().notNull(),
    roomTypeIds: integer().array().notNull(),
  },
  (row) => [primaryKey({ columns: [row.cityId, row.chunk] })],
)
export const availabilityBlockNext = pgTable(
  'availability_block_next',
  {
    cityId: integer().notNull(),
    block: integer().notNull(),
    chunk: integer().notNull(),
    roomsLeft: bytea().notNull(),
  },
  (row) => [primaryKey({ columns: [row.cityId, row.block, row.chunk] })],
)

/**
 * One row: which generation of blocks answers, the how-manieth that was made. Its chunks are numbered from `number << 17` on, so that no
 * two generations ever give one number to different rooms.
 */
export const availabilityGeneration = pgTable('availability_generation', {
  id: smallint().primaryKey(),
  number: integer().notNull(),
  /** The transaction from which on it answers: whoever last looked before it reads all anew. */
  since: xid8().notNull(),
  /** When the next one was begun: what is told since then is written into both. Null: none is under way. */
  nextBegunAt: timestamp({ withTimezone: true }),
  /** The last town that is whole in the next one: where it goes on. */
  nextFilledTo: integer().notNull().default(0),
})

/** With which revision a night was last told: an older one that arrives late is ignored. Kept as long as one may be under way. */
export const availabilityTold = pgTable(
  'availability_told',
  {
    roomTypeId: integer().notNull(),
    night: date({ mode: 'string' }).notNull(),
    revision: bigint({ mode: 'number' }).notNull(),
    /** The transaction that told it: a trigger, `stamp_told`, sees to it. Who follows a hotel asks by snapshot (`availability-log.ts`). */
    xid: xid8()
      .notNull()
      .default(sql`pg_current_xact_id()`),
  },
  (row) => [primaryKey({ columns: [row.roomTypeId, row.night] })],
)

/** The greatest revision told at a time: how old a revision is. */
export const availabilityMark = pgTable('availability_mark', {
  at: timestamp({ withTimezone: true }).primaryKey(),
  revision: bigint({ mode: 'number' }).notNull(),
})

/**
 * Which blocks were written, and by which transaction. Transactions end in another order than they began, so whoever follows
 * asks by snapshot, not by number: all that its last look did not see yet. Kept for an hour or two.
 */
export const availabilityChange = pgTable(
  'availability_change',
  {
    xid: xid8()
      .notNull()
      .default(sql`pg_current_xact_id()`),
    cityId: integer().notNull(),
    block: integer().notNull(),
    chunk: integer().notNull(),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (row) => [primaryKey({ columns: [row.xid, row.cityId, row.block, row.chunk] })],
)

/** One row: no change of a later transaction was dropped yet. Whoever last looked before it reads all anew. */
export const availabilityHorizon = pgTable('availability_horizon', {
  id: smallint().primaryKey(),
  xid: xid8().notNull(),
})
