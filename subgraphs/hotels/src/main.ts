import { setTimeout as sleep } from 'node:timers/promises'

import { availabilityChanged } from '@staygraph/reservations/contract/availability-changed'
import { createCacheTags } from '@staygraph/subgraph-kit/cache-tags'
import { mount } from '@staygraph/subgraph-kit/command'
import { openDatabase } from '@staygraph/subgraph-kit/database'
import { jwk, port, processEnvironment, readEnvironment, storeEnvironment } from '@staygraph/subgraph-kit/environment'
import { connectLimitStore } from '@staygraph/subgraph-kit/limit-store'
import { createLogger } from '@staygraph/subgraph-kit/log'
import { derivePairKeys } from '@staygraph/subgraph-kit/pair-keys'
import { repeat } from '@staygraph/subgraph-kit/repeat'
import { createService, listen, mountSubgraph } from '@staygraph/subgraph-kit/serve'
import { startTelemetry } from '@staygraph/subgraph-kit/telemetry'
import { consumeTogether, type Together } from '@staygraph/subgraph-kit/together'
import { z } from 'zod'

import { describeHotel as describeHotelContract } from '../contract/describe-hotel.ts'
import { createContext, type Surroundings } from './context.ts'
import { followNights } from './database/availability-log.ts'
import { KeptNames } from './database/kept-names.ts'
import { readGeneration } from './database/next-availability.ts'
import { Shelves } from './database/shelves.ts'
import { askEcb, ecbUrl } from './exchange/ecb.ts'
import { configuredPartners, partnersEnvironment } from './partners/configured-partners.ts'
import { configuredStore, photosEnvironment } from './photos/configured-store.ts'
import { mountPhotos } from './pictures/mount-photos.ts'
import { mountPictures } from './pictures/mount-pictures.ts'
import { schema } from './server.ts'
import { observeLag, observeUnheard, tellLag } from './use-cases/availability-metrics.ts'
import { describeHotel } from './use-cases/describe-hotel.ts'
import { forgetPastNights } from './use-cases/forget-past-nights.ts'
import { keepSearches } from './use-cases/kept-searches.ts'
import { noteAvailability } from './use-cases/note-availability.ts'
import { createOfferSigner } from './use-cases/offer-signer.ts'
import { refreshRates } from './use-cases/refresh-rates.ts'
import { tellKept } from './use-cases/search-metrics.ts'
import { sweepPhotos } from './use-cases/sweep-photos.ts'
import { tellNext } from './use-cases/tell-next.ts'

const name = 'hotels'

const environment = readEnvironment({
  ...processEnvironment,
  ...storeEnvironment,
  ...partnersEnvironment,
  ...photosEnvironment,
  PORT: port(4001),
  /** Signs offers: a private Ed25519 key as JSON Web Key. */
  OFFER_KEY: jwk,
  /** Public keys that signed before, as a JSON Web Key Set: their offers are still in hand. */
  FORMER_OFFER_KEYS: z
    .string()
    .default('{"keys":[]}')
    .transform((text) => z.object({ keys: z.array(z.looseObject({ kty: z.string() })) }).parse(JSON.parse(text)).keys),
  /** Where the day's exchange rates are published, in the European Central Bank's form. Empty: they stay as they are. */
  EXCHANGE_RATES_URL: z.url().or(z.literal('')).default(ecbUrl),
  /** Hotels whose prices are kept in memory, some 400 bytes each. */
  SHELF_HOTELS: z.coerce.number().int().min(100).default(400_000),
  /** What searches may leave in memory for the next ones: what is left of rooms, prices, answers. */
  SEARCH_MEGABYTES: z.coerce.number().int().min(1).default(512),
})

const logger = createLogger(name, environment.LOG_LEVEL)
const telemetry = startTelemetry(name, environment)
const {
  db,
  sql,
  close: closeDatabase,
} = openDatabase(environment.DATABASE_URL, { max: environment.DATABASE_POOL, name })
const others = configuredPartners(environment)
const photos = configuredStore(environment)
const redis = await connectLimitStore(environment.REDIS_URL, logger)
const surroundings: Surroundings = {
  db,
  sql,
  shelves: new Shelves(sql, { atMost: environment.SHELF_HOTELS }),
  names: new KeptNames(sql, logger),
  kept: keepSearches(sql, { atMostBytes: environment.SEARCH_MEGABYTES * 1_000_000 }),
  availability: followNights(sql, logger),
  cacheTags: createCacheTags(redis, logger),
  mostHotels: 50_000,
  signer: createOfferSigner(environment.OFFER_KEY, environment.FORMER_OFFER_KEYS),
  partners: others.partners,
  photos,
  partnersWithinMs: Math.max(0, ...others.partners.map(({ withinMs }) => withinMs)),
  logger,
}

tellKept(surroundings.kept)
// Whoever types first shall not wait until all names are read.
surroundings.names
  .books('PLACES', Date.now())
  .catch((error: unknown) => logger.warn({ err: error }, 'the names of places cannot be read yet'))

const app = createService({
  name,
  logger,
  async ready() {
    const { towns } = await surroundings.shelves.almanac(Date.now())
    if (towns.size === 0) return { ready: false, because: 'the catalogue is empty: run the seed' }
    const says = [tellLag(Date.now()), tellNext(await readGeneration(sql), towns)].filter((line) => line !== undefined)
    return { ready: true, ...(says.length > 0 && { says: says.join('; ') }) }
  },
})
app.get('/.well-known/offer-keys.json', async (_, reply) =>
  reply.header('cache-control', 'public, max-age=300').send(surroundings.signer.keySet),
)
mountPictures(app, sql)
mountPhotos(app, sql, photos?.store)
await mountSubgraph(app, {
  schema,
  keys: derivePairKeys(name, environment.IDENTITY_KEY, environment.TRUSTED_KEYS),
  graphFrom: ['gateway', 'reservations'],
  commands: [mount(describeHotelContract, ['reservations'], (input) => describeHotel(input, surroundings))],
  context: ({ viewer }, _request, _reply, live) => createContext(surroundings, viewer, new Date(), live),
  logger,
})

const note = async (changes: Pick<Together<typeof availabilityChanged>, 'payload' | 'promisedAt'>[]) => {
  const news = await noteAvailability(
    changes.map(({ payload }) => payload),
    surroundings,
  )
  // What came twice was known long ago.
  if (news > 0) for (const { promisedAt } of changes) observeLag(promisedAt.getTime(), Date.now())
  return []
}
const rates = environment.EXCHANGE_RATES_URL
  ? repeat(
      'exchange rates',
      async () => refreshRates(() => askEcb(environment.EXCHANGE_RATES_URL), { sql, logger }, new Date()),
      {
        everyMs: 3_600_000,
        maxWaitMs: 3_600_000,
        logger,
      },
    )
  : undefined
const events = consumeTogether(
  availabilityChanged,
  {
    together: note,
    alone: async (payload, { promisedAt }) => void (await note([{ payload, promisedAt }])),
  },
  { redisUrl: environment.REDIS_URL, logger, concurrency: 4 },
)
const unheard = repeat(
  'changes that are not heard',
  async () => {
    // While Redis is away nobody knows.
    const oldest = await Promise.race([events.oldest(), sleep(2_000, undefined)])
    if (oldest !== undefined) observeUnheard(oldest?.getTime() ?? null, Date.now())
    return false
  },
  { everyMs: 5_000, logger },
)
const sweeper = repeat('past nights', async () => forgetPastNights(surroundings, new Date()), {
  everyMs: 3_600_000,
  logger,
})

const photoSweeper = repeat('photographs nobody needs', async () => sweepPhotos(surroundings, new Date()), {
  everyMs: 60_000,
  logger,
})

await listen(app, {
  host: environment.HOST,
  port: environment.PORT,
  logger,
  async close() {
    await Promise.all([
      unheard.stop(),
      events.close(),
      sweeper.stop(),
      photoSweeper.stop(),
      rates?.stop(),
      others.close(),
      surroundings.availability.close(),
    ])
    redis.disconnect()
    await photos?.close()
    await closeDatabase()
    await telemetry.stop()
  },
})
