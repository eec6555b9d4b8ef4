import { beforeAll, expect, test } from 'vitest'

import { createContext } from '../context.ts'
import { nightsSince } from '../database/availability-log.ts'
import { beginNext, readGeneration } from '../database/next-availability.ts'
import { addDays, dateOfDay, dayNumber } from '../domain/calendar.ts'
import { isLeft } from '../domain/nights.ts'
import type { Stay } from '../domain/stay.ts'
import { lisbon, munich, smallCatalogue, testNow } from '../testing/small-catalogue.ts'
import { readAll, ToldBooks, type Promised } from '../testing/told-books.ts'
import { compareAvailability } from './compare-availability.ts'
import { keepSearches, type KeptSearches } from './kept-searches.ts'
import { noteAvailability } from './note-availability.ts'
import { rebuildAvailability, type RebuildProgress, type Rebuilding } from './rebuild-availability.ts'
import { searchHotels } from './search-hotels.ts'
import type { Teller } from './teller.ts'

const rounds = Number(process.env['REBUILDS'] ?? 3)

/** A small generator with a seed. */
const mulberry = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
}

let catalogue: Awaited<ReturnType<typeof smallCatalogue>>
let rooms: number[]
beforeAll(async () => {
  catalogue = await smallCatalogue()
  rooms = (await catalogue.sql<{ id: number }[]>`select id from room_type order by id`).map(({ id }) => id)
})

/** Rooms are sold and freed at random, and what is told of it comes late, twice and in any order. */
function market(seed: number) {
  const random = mulberry(seed)
  const pick = <One>(from: readonly One[]): One => from[Math.floor(random() * from.length)] as One
  const books = new ToldBooks()
  // Few rooms, so that their nights change again and again.
  const sold = Array.from({ length: 40 }, () => pick(rooms))
  const waiting: Promised[] = []
  const hear = async (promised: Promised) => {
    await noteAvailability([promised.change], catalogue)
    // The outbox sees some seconds later that it was heard; now and then it comes again.
    if (random() < 0.8) books.settle(promised)
    if (random() < 0.15) waiting.push(promised)
  }
  const takeOne = () => waiting.splice(Math.floor(random() * waiting.length), 1)[0] as Promised
  return {
    books,
    random,
    /** Some changes, and some of what waits is heard. */
    async goOn(steps: number) {
      for (let step = 0; step < steps; step++) {
        if (random() < 0.5) {
          const first = addDays('2026-12-20', Math.floor(random() * 40))
          const nights = Array.from({ length: 1 + Math.floor(random() * 3) }, (_, at) => addDays(first, at))
          waiting.push(books.change(pick(sold), nights))
        } else if (waiting.length > 0) await hear(takeOne())
      }
    },
    /** All that is told and was not heard, one by one. */
    async *hearAll() {
      for (let twice = 0; twice < 2; twice++) {
        for (const one of [...waiting.splice(0), ...books.underWayNow]) waiting.push(one)
        while (waiting.length > 0) {
          const one = takeOne()
          await noteAvailability([one.change], catalogue)
          yield one
        }
      }
      books.underWayNow.splice(0)
    },
  }
}

const asked = (teller: Teller, more: Partial<Rebuilding> = {}): Rebuilding => ({
  db: catalogue.db,
  sql: catalogue.sql,
  teller,
  now: () => testNow,
  pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, Math.min(milliseconds, 20))),
  tell: () => {},
  hotelsAtOnce: 30,
  ...more,
})
const compare = (teller: Teller) => compareAvailability(asked(teller))
const rebuild = (teller: Teller, more?: Partial<Rebuilding>) => rebuildAvailability(asked(teller, more))

/** Bytes changed by hand, chunks and blocks deleted. */
async function corrupt(): Promise<void> {
  await catalogue.sql`
    update availability_block set rooms_left = set_byte(rooms_left, 2 * (chunk + block) % octet_length(rooms_left), 7)
    where (city_id + block) % 2 = 0`
  await catalogue.sql`delete from availability_chunk where (city_id + chunk) % 3 = 0`
  await catalogue.sql`delete from availability_block where (city_id + block + chunk) % 5 = 0`
}

const figures = (books: ToldBooks) => new Map([...books.changed].map(([key, version]) => [key, version % 200]))
const emptyAll = () =>
  catalogue.sql`truncate availability_block, availability_chunk, availability_told, availability_mark`

test('what was corrupted is found, and mended while rooms are sold and freed; nothing told meanwhile is lost, nothing is set back', async () => {
  for (let round = 0; round < rounds; round++) {
    await emptyAll()
    const { books, ...trade } = market(100 + round)
    await trade.goOn(120)
    for await (const _ of trade.hearAll()) await trade.goOn(0)
    expect((await compare(books)).differences).toEqual([])
    await corrupt()
    const found = await compare(books)
    expect(found.differences.length).toBeGreaterThan(0)
    expect(found.differences.every(({ isUnderWay }) => !isUnderWay)).toBe(true)

    const before = (await readGeneration(catalogue.sql)).number
    await rebuild({
      underWay: async (after) => {
        await trade.goOn(6)
        return books.underWay(after)
      },
      nights: async (...question) => {
        await trade.goOn(6)
        const answer = await books.nights(...question)
        await trade.goOn(6)
        return answer
      },
    })
    expect(await readGeneration(catalogue.sql)).toMatchObject({ number: before + 1, nextBegunAt: null })
    expect(await catalogue.sql`select 1 from availability_block_next union all select 1 from availability_chunk_next`).toHaveLength(0) // prettier-ignore
    let seen = await readAll(catalogue.sql)
    for await (const _ of trade.hearAll()) {
      const now = await readAll(catalogue.sql)
      expect([...seen].filter(([key, version]) => (now.get(key) ?? -1) < version)).toEqual([])
      seen = now
    }
    expect(seen).toEqual(figures(books))
    expect((await compare(books)).differences).toEqual([])
  }
})

test('the negative control: it is noticed when what is told meanwhile is not written into the next generation', async () => {
  await emptyAll()
  const { books } = market(1)
  const [[room = 8], night] = [rooms, '2026-12-24']
  const key = `${room} ${night}`
  await noteAvailability([books.change(room, [night]).change], catalogue)
  books.underWayNow.splice(0)
  const [whole] = await catalogue.sql<{ text: string }[]>`select pg_get_functiondef('note_next'::regproc) as text`
  await catalogue.sql.unsafe(
    'create or replace function note_next(p_rooms int[], p_nights date[], p_left int[], p_news int[]) returns void language sql return null::void',
  )
  const meanwhile: Teller['nights'] = async (question, from) => {
    const answer = await books.nights(question, from)
    if (question.includes(`r${room}`)) {
      const promised = books.change(room, [night])
      await noteAvailability([promised.change], catalogue)
      books.settle(promised)
    }
    return answer
  }
  await rebuild({ nights: meanwhile, underWay: books.underWay })
  expect((await readAll(catalogue.sql)).get(key)).toBe(1)
  expect((await compare(books)).differences).toMatchObject([{ night, searches: 1, reservations: 2, isUnderWay: false }])
  await catalogue.sql.unsafe(whole?.text ?? '')
  await rebuild({ nights: meanwhile, underWay: books.underWay })
  expect((await readAll(catalogue.sql)).get(key)).toBe(3)
  expect((await compare(books)).differences).toEqual([])
})

test('the negative control: if what is under way were not taken over before the exchange, a night would be set back', async () => {
  for (const [underWay, left] of [
    ['is taken over', 2],
    ['is not', 1],
  ] as const) {
    await emptyAll()
    const { books } = market(2)
    const [[room = 8], night] = [rooms, '2026-12-24']
    const [first] = [books.change(room, [night]), books.change(room, [night])]
    const nothing = async () => ({ events: [], last: null, newest: books.revision })
    await rebuild({ nights: books.nights, underWay: underWay === 'is not' ? nothing : books.underWay })
    expect((await readAll(catalogue.sql)).get(`${room} ${night}`)).toBe(2)
    await noteAvailability([first.change], catalogue) // late, after searches saw the second
    expect([underWay, (await readAll(catalogue.sql)).get(`${room} ${night}`)]).toEqual([underWay, left])
  }
})

test('one that was stopped goes on where it was, with what was told meanwhile', async () => {
  await emptyAll()
  const { books, ...trade } = market(7)
  await trade.goOn(150)
  const stopping = new AbortController()
  const towns: number[] = []
  const counting = (done: number[]): Partial<Rebuilding> => ({
    tell: (progress) => {
      if (progress.stage === 'FILLED') done.push(progress.hotels)
      if (done.length === 2) stopping.abort()
    },
  })
  await expect(rebuild(books, { ...counting(towns), signal: stopping.signal })).rejects.toThrow('aborted')
  await trade.goOn(100)
  const told: RebuildProgress[] = []
  await rebuild(books, { tell: (progress) => told.push(progress) })
  expect(told[0]).toEqual({ stage: 'BEGUN', isResumed: true, otherHistory: 0 })
  const filled = told.flatMap((progress) => (progress.stage === 'FILLED' ? [progress.hotels] : []))
  expect(Math.min(...filled)).toBeGreaterThan(towns.at(-1) ?? 0)
  expect(told.at(-1)).toEqual({ stage: 'SWAPPED' })
  for await (const _ of trade.hearAll()) await trade.goOn(0)
  expect(await readAll(catalogue.sql)).toEqual(figures(books))
})

test('when reservations was restored from a copy, what was told by revisions that it never gave is forgotten', async () => {
  await emptyAll()
  const { books } = market(9)
  const [room = 8] = rooms
  const lost = { roomTypeId: `r${room}`, revision: 900_000, nights: [{ night: '2026-12-24', left: 0 }] }
  await noteAvailability([lost], catalogue)
  books.change(room, ['2026-12-24'])
  await rebuild(books)
  expect(await noteAvailability([books.change(room, ['2026-12-24']).change], catalogue)).toBe(1)
  expect(await readAll(catalogue.sql)).toEqual(figures(books))
})

const stay = { checkIn: '2026-12-24', checkOut: '2026-12-26' }
async function found(kept: KeptSearches, cityId: string, nights = stay): Promise<string[]> {
  const page = {
    where: { cityId, stay: nights, rooms: [{ adults: 2 }] },
    sort: 'PRICE' as const,
    first: 50,
    after: null,
  }
  const { edges } = await searchHotels(page, createContext({ ...catalogue, kept }, { kind: 'anonymous' }, testNow))
  return edges.map(({ node }) => node.hotel.id)
}
/** All rooms of Munich are sold in some blocks, and none in others, as far as searches know. */
async function sellMunich(from: number, to: number): Promise<void> {
  await catalogue.sql`select place_rooms(${Number(munich.slice(1))}::int)`
  await catalogue.sql`
    insert into availability_block select city_id, block, chunk, decode(repeat('00', 31 * cardinality(room_type_ids)), 'hex')
    from availability_chunk, generate_series(${from}::int, ${to}::int) block where city_id = ${Number(munich.slice(1))}
    on conflict (city_id, block, chunk) do update set rooms_left = excluded.rooms_left`
}
test('every process sees the exchange with its next search, while others search all the time', async () => {
  await emptyAll()
  const processes = [keepSearches(catalogue.sql), keepSearches(catalogue.sql, { atMostBytes: 60_000 })]
  const open = await found(keepSearches(catalogue.sql), munich)
  await sellMunich(600, 700)
  for (const kept of processes) expect(await found(kept, munich)).toEqual([])
  let [isOver, searches] = [false, 0]
  const searching = Promise.all(
    processes.map(async (kept) => {
      while (!isOver) {
        expect([0, open.length]).toContain((await found(kept, munich)).length)
        await found(kept, lisbon) // where little is kept, Munich leaves
        searches += 1
      }
    }),
  )
  await rebuild(new ToldBooks())
  for (const kept of [...processes, keepSearches(catalogue.sql)]) expect(await found(kept, munich)).toEqual(open)
  for (let time = 0; time < 3; time++) await rebuild(new ToldBooks())
  isOver = true
  await searching
  expect(searches).toBeGreaterThan(2)
})

test('what a search uses is of one generation, also of a search that looked for news before the exchange', async () => {
  await emptyAll()
  // A stay over the edge of a block: the second is sold before the exchange, the first after it. Of both, nothing would be.
  const edge = Math.ceil(dayNumber('2026-12-24') / 31)
  const over = { checkIn: dateOfDay(edge * 31 - 1), checkOut: dateOfDay(edge * 31 + 1) }
  const first = { checkIn: dateOfDay(edge * 31 - 1), checkOut: dateOfDay(edge * 31) }
  await sellMunich(edge, edge)
  const { nights } = keepSearches(catalogue.sql)
  const munichAlone = { cityIds: [Number(munich.slice(1))], hotels: 50, timeZone: 'Europe/Berlin' }
  const [town] = await catalogue.shelves.townsOf([munichAlone], testNow.getTime())
  if (!town) throw new Error('Munich is not there')
  const roomsFree = async (during: Stay) => {
    const [held] = await nights.hold([town], during, testNow.getTime())
    return Array.from(town.roomIds).filter((_, room) => held && isLeft(held, room)).length
  }
  await nights.follow()
  expect(await roomsFree(first)).toBe(town.roomIds.length)
  const books = new ToldBooks()
  for (const room of town.roomIds) for (let time = 0; time < 200; time++) books.change(room, [first.checkIn]) // the figure is 0 again
  books.underWayNow.splice(0)
  await rebuild(books)
  expect(await roomsFree(over)).toBe(0)
  expect(await roomsFree({ checkIn: over.checkOut, checkOut: addDays(over.checkOut, 1) })).toBe(town.roomIds.length)
})

test('the negative control: without the word of the exchange a process would go on with what it kept', async () => {
  const kept = keepSearches(catalogue.sql)
  await emptyAll()
  const open = await found(kept, munich)
  await sellMunich(600, 700)
  const [told, untold] = [keepSearches(catalogue.sql), keepSearches(catalogue.sql)]
  for (const one of [told, untold]) expect(await found(one, munich)).toEqual([])
  await rebuild(new ToldBooks())
  const [exchange] = await catalogue.sql<{ since: string }[]>`select since::text from availability_generation`
  await catalogue.sql`update availability_generation set since = '0'`
  expect(await found(untold, munich)).toEqual([])
  await catalogue.sql`update availability_generation set since = ${exchange?.since ?? ''}::text::xid8`
  expect(await found(told, munich)).toEqual(open)
})

test('who follows a hotel hears that an exchange is no change they could be told of, and begins again', async () => {
  await emptyAll()
  const [hotel = 1] = rooms.map((id) => id >> 3)
  const before = await nightsSince(catalogue.sql, hotel, stay, null)
  expect((await nightsSince(catalogue.sql, hotel, stay, before.snapshot)).nights).toEqual([])
  await rebuild(new ToldBooks())
  expect((await nightsSince(catalogue.sql, hotel, stay, before.snapshot)).nights).toBeNull()
  const after = await nightsSince(catalogue.sql, hotel, stay, null)
  expect((await nightsSince(catalogue.sql, hotel, stay, after.snapshot)).nights).toEqual([])
})

test('a rebuild waits for whoever writes what was told when it begins, and that is in both', async () => {
  await emptyAll()
  const { books } = market(3)
  const [room = 8] = rooms
  const { change } = books.change(room, ['2026-12-24'])
  const writing = await catalogue.sql.reserve()
  await writing`begin`
  await writing`select note_availability(array[${room}::int], array['2026-12-24'::date], array[${change.nights[0]?.left ?? 0}::int], array[1::bigint])`
  let hasBegun = false
  const beginning = beginNext(catalogue.sql, testNow).then(() => (hasBegun = true))
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(hasBegun).toBe(false)
  await writing`commit`
  writing.release()
  await beginning
  await rebuild(books)
  expect(await readAll(catalogue.sql)).toEqual(figures(books))
})
