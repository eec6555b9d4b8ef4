import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

import type { Database } from '@staygraph/subgraph-kit/database'
import { createGranter } from '@staygraph/subgraph-kit/grant'
import type { Viewer } from '@staygraph/subgraph-kit/identity'
import { createLogger } from '@staygraph/subgraph-kit/log'
import { createGraphServer } from '@staygraph/subgraph-kit/serve'
import { testKeys } from '@staygraph/subgraph-kit/testing/identity'
import type { Sql } from 'postgres'

import type { Context, Services } from '../context.ts'
import { createGroupCommit } from '../database/group-commit.ts'
import { followSteps } from '../database/steps-log.ts'
import { createEqualRequests } from '../memory/equal-requests.ts'
import type { LookUpLimiter } from '../memory/look-up-limiter.ts'
import { createTakenRooms } from '../memory/taken-rooms.ts'
import { openOfferKeys } from '../offers/offer-keys.ts'
import { schema } from '../server.ts'
import type { HotelFacts } from '../sisters/hotels.ts'
import { resumeUnfinished } from '../use-cases/resume-unfinished.ts'
import { createClock } from './clock.ts'
import { claimsFor, createOfferKey, type OfferWishes } from './offers.ts'
import { cards, createPaymentsStandIn } from './payments-stand-in.ts'
import { serveOfferKeys } from './serve-offer-keys.ts'

const logger = createLogger('reservations', 'silent')
const anonymous: Viewer = { kind: 'anonymous' }
export const ada = { givenName: 'Ada', familyName: 'Lovelace', email: 'ada@example.com', phone: null }

/** What a world stands on. */
export type Ground = { db: Database; sql: Sql; lookUps: LookUpLimiter }

/**
 * A reservations service on a database. payments and customers are stand-ins that keep their contract; hotels' keys are
 * a real key. Time goes when the test says so.
 */
export async function openWorld({ db, sql, lookUps }: Ground) {
  const clock = createClock()
  const keys = await testKeys('gateway', 'reservations', 'payments', 'customers', 'workers')
  const offerKey = await createOfferKey()
  const payments = createPaymentsStandIn()
  const known = new Map<string, string>()
  const houses = new Map<string, HotelFacts>()
  const hotels = await serveOfferKeys(() => [offerKey.jwk])
  const offers = openOfferKeys({ db, hotelsUrl: hotels.url, logger, now: clock.now })
  await offers.refresh()

  const services: Services = {
    db,
    sql,
    now: clock.now,
    pause: (milliseconds) => sleep(milliseconds),
    random: Math.random,
    logger,
    signer: keys.signers.reservations,
    grantPayment: createGranter(keys.pairs.reservations, 'payments'),
    trust: keys.trust,
    customerOf: async ({ email }) => {
      if (!known.has(email)) known.set(email, `c-${known.size + 1}`)
      return known.get(email) ?? null
    },
    factsOf: async (hotelId) => houses.get(hotelId) ?? null,
    payments: payments.port,
    offers,
    suppliers: new Map(),
    lookUps,
    takenRooms: createTakenRooms(clock.now),
    equalRequests: createEqualRequests(),
    inGroups: createGroupCommit(),
    steps: followSteps(sql, logger),
    settings: {
      publicSiteUrl: 'https://stay.example',
      holdMinutes: 10,
      waitingOfferMinutes: 120,
      returnOrigins: ['https://partner.example'],
    },
  }
  const server = createGraphServer<Context>({ schema }, logger)

  const world = {
    db,
    sql,
    clock,
    keys,
    offerKey,
    payments,
    /** Our own hotels, as hotels describes them to a desk. */
    houses,
    services,
    offer: (wishes: OfferWishes = {}) => offerKey.sign(claimsFor(wishes, clock.now())),
    /** A request's context: of the world as it is, or with parts of it exchanged. */
    contextOf: (viewer: Viewer = anonymous, exchanged: Partial<Services> & { client?: string } = {}): Context => ({
      ...services,
      client: randomUUID(), // nobody else's misses
      ...exchanged,
      viewer,
    }),
    graph: async (query: string, variables: object, context: Context = world.contextOf()) => {
      const { body } = await server.executeOperation({ query, variables: { ...variables } }, { contextValue: context })
      if (body.kind !== 'single') throw new Error('answered in parts')
      return body.singleResult
    },
    /** Everything that is due now is done, as often as it takes. */
    sweep: async (exchanged: Partial<Services> = {}) => {
      while (await resumeUnfinished({ ...services, ...exchanged }));
    },
    input: async (changed: object = {}) => ({
      offerId: await world.offer(),
      guest: ada,
      paymentMethodId: cards.good,
      idempotencyKey: randomUUID(),
      ...changed,
    }),
    close: () => hotels.stop(),
  }
  return world
}
export type OpenWorld = Awaited<ReturnType<typeof openWorld>>
