import path from 'node:path'

import { preparePostgres } from '@staygraph/local/embedded/postgres'
import { startServer, type RunningServer } from '@staygraph/local/embedded/server'
import { migrations } from '@staygraph/local/prepare/beforehand'
import { runProgram } from '@staygraph/local/prepare/child-program'
import { migrate } from '@staygraph/subgraph-kit/migrate'
import postgres from 'postgres'

import type { BenchOptions } from '../bench.ts'
import { round } from '../statistics.ts'
import { fillNights } from './fill-nights.ts'

const root = path.resolve(import.meta.dirname, '../../..')

/** A Postgres of our own whose data stay, flushed as in production. */
export const startStore = (data: string): Promise<RunningServer> =>
  startServer(() =>
    preparePostgres({
      dataFolder: path.join(data, 'postgres'),
      password: 'bench',
      durable: true,
      settings: { shared_buffers: '1GB', max_wal_size: '4GB', max_connections: '60' },
    }),
  )

export interface Catalogue {
  url: string
  hotels: number
  figures: { seconds: { hotels: number; nights: number }; bytesAHotel: number; roomTypes: number }
}

/**
 * A catalogue of so many hotels with a year of nights of which all is told, in all places of the world or only the most
 * populous. What is there already stays; what was stopped goes on.
 */
export const makeCatalogue = async (
  storeUrl: string,
  { hotels, places }: { hotels: number; places?: number | undefined },
  { signal, say }: Pick<BenchOptions, 'signal' | 'say'>,
): Promise<Catalogue> => {
  const name = places === undefined ? `hotels_${hotels}` : `hotels_${hotels}_in_${places}`
  const server = postgres(storeUrl, { max: 1, onnotice: () => undefined })
  const [known] = await server`select 1 from pg_database where datname = ${name}`
  if (!known) await server.unsafe(`create database ${name}`)
  await server.end()
  const url = Object.assign(new URL(storeUrl), { pathname: `/${name}` }).href
  await migrate(url, new URL(`${migrations.hotels}/`, `file://${root}/`))

  const began = performance.now()
  let told = 0
  const { code, said } = await runProgram({
    command: process.execPath,
    args: [
      'subgraphs/hotels/src/seed/main.ts',
      '--hotels',
      String(hotels),
      ...(places === undefined ? [] : ['--places', String(places)]),
    ],
    cwd: root,
    env: { ...process.env, DATABASE_URL: url },
    signal,
    onLine: (line) => {
      const done = /"stage":"hotels","done":(\d+)/.exec(line)?.[1]
      if (done !== undefined && Number(done) - told >= hotels / 10) {
        told = Number(done)
        say(`${told.toLocaleString('en')} of ${hotels.toLocaleString('en')} hotels`)
      }
    },
  })
  if (code !== 0) throw new Error(`the seed ended with ${code}: ${said}`)
  const seeded = performance.now()
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    await fillNights(sql, new Date(), { signal, say })
    const filled = performance.now()
    const [size] = await sql<{ bytes: number; roomTypes: number }[]>`
      select (pg_total_relation_size('availability_block') + pg_total_relation_size('availability_chunk')
        + pg_total_relation_size('availability_told'))::float8 as bytes,
        (select count(*)::int from room_type) as "roomTypes"`
    return {
      url,
      hotels,
      figures: {
        seconds: { hotels: round((seeded - began) / 1_000, 1), nights: round((filled - seeded) / 1_000, 1) },
        bytesAHotel: Math.round((size?.bytes ?? 0) / hotels),
        roomTypes: size?.roomTypes ?? 0,
      },
    }
  } finally {
    await sql.end()
  }
}
