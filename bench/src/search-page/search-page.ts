import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

import { prepareRedis } from '@staygraph/local/embedded/redis'
import { startServer } from '@staygraph/local/embedded/server'

import type { BenchOptions } from '../bench.ts'
import { table, type Outcome } from '../report.ts'
import { makeCatalogue, startStore } from '../search/catalogue.ts'
import { startHotels } from '../search/hotels-process.ts'
import { compare } from './compare.ts'
import { startContenders } from './contenders.ts'
import { judge, summarise, tell } from './figures.ts'
import { citiesOf, searches, searchPage } from './guests.ts'
import { readOptions } from './options.ts'
import { alone, playSlice, shuffled, through, type Slice } from './slices.ts'

/** The search page's own operation over our real hotels service, Postgres and Redis, through our gateway and others'. */
export const searchPageBench = async ({ args, signal, say }: BenchOptions): Promise<Outcome> => {
  const options = readOptions(args)
  const { hotels: size, places, data, profile, clients, rounds } = options
  await using started = new AsyncDisposableStack()
  const store = await startStore(data)
  started.defer(store.stop)
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'staygraph-bench-search-page-'))
  started.defer(() => fs.rmSync(folder, { recursive: true, force: true }))
  const redis = await startServer(() =>
    prepareRedis({ dataFolder: folder, cacheFolder: data, password: 'bench', durable: false }),
  )
  started.defer(redis.stop)
  const catalogue = await makeCatalogue(store.url, { hotels: size, places }, { signal, say })
  const hotels = await startHotels(catalogue.url, redis.url, {
    ...(profile && { NODE_OPTIONS: `--cpu-prof --cpu-prof-interval=500 --cpu-prof-dir=${profile}` }),
  })
  started.defer(hotels.stop)
  const gateways = await startContenders(started, {
    folder,
    hotels,
    redisUrl: redis.url,
    rivals: options.rivals,
    say,
  })

  const cities = await citiesOf(catalogue.url)
  const known = searches(cities, options.searches, 1)
  for (const variables of known) await hotels.ask(searchPage.body, variables)
  const failures = await compare(gateways, known.slice(0, options.compared))
  const players = [...gateways.map(through), alone(hotels)]
  const postgres = Number(fs.readFileSync(path.join(data, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
  const world = { hotels, postgres }

  /** Nobody is asked what anybody was asked before: each slice has guests of its own. */
  let guests = 1
  const streamOf = { known: () => shuffled(known, (guests += 1)), new: () => searches(cities, 20_000, (guests += 1)) }
  for (const player of players) await playSlice(player, 'known', streamOf.known(), world, { clients, seconds: 2 })
  const slices: Slice[] = []
  for (let round = 0; round < rounds; round += 1) {
    for (const kind of options.kinds)
      for (const player of players) {
        signal.throwIfAborted()
        slices.push(await playSlice(player, kind, streamOf[kind](), world, options))
      }
    say(`round ${round + 1} of ${rounds}`)
  }
  const figures = summarise(slices)
  say(table(tell(figures)))
  if (options.judged) failures.push(...judge(figures))
  return { passed: failures.length === 0, failures, figures: { options, summary: figures, slices } }
}
