import path from 'node:path'

import { migrations } from '@staygraph/local/prepare/beforehand'
import { migrate } from '@staygraph/subgraph-kit/migrate'
import { testKeys } from '@staygraph/subgraph-kit/testing/identity'
import postgres from 'postgres'

import type { BenchOptions } from '../bench.ts'
import { startService } from '../search/start-service.ts'

const root = path.resolve(import.meta.dirname, '../../..')
const roomsAtOnce = 20_000

/**
 * The database of reservations over a catalogue: of each type of room so many nights on which something is sold, from tomorrow on. What is
 * there already stays. Answers its url and its rows.
 */
export const sellNights = async (
  storeUrl: string,
  hotelsUrl: string,
  nights: number,
  { signal, say }: Pick<BenchOptions, 'signal' | 'say'>,
): Promise<{ url: string; rows: number }> => {
  const name = `${new URL(hotelsUrl).pathname.slice(1)}_sold_${nights}`
  const server = postgres(storeUrl, { max: 1, onnotice: () => undefined })
  const [known] = await server`select 1 from pg_database where datname = ${name}`
  if (!known) await server.unsafe(`create database ${name}`)
  await server.end()
  const url = Object.assign(new URL(storeUrl), { pathname: `/${name}` }).href
  await migrate(url, new URL(`${migrations.reservations}/`, `file://${root}/`))
  const [from, into] = [hotelsUrl, url].map((one) => postgres(one, { max: 1, onnotice: () => undefined }))
  if (!from || !into) throw new Error('two databases')
  try {
    await into`create table if not exists bench_sold (until_room int primary key)`
    let told = 0
    for (;;) {
      signal.throwIfAborted()
      const [done] = await into<{ room: number }[]>`select coalesce(max(until_room), 0) as room from bench_sold`
      const rooms = await from<{ id: number }[]>`
        select id from room_type where id > ${done?.room ?? 0} order by id limit ${roomsAtOnce}`
      if (rooms.length === 0) break
      const ids = rooms.map(({ id }) => id)
      await into.begin(async (tx) => {
        await tx`
          insert into room_night (room_type_id, night, allotment, sold)
          select 'r' || id, current_date + day, 8, 1 + (id + day) % 8
          from unnest(${ids}::int[]) id, generate_series(1, ${nights}::int) day order by 1, 2`
        await tx`insert into bench_sold values (${ids.at(-1) ?? 0})`
      })
      told += ids.length
      if (told % (roomsAtOnce * 10) === 0) say(`nights of ${told.toLocaleString('en')} types of room are sold`)
    }
    // What is told meanwhile in its place is of its history.
    await into`select setval('availability_revision', 1000000000000)`
    await into`vacuum analyze room_night`
    const [counted] = await into<
      { rows: number }[]
    >`select reltuples::float8 as rows from pg_class where relname = 'room_night'`
    return { url, rows: Math.round(counted?.rows ?? 0) }
  } finally {
    await Promise.all([from.end(), into.end()])
  }
}

/** The service itself over it, without its sisters, which are not asked. */
export const startReservations = async (
  databaseUrl: string,
  redisUrl: string,
  {
    privateKeys,
    publicKeys,
    claimKeys,
    publicClaimKeys,
  }: Awaited<ReturnType<typeof testKeys<'hotels' | 'reservations' | 'payments'>>>,
) => {
  const nobody = 'http://127.0.0.1:9'
  return startService('subgraphs/reservations/src/main.ts', {
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    IDENTITY_KEY: JSON.stringify(privateKeys.reservations),
    TRUSTED_KEYS: JSON.stringify(publicKeys),
    CLAIM_KEY: JSON.stringify(claimKeys.reservations),
    TRUSTED_CLAIM_KEYS: JSON.stringify(publicClaimKeys),
    HOTELS_URL: nobody,
    CUSTOMERS_URL: nobody,
    PAYMENTS_URL: nobody,
    PUBLIC_SITE_URL: nobody,
    LOG_LEVEL: 'info',
  })
}
