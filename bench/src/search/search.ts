import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as after } from 'node:timers/promises'

import { prepareRedis } from '@staygraph/local/embedded/redis'
import { startServer } from '@staygraph/local/embedded/server'

import type { BenchOptions } from '../bench.ts'
import { findPgbench } from '../limit/pgbench.ts'
import type { Outcome } from '../report.ts'
import { table } from '../report.ts'
import { makeCatalogue, startStore, type Catalogue } from './catalogue.ts'
import { tellEvents } from './events.ts'
import { judge, type SizeFigures, type Slice, summarise, tell } from './figures.ts'
import { startHotels, type Hotels } from './hotels-process.ts'
import { countSql, joinSql, makeLimitTables, runPgbench } from './limit.ts'
import { readOptions, type SearchOptions } from './options.ts'
import { dateIn, london, paris, question, type Asked } from './questions.ts'

/** Searches of a town over the service's own HTTP, beside what Postgres alone takes for less, at several sizes of the catalogue. */
export const search = async ({ args, signal, say }: BenchOptions): Promise<Outcome> => {
  const options = readOptions(args)
  await using started = new AsyncDisposableStack()
  const store = await startStore(options.data)
  started.defer(store.stop)
  const redisFolder = fs.mkdtempSync(path.join(options.data, 'redis-'))
  started.defer(() => fs.rmSync(redisFolder, { recursive: true, force: true }))
  const redis = await startServer(() =>
    prepareRedis({ dataFolder: redisFolder, cacheFolder: options.data, password: 'bench', durable: false }),
  )
  started.defer(redis.stop)
  const sizes: SizeFigures[] = []
  for (const hotels of options.hotels) {
    const catalogue = await makeCatalogue(store.url, hotels, { signal, say })
    say(`${hotels.toLocaleString('en')} hotels: ${catalogue.figures.bytesAHotel} bytes a hotel for a year of nights`)
    sizes.push(await measure(catalogue, redis.url, options, { signal, say }))
  }
  say(table(tell(sizes)))
  const failures = options.judged ? judge(sizes) : []
  return { passed: failures.length === 0, failures, figures: { options, sizes } }
}

const measure = async (
  catalogue: Catalogue,
  redisUrl: string,
  { rounds, seconds, clients, events }: SearchOptions,
  { signal, say }: Pick<BenchOptions, 'signal' | 'say'>,
): Promise<SizeFigures> => {
  const { url } = catalogue
  const pgbench = findPgbench()
  if (!pgbench) say('no pgbench here (Debian: postgresql): nothing to measure against')
  if (pgbench) await makeLimitTables(url, paris, dateIn(0), 60)
  const anew: Slice[] = []
  const again: Slice[] = []
  const together: Slice[] = []
  const withEvents: Slice[] = []
  const map: Slice[] = []
  const first: number[] = []
  const counts: number[][] = []
  const joins: number[][] = []
  let totalCount = 0
  let onMap = 0
  for (let round = 0; round < rounds; round += 1) {
    // A process of its own each round: what it was never asked it has to work out.
    const hotels = await startHotels(url, redisUrl)
    try {
      const begun = performance.now()
      totalCount = (await untilAnswered(hotels, ask(0))).searchHotels.totalCount
      first.push(performance.now() - begun)
      const slice = async (clients: number, forMs: number, where: (number: number) => object, most = Infinity) => {
        const [before, cpuBefore, at] = [await hotels.figure('hotel_search_seconds', 'part="own"'), hotels.cpuMs(), performance.now()] // prettier-ignore
        const ms: number[] = []
        let asked = 0
        const client = async () => {
          while (performance.now() - at < forMs && asked < most) {
            signal.throwIfAborted()
            const one = where((asked += 1))
            const from = performance.now()
            const found = await hotels.ask<Asked>(question, { where: one })
            if (where === askMap) onMap = found.searchHotels.totalCount
            ms.push(performance.now() - from)
          }
        }
        await Promise.all(Array.from({ length: clients }, client))
        const took = (performance.now() - at) / 1_000
        const cpuMs = (hotels.cpuMs() - cpuBefore) / ms.length
        const since = await hotels.figure('hotel_search_seconds', 'part="own"')
        const ownMs = ((since.sum - before.sum) / Math.max(1, since.count - before.count)) * 1_000
        return { ms, seconds: took, ownMs, cpuMs }
      }
      await untilAnswered(hotels, askElsewhere(0))
      await slice(1, seconds * 1_000, askElsewhere) // warms up
      // One client, stays nobody asked for yet, then the same ones again.
      const news = await slice(1, seconds * 1_000, ask, mostStays - 1)
      const askKnown = (number: number) => ask(number % news.ms.length)
      anew.push(news)
      if (pgbench) counts.push(runPgbench(pgbench, url, countSql(paris), seconds))
      again.push(await slice(1, seconds * 1_000, askKnown))
      if (pgbench) joins.push(runPgbench(pgbench, url, joinSql(paris, dateIn(20 + round), 3), seconds))
      together.push(await slice(clients, seconds * 1_000, askKnown))
      const telling = await tellEvents(redisUrl, url, events)
      await after(200)
      withEvents.push(await slice(clients, seconds * 1_000, askKnown))
      await telling.stop()
      for (const number of [0, 20, 40]) await untilAnswered(hotels, askMap(number))
      map.push(await slice(1, seconds * 1_000, askMap))
    } finally {
      await hotels.stop()
    }
  }
  return {
    catalogue: catalogue.figures,
    hotels: catalogue.hotels,
    totalCount,
    onMap,
    ...summarise({ first, anew, again, together, withEvents, map, counts, joins }),
  }
}

/** Where nobody looked yet, many hotels are read: on a busy machine a statement may end before that, and is asked for again. */
const untilAnswered = async (hotels: Hotels, where: object): Promise<Asked> => {
  const begun = performance.now()
  for (;;)
    try {
      return await hotels.ask<Asked>(question, { where })
    } catch (error) {
      if (performance.now() - begun > 180_000) throw error
    }
}

/** So many stays are asked for. */
const mostStays = 320

/** Paris, three nights in the coming months, two adults. */
const ask = (number: number) => ({
  cityId: `c${paris}`,
  stay: { checkIn: dateIn(5 + ((number * 37) % mostStays)), checkOut: dateIn(8 + ((number * 37) % mostStays)) },
  rooms: [{ adults: 2 }],
})

const askElsewhere = (number: number) => ({ ...ask(number), cityId: `c${london}` })

/** A map of the Alps and the north of Italy, 46,608 hotels of a million: three nights of the next two months. */
const askMap = (number: number) => ({
  within: { south: 41.8, west: 6.5, north: 47.3, east: 13.8 },
  stay: { checkIn: dateIn(5 + (number % 60)), checkOut: dateIn(8 + (number % 60)) },
  rooms: [{ adults: 2 }],
})
