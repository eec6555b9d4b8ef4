import type { DatabaseUrls } from '../prepare/databases.ts'
import { ownStore } from '../prepare/own-store.ts'
import { publicHalves, type Secrets } from '../prepare/secrets.ts'
import { databaseNames, type DatabaseName, type Service, type Surroundings } from '../service.ts'

/**
 * By which address `from` reaches `to`, a process of the table or a store (`postgres-payments`, `redis`), that listens
 * at `address`. What goes wrong on the way can be put there.
 */
export type Reach = (from: string, to: string, address: string) => string

export interface Wiring {
  around: Surroundings
  secrets: Pick<Secrets, 'identityKeys'>
  databases: Record<DatabaseName, DatabaseUrls>
  redisUrl: string
  /** As they listen, unless told. */
  reach?: Reach | undefined
  /** The user's own environment, passed on, so that any setting a service knows can be given to `npm start`. */
  inherited: NodeJS.ProcessEnv
}

const urlVariable = (name: string): string => `${name.toUpperCase()}_URL`

/** What belongs to one service, or to us, and is no other service's business. */
const notInherited = new Set([
  ...databaseNames.flatMap((name) => [
    `${name.toUpperCase()}_DATABASE_URL`,
    `${name.toUpperCase()}_OWNER_DATABASE_URL`,
  ]),
  'DATABASE_URL',
  'REDIS_URL',
  'SMTP_URL',
  'STRIPE_API_KEY',
  'STRIPE_WEBHOOK_SECRET',
  'LITEAPI_KEY',
  'LODGEBANK_KEY',
  'PORT',
  'HOST',
  'NODE_CHANNEL_FD',
  'STAYGRAPH_CLOCK',
])

/** The whole environment of one process: what it inherits, then what the table and the wiring say. */
export const serviceEnvironment = (service: Service, wiring: Wiring): NodeJS.ProcessEnv => {
  const { secrets, databases, redisUrl, inherited } = wiring
  const reach: Reach = (from, to, address) => wiring.reach?.(from, to, address) ?? address
  const around = seenFrom(service.name, wiring.around, reach)
  return {
    ...Object.fromEntries(Object.entries(inherited).filter(([name]) => !notInherited.has(name))),
    HOST: '127.0.0.1',
    ...Object.fromEntries(service.ports.map(({ as, moves }) => [as, String(wiring.around.port(moves))])),
    PUBLIC_SITE_URL: around.siteUrl,
    ...(service.identity && {
      IDENTITY_KEY: JSON.stringify(secrets.identityKeys[service.identity]),
      TRUSTED_KEYS: JSON.stringify(publicHalves(secrets.identityKeys)),
    }),
    ...(service.database && {
      DATABASE_URL: reach(service.name, ownStore(service.database), databases[service.database].service),
    }),
    ...(service.queue && { REDIS_URL: reach(service.name, 'redis', redisUrl) }),
    ...Object.fromEntries((service.asks ?? []).map((sister) => [urlVariable(sister), around.url(sister)])),
    ...service.env?.(around),
  }
}

/** What one process is told of the others' places. Its own is what it is. */
const seenFrom = (from: string, around: Surroundings, reach: Reach): Surroundings => ({
  ...around,
  url: (name) => (name === from ? around.url(name) : reach(from, name, around.url(name))),
  port: (moves) => {
    const owner = around.ownerOf(moves)
    if (owner === from) return around.port(moves)
    return Number(new URL(reach(from, owner, `tcp://127.0.0.1:${around.port(moves)}`)).port)
  },
})
