import { openDatabase } from '@staygraph/subgraph-kit/database'
import { migrate } from '@staygraph/subgraph-kit/migrate'
import postgres from 'postgres'

import type { LookUpLimiter } from '../../memory/look-up-limiter.ts'
import type { Weakness } from '../memory/books.ts'
import { createLockstep } from '../memory/lockstep.ts'
import { createMemoryDatabase } from '../memory/memory-database.ts'
import { recordsIn, recordsOf } from '../memory/records.ts'
import { openWorld } from '../open-world.ts'
import type { LifeOptions } from './live.ts'
import type { LifeWorld } from './tally.ts'

/**
 * Where lives are lived. MEMORY: on the database in memory, by the thousand. LOCKSTEP: on Postgres and in memory at once,
 * each statement's two answers compared. POSTGRES: on Postgres alone.
 */
export type GroundName = 'MEMORY' | 'LOCKSTEP' | 'POSTGRES'

export type Lived = {
  world: LifeWorld
  options: Pick<LifeOptions, 'emptiedEvery' | 'after'>
  /** What the database was asked, if somebody counted. */
  asked: () => { statements: number; refused: number }
  close: () => Promise<void>
}

/** No guest of a life looks a reservation up by its reference. */
const lookUps: LookUpLimiter = { count: async () => 0, forgive: async () => {} }
const migrations = new URL('../../../migrations/', import.meta.url)

export async function worldInMemory(weaknesses: ReadonlySet<Weakness> = new Set()): Promise<Lived> {
  const { books, sql, db, expectSound } = createMemoryDatabase(weaknesses)
  const world = await openWorld({ sql, db, lookUps })
  return {
    world: { ...world, records: recordsIn(books) },
    options: { emptiedEvery: 1, after: async () => expectSound() },
    asked: () => ({ statements: 0, refused: 0 }),
    close: () => world.close(),
  }
}

/** In a database of its own on this server, made anew. */
export async function worldOnPostgres(server: string, name: string, ground: 'LOCKSTEP' | 'POSTGRES'): Promise<Lived> {
  const admin = postgres(server, { max: 1, onnotice: () => {} })
  await admin.unsafe(`drop database if exists ${name} with (force)`)
  await admin.unsafe(`create database ${name}`)
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href
  await migrate(url, migrations)
  // One connection: statements that are sent at once are done in the order in which they were sent, each time.
  const opened = openDatabase(url, { max: 1, name, statementTimeoutMs: 60_000 })
  const lockstep = ground === 'LOCKSTEP' ? createLockstep(opened) : null
  const world = await openWorld({ ...(lockstep?.ground ?? opened), lookUps })
  return {
    world: { ...world, records: lockstep?.records ?? recordsOf(opened) },
    options: { emptiedEvery: 20, ...(lockstep && { after: () => lockstep.expectSame() }) },
    asked: () => lockstep?.counted ?? { statements: 0, refused: 0 },
    close: async () => {
      await world.close()
      await opened.close()
      await admin.unsafe(`drop database ${name} with (force)`)
      await admin.end()
    },
  }
}
