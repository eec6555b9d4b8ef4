import fs from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'

import { CannotStart } from '@staygraph/local/embedded/cannot-start'
import { prepareRedis } from '@staygraph/local/embedded/redis'
import { startServer } from '@staygraph/local/embedded/server'
import { runProgram } from '@staygraph/local/prepare/child-program'
import { testKeys } from '@staygraph/subgraph-kit/testing/identity'
import postgres from 'postgres'

import type { BenchOptions } from '../bench.ts'
import { cpuMs } from '../cpu.ts'
import { table, type Outcome } from '../report.ts'
import { makeCatalogue, startStore } from '../search/catalogue.ts'
import { startService } from '../search/start-service.ts'
import { round } from '../statistics.ts'
import { watchMeanwhile, type Meanwhile } from './meanwhile.ts'
import { sellNights, startReservations } from './sold-nights.ts'

const root = path.resolve(import.meta.dirname, '../../..')
const kept = path.join(root, '.data/bench-search')

const most = { seconds: 180, bytesAHotel: 2_048 }

interface Rebuilt {
  hotels: number
  /** Of reservations' database, or every night of every room, told by a stand-in. */
  told: string
  seconds: number
  /** Processor time of all that took part: the command, Postgres, whoever tells, and those who read and write meanwhile. */
  cpuSeconds: number
  bytesAHotel: number
  meanwhile: Meanwhile
}

/**
 * How long it takes to make the read model anew while others read it and write into it: by the command, from a stand-in that tells of
 * every night of every room, and from reservations itself over a database in which some nights of each room are sold.
 */
export const rebuild = async ({ args, signal, say }: BenchOptions): Promise<Outcome> => {
  const options = read(args)
  const running = { signal, say }
  await using started = new AsyncDisposableStack()
  const store = await startStore(options.data)
  started.defer(store.stop)
  const keys = await testKeys('hotels', 'reservations', 'payments')
  const figures: Rebuilt[] = []
  for (const hotels of options.hotels) {
    const catalogue = await makeCatalogue(store.url, { hotels, places: options.places }, running)
    const telling = async (told: string, url: string) => {
      figures.push({ hotels, told, ...(await rebuildOnce({ url, keys, catalogue, ...running })) })
      say(table([heading, ...figures.map(row)]))
    }
    if (options.year) {
      const year = await startService('bench/src/rebuild/told-year.ts', {})
      try {
        await telling('every night of every room', year.url)
      } finally {
        await year.running.stop()
      }
    }
    for (const nights of options.sold) {
      await using asked = new AsyncDisposableStack()
      const redisFolder = fs.mkdtempSync(path.join(options.data, 'redis-'))
      asked.defer(() => fs.rmSync(redisFolder, { recursive: true, force: true }))
      const redis = await startServer(() =>
        prepareRedis({ dataFolder: redisFolder, cacheFolder: options.data, password: 'bench', durable: false }),
      )
      asked.defer(redis.stop)
      const sold = await sellNights(store.url, catalogue.url, nights, running)
      const reservations = await startReservations(sold.url, redis.url, keys)
      asked.defer(() => reservations.running.stop())
      await telling(`${sold.rows.toLocaleString('en')} nights, ${nights} a room, by reservations`, reservations.url)
    }
  }
  const failures = options.isJudged ? figures.flatMap(judge) : []
  return { passed: failures.length === 0, failures, figures: { options, rebuilt: figures } }
}

type Rebuilding = Pick<BenchOptions, 'signal' | 'say'> & {
  url: string
  keys: Awaited<ReturnType<typeof testKeys<'hotels' | 'reservations'>>>
  catalogue: Awaited<ReturnType<typeof makeCatalogue>>
}

const rebuildOnce = async ({ url, keys, catalogue, signal, say }: Rebuilding) => {
  const command = (verb: string) => ({
    command: process.execPath,
    args: ['subgraphs/hotels/src/read-model/main.ts', verb],
    cwd: root,
    env: {
      ...process.env,
      DATABASE_URL: catalogue.url,
      RESERVATIONS_URL: url,
      IDENTITY_KEY: JSON.stringify(keys.privateKeys.hotels),
      TRUSTED_KEYS: JSON.stringify(keys.publicKeys),
    },
    signal,
    onLine: say,
  })
  await runProgram(command('abandon')) // one that was stopped
  const watching = await watchMeanwhile(catalogue.url)
  const [begun, used] = [performance.now(), cpuMs(process.pid)]
  const { code, said } = await runProgram(command('rebuild'))
  const seconds = round((performance.now() - begun) / 1_000, 1)
  const cpuSeconds = round((cpuMs(process.pid) - used) / 1_000, 1)
  const meanwhile = await watching.stop()
  if (code !== 0) throw new Error(`the rebuild ended with ${code}: ${said}`)
  const sql = postgres(catalogue.url, { max: 1, onnotice: () => undefined })
  const [size] = await sql<{ bytes: number }[]>`
    select (pg_total_relation_size('availability_block') + pg_total_relation_size('availability_chunk')
      + pg_total_relation_size('availability_block_next') + pg_total_relation_size('availability_chunk_next')
      + pg_total_relation_size('availability_told'))::float8 as bytes`
  await sql.end()
  return { seconds, cpuSeconds, bytesAHotel: Math.round((size?.bytes ?? 0) / catalogue.hotels), meanwhile }
}

const heading = [
  'told',
  'hotels',
  'seconds',
  'of processor time',
  'bytes a hotel',
  'reads, ms p50 p99 longest',
  'ten events, ms p50 p99 longest',
]
const row = ({ hotels, told, seconds, cpuSeconds, bytesAHotel, meanwhile: { reads, events } }: Rebuilt) => [
  told,
  hotels,
  seconds,
  cpuSeconds,
  bytesAHotel,
  `${reads.p50} ${reads.p99} ${reads.longest}`,
  `${events.p50} ${events.p99} ${events.longest}`,
]

const judge = ({ hotels, told, seconds, bytesAHotel }: Rebuilt): string[] => [
  ...(seconds > most.seconds ? [`${hotels} hotels, ${told}: ${seconds} s, wanted ${most.seconds}`] : []),
  ...(bytesAHotel > most.bytesAHotel ? [`${hotels} hotels, ${told}: ${bytesAHotel} bytes a hotel`] : []),
]

const standard = { hotels: '10000,100000,1000000', year: 'yes', sold: '12', data: kept }
const quick = { ...standard, hotels: '300' }

const read = (args: string[]) => {
  try {
    const { values } = parseArgs({
      args,
      options: {
        quick: { type: 'boolean' },
        hotels: { type: 'string' },
        year: { type: 'string' },
        sold: { type: 'string' },
        data: { type: 'string' },
      },
    })
    const given = { ...(values.quick ? quick : standard), ...values }
    const numbers = (text: string) =>
      text.split(',').map((number) => {
        if (!(Number(number) > 0)) throw new RangeError(`${number} is not a number`)
        return Number(number)
      })
    return {
      hotels: numbers(given.hotels),
      /** Of the world, the most populous. All, if not said. */
      places: values.quick ? 5_000 : undefined,
      /** Whether the stand-in tells every night of every room. */
      year: given.year !== 'no',
      /** Nights of each type of room on which something is sold. */
      sold: given.sold === 'none' ? [] : numbers(given.sold),
      data: path.resolve(given.data),
      isJudged: !values.quick,
    }
  } catch (error) {
    const known = Object.entries(standard).map(([name, usual]) => `--${name}=${usual}`)
    throw new CannotStart(
      error instanceof Error ? error.message : String(error),
      `There are: --quick ${known.join(' ')}`,
    )
  }
}
