import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'

import { freshDatabase } from '@staygraph/subgraph-kit/testing/database'
import { expect, test } from 'vitest'

import { makeHotel } from './make-hotel.ts'
import { readPlaces } from './places.ts'
import { spreadHotels } from './spread.ts'

const hotels = 5_500
const program = path.resolve(import.meta.dirname, '../testing/seed-some.ts')

/** Runs the seed as a process, which is killed once it told of so many hotels. Answers how far it said it was, step by step. */
async function seed(url: string, killAfter = Infinity): Promise<number[]> {
  const child = spawn(process.execPath, [program, url, 'PT', '40', String(hotels)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const told: number[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    const done = Number(/"stage":"hotels","done":(\d+)/.exec(line)?.[1])
    if (done) told.push(done)
    if (done >= killAfter) child.kill('SIGKILL')
  }
  expect(await exited).toEqual(killAfter === Infinity ? [0, null] : [null, 'SIGKILL'])
  return told
}

test('a seed that is killed while it loads hotels left nothing half, goes on where it was, and makes the catalogue it would have made', async () => {
  const { sql, url } = await freshDatabase(new URL('../../migrations/', import.meta.url), { max: 2 })
  const state = async () => {
    const [row] = await sql<{ hotels: number; told: number; roomless: number; planless: number; orphans: number }[]>`
      select (select count(*)::int from hotel) as hotels,
        (select done::int from seed_progress where stage = 'hotels') as told,
        (select count(*)::int from hotel where not exists (select from room_type where room_type.id >> 3 = hotel.id)) as roomless,
        (select count(*)::int from hotel where not exists (select from rate_plan where rate_plan.id >> 3 = hotel.id)) as planless,
        (select count(*)::int from room_type where not exists (select from hotel where hotel.id = room_type.id >> 3)) as orphans`
    return row
  }
  const first = await seed(url, 2_500) // the next ones are under way
  const left = await state()
  expect(left?.hotels).toBe(left?.told)
  expect(left?.hotels).toBeGreaterThanOrEqual(first.at(-1) ?? 0)
  expect(left?.hotels).toBeLessThan(hotels)
  expect(left).toMatchObject({ roomless: 0, planless: 0, orphans: 0 })

  const second = await seed(url)
  expect(second.every((done) => done > (left?.hotels ?? 0))).toBe(true) // what was there was not loaded again
  expect(second.at(-1)).toBe(hotels)
  expect(await state()).toMatchObject({ hotels, told: hotels, roomless: 0, planless: 0, orphans: 0 })

  const places = (await readPlaces()).filter(({ country }) => country === 'PT').slice(0, 40)
  const taken = new Map<number, Set<string>>()
  const made = spreadHotels(places, hotels).map(({ place, number }, at) => {
    const names = taken.get(place.id) ?? new Set<string>()
    taken.set(place.id, names)
    return makeHotel(at + 1, place, number, names).hotel
  })
  const stored = await sql<{ id: number; name: string; cityId: number }[]>`
    select id, name, city_id as "cityId" from hotel order by id`
  expect([...stored]).toEqual(made.map(({ id, name, city_id }) => ({ id, name, cityId: city_id })))
}, 90_000)
