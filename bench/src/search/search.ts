import fs from 'node:fs'
import path from 'node:path'

import { prepareRedis } from '@staygraph/local/embedded/redis'
import { startServer } from '@staygraph/local/embedded/server'

import type { BenchOptions } from '../bench.ts'
import { findPgbench } from '../limit/pgbench.ts'
import type { Outcome } from '../report.ts'
import { table } from '../report.ts'
import { makeCatalogue, startStore, type Catalogue } from './catalogue.ts'
import { judge, type SizeFigures, summarise, tell } from './figures.ts'
import { makeLimitTables } from './limit.ts'
import { readOptions } from './options.ts'
import { dateIn, paris } from './questions.ts'
import { measureRound, type Round } from './round.ts'

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
  const pgbench = findPgbench()
  if (!pgbench) say('no pgbench here (Debian: postgresql): nothing to measure against')
  const measured: { catalogue: Catalogue; rounds: Round[] }[] = []
  for (const hotels of options.hotels) {
    const catalogue = await makeCatalogue(store.url, { hotels, places: options.places }, { signal, say })
    say(`${hotels.toLocaleString('en')} hotels: ${catalogue.figures.bytesAHotel} bytes a hotel for a year of nights`)
    if (pgbench) await makeLimitTables(catalogue.url, paris, dateIn(0), 60)
    measured.push({ catalogue, rounds: [] })
  }
  // One size after the other in each round: what they are compared by is measured within minutes.
  for (let number = 0; number < options.rounds; number += 1) {
    for (const { catalogue, rounds } of measured)
      rounds.push(await measureRound(catalogue, { ...options, redisUrl: redis.url, pgbench, number, signal }))
    say(`round ${number + 1} of ${options.rounds}`)
  }
  const sizes = measured.map(({ catalogue: { hotels, figures }, rounds }): SizeFigures => ({
    hotels,
    catalogue: figures,
    ...summarise(rounds),
  }))
  say(table(tell(sizes)))
  const failures = options.judged ? judge(sizes) : []
  return { passed: failures.length === 0, failures, figures: { options, sizes } }
}
