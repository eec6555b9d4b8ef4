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
import { judge, type SizeFigures, summarise, tell } from './figures.ts'
import { startHotels } from './hotels-process.ts'
import { countSql, joinSql, makeLimitTables, runPgbench } from './limit.ts'
import { readOptions, type SearchOptions } from './options.ts'
import { dateIn, paris, question, type Asked } from './questions.ts'

/** A slice of a round: each search's time as its client sees it, and all of them in so many seconds. */
interface Slice {
  ms: number[]
  seconds: number
}

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
  const hotels = await startHotels(url, redisUrl)
  try {
    const coldFrom = performance.now()
    const first = await hotels.ask<Asked>(question, { where: ask(0) })
    const coldMs = performance.now() - coldFrom
    let asked = 0
    const slice = async (count: number, forMs: number): Promise<Slice> => {
      const ms: number[] = []
      const begun = performance.now()
      const client = async () => {
        while (performance.now() - begun < forMs) {
          signal.throwIfAborted()
          asked += 1
          const at = performance.now()
          await hotels.ask<Asked>(question, { where: ask(asked) })
          ms.push(performance.now() - at)
        }
      }
      await Promise.all(Array.from({ length: count }, client))
      return { ms, seconds: (performance.now() - begun) / 1_000 }
    }
    await slice(1, seconds * 1_000) // warms up
    const alone: Slice[] = []
    const together: Slice[] = []
    const withEvents: Slice[] = []
    const inside: number[] = []
    const cpu: number[] = []
    const counts: number[][] = []
    const joins: number[][] = []
    for (let round = 0; round < rounds; round += 1) {
      const before = await hotels.figure('hotel_search_seconds', 'part="own"')
      const cpuBefore = hotels.cpuMs()
      const searched = await slice(1, seconds * 1_000)
      alone.push(searched)
      cpu.push((hotels.cpuMs() - cpuBefore) / searched.ms.length)
      const since = await hotels.figure('hotel_search_seconds', 'part="own"')
      inside.push(((since.sum - before.sum) / Math.max(1, since.count - before.count)) * 1_000)
      if (pgbench) counts.push(runPgbench(pgbench, url, countSql(paris), seconds))
      if (pgbench) joins.push(runPgbench(pgbench, url, joinSql(paris, dateIn(20 + round), 3), seconds))
      together.push(await slice(clients, seconds * 1_000))
      const telling = await tellEvents(redisUrl, url, events)
      await after(200)
      withEvents.push(await slice(clients, seconds * 1_000))
      await telling.stop()
    }
    const { totalCount } = first.searchHotels
    return { catalogue: catalogue.figures, hotels: catalogue.hotels, totalCount, coldMs, ...summarise({ alone, together, withEvents, inside, cpu, counts, joins }) } // prettier-ignore
  } finally {
    await hotels.stop()
  }
}

/** Paris, three nights in the coming months, two adults. */
const ask = (number: number) => ({
  cityId: `c${paris}`,
  stay: { checkIn: dateIn(5 + ((number * 37) % 320)), checkOut: dateIn(8 + ((number * 37) % 320)) },
  rooms: [{ adults: 2 }],
})
