import fs from 'node:fs'
import path from 'node:path'

import { z } from 'zod'

import { CannotStart } from '../embedded/cannot-start.ts'
import { whoRuns } from '../prepare/only-one.ts'
import { ownStore } from '../prepare/own-store.ts'
import { keepSecrets, type Secrets } from '../prepare/secrets.ts'
import { type DatabaseName, databaseNames } from '../service.ts'

/** Where all that the invariants speak of can be read. A company of the sandbox is null where a real one stands in its place. */
export interface Places {
  databases: Record<DatabaseName, string>
  redisUrl: string
  bankUrl: string | null
  /** Of each partner of the sandbox, by its code in reservations. One that a real company stands in the place of is missing. */
  partnerUrls: Readonly<Record<string, string>>
  mailboxUrl: string | null
  /** The folder of the processes' logs. */
  logs: string | null
}

const parts = z.array(z.object({ name: z.string(), url: z.string().optional() }))

/**
 * The places of the platform that runs on this data folder. Stores that its environment named (`PAYMENTS_DATABASE_URL`,
 * `REDIS_URL`) must be named here too.
 */
export const findPlaces = async (dataFolder: string, environment: NodeJS.ProcessEnv): Promise<Places> => {
  const running = whoRuns(dataFolder)
  if (!running)
    throw new CannotStart(
      `Staygraph does not run on ${dataFolder}`,
      'The invariants are read from the running system: `npm start` first, or say STAYGRAPH_DATA.',
    )
  const secrets = await keepSecrets(dataFolder)
  const urls = await urlsOf(dataFolder)
  const urlOf = (name: string) => urls.get(name) ?? null
  const database = (name: DatabaseName): string => databaseOf(name, dataFolder, environment, secrets)
  return {
    databases: Object.fromEntries(databaseNames.map((name) => [name, database(name)])) as Places['databases'],
    redisUrl: environment['REDIS_URL'] || `redis://:${secrets.redis}@127.0.0.1:${redisPort(dataFolder)}`,
    bankUrl: urlOf('bank'),
    partnerUrls: Object.fromEntries(
      Object.entries({ liteapi: urlOf('partner'), lodgebank: urlOf('bedbank') }).filter(([, url]) => url !== null),
    ) as Record<string, string>,
    mailboxUrl: urlOf('mailbox'),
    logs: path.join(dataFolder, 'logs'),
  }
}

/** Where the processes of the platform that runs on this data folder are reached, by their names. None: nothing runs there. */
export const urlsOf = async (dataFolder: string): Promise<ReadonlyMap<string, string>> => {
  const running = whoRuns(dataFolder)
  if (!running) return new Map()
  const shown = parts.parse(await (await fetch(`${running.dashboard}/parts`)).json())
  return new Map(shown.flatMap(({ name, url }) => (url === undefined ? [] : [[name, url]])))
}

/** A domain's database, as its service's role: the one that the environment names, or else the platform's on this folder. */
export const databaseOf = (
  name: DatabaseName,
  dataFolder: string,
  environment: NodeJS.ProcessEnv,
  secrets: Pick<Secrets, 'databases'>,
): string =>
  environment[`${name.toUpperCase()}_DATABASE_URL`] ||
  `postgres://${name}:${secrets.databases[name].service}@127.0.0.1:${postgresPort(dataFolder, name)}/${name}`

/** The fourth line of Postgres' own note about itself: https://www.postgresql.org/docs/current/storage-file-layout.html */
const postgresPort = (dataFolder: string, name: DatabaseName): string => {
  const note = [ownStore(name), 'postgres']
    .map((store) => path.join(dataFolder, store, 'postmaster.pid'))
    .find((file) => fs.existsSync(file))
  const port = note && fs.readFileSync(note, 'utf8').split('\n')[3]
  if (port) return port
  throw new CannotStart(
    `no Postgres runs in ${dataFolder}`,
    'If the platform was started on databases of yours, name them here too: PAYMENTS_DATABASE_URL and so on.',
  )
}

const redisPort = (dataFolder: string): string => {
  const configuration = path.join(dataFolder, 'redis/redis.conf')
  const port = fs.existsSync(configuration)
    ? /^port (\d+)$/m.exec(fs.readFileSync(configuration, 'utf8'))?.[1]
    : undefined
  if (port) return port
  throw new CannotStart(
    `no Redis runs in ${dataFolder}`,
    'If the platform was started on a Redis of yours, name it here too: REDIS_URL.',
  )
}
