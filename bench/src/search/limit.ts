import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

import postgres from 'postgres'

// What a search is measured against, in the same database: the bare count of a town's room types, which no answer about
// them can go below, and what anyone would write first, a row a room type and night.

export const countSql = (cityId: number) => `select count(*) from bench_room_in_town where city_id = ${cityId};`

/** The cheapest hotels of a town for a stay with their number and how many there are of each class: prices of a night as they are, without plans and taxes. */
export const joinSql = (cityId: number, checkIn: string, nights: number) => `
  with sold as (
    select room.hotel_id, room.stars, sum(night.price) as total
    from bench_room room join bench_night night on night.room_type_id = room.room_type_id
    where room.city_id = ${cityId} and room.max_adults >= 2
      and night.night >= date '${checkIn}' and night.night < date '${checkIn}' + ${nights} and night."left" > 0
    group by room.room_type_id, room.hotel_id, room.stars having count(*) = ${nights}
  ), hotels as (select hotel_id, stars, min(total) as total from sold group by hotel_id, stars)
  select (select count(*) from hotels), (select json_agg(facet) from (select stars, count(*) from hotels group by stars) facet),
    (select json_agg(page) from (select hotel_id, total from hotels order by total, hotel_id limit 20) page);`

/** The tables of both: all room types by town; of one town the rows of some nights. */
export const makeLimitTables = async (url: string, cityId: number, from: string, nights: number): Promise<void> => {
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    await sql`drop table if exists bench_room_in_town, bench_room, bench_night`
    await sql`create table bench_room_in_town (city_id int, room_type_id int, primary key (city_id, room_type_id))`
    await sql`insert into bench_room_in_town select city_id, unnest(room_type_ids) from availability_chunk order by 1, 2`
    await sql`create table bench_room as
      select room.id as room_type_id, hotel.id as hotel_id, hotel.city_id, hotel.stars, room.max_adults, room.base_price
      from hotel join room_type room on room.id between hotel.id * 8 and hotel.id * 8 + 7 where hotel.city_id = ${cityId}`
    await sql`create index on bench_room (city_id)`
    await sql`create table bench_night as
      select room_type_id, ${from}::date + night as night, (hashint4(room_type_id * 31 + night) & 7)::smallint as "left", base_price as price
      from bench_room, generate_series(0, ${nights}::int - 1) night order by 1, 2`
    await sql`alter table bench_night add primary key (room_type_id, night)`
    await sql`vacuum analyze bench_room_in_town, bench_room, bench_night`
  } finally {
    await sql.end()
  }
}

/** Milliseconds of each run of a statement by pgbench, one client, prepared. */
export const runPgbench = (command: string, url: string, statement: string, seconds: number): number[] => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'staygraph-bench-search-'))
  try {
    const file = path.join(folder, 'statement.sql')
    fs.writeFileSync(file, statement.replaceAll('\n', ' '))
    const { hostname, port, username, password, pathname } = new URL(url)
    const args = ['-n', '-M', 'prepared', '-c', '1', '-T', String(seconds), '-l', '-f', file]
    const ran = spawnSync(command, args, {
      cwd: folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        PGHOST: hostname,
        PGPORT: port,
        PGUSER: username,
        PGPASSWORD: password,
        PGDATABASE: pathname.slice(1),
      },
    })
    if (ran.status !== 0) throw new Error(`pgbench ended with ${ran.status}: ${ran.stderr.slice(-500)}`)
    const log = fs.readdirSync(folder).find((name) => name.startsWith('pgbench_log'))
    const lines = log === undefined ? [] : fs.readFileSync(path.join(folder, log), 'utf8').trim().split('\n')
    return lines.map((line) => Number(line.split(' ')[2]) / 1_000)
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
}
