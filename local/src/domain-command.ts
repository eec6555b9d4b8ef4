import path from 'node:path'

import { CannotStart } from './embedded/cannot-start.ts'
import { databaseOf, urlsOf } from './invariants/places.ts'
import { runProgram } from './prepare/child-program.ts'
import { whoRuns } from './prepare/only-one.ts'
import { keepSecrets, publicHalves, type Secrets } from './prepare/secrets.ts'
import type { DatabaseName, Issuer } from './service.ts'

export interface DomainCommandOptions {
  root: string
  dataFolder: string
  environment: NodeJS.ProcessEnv
  signal: AbortSignal
  say: (line: string) => void
}

/** A domain's own command for its operator, seen from the project's root, and the database it works on. */
export interface DomainCommand {
  database: DatabaseName
  entry: string
  /** The sisters it asks, and in whose name: those of the platform that runs, unless the environment names them. */
  asks?: { as: Issuer; sisters: string[] }
}

/** `npm run hotel-staff -- add h12 ada@example.com`. */
export const hotelStaff: DomainCommand = {
  database: 'customers',
  entry: 'subgraphs/customers/src/hotel-staff/main.ts',
}
/** `npm run same-houses -- list`. */
export const sameHouses: DomainCommand = { database: 'hotels', entry: 'subgraphs/hotels/src/same-houses/main.ts' }

/** `npm run read-model -- compare`. */
export const readModel: DomainCommand = {
  database: 'hotels',
  entry: 'subgraphs/hotels/src/read-model/main.ts',
  asks: { as: 'hotels', sisters: ['reservations'] },
}

/** Runs it on the database of the platform that runs, or the one that the environment names. */
export const runDomainCommand = async (
  { database, entry, asks }: DomainCommand,
  args: string[],
  options: DomainCommandOptions,
): Promise<number> => {
  const { root, dataFolder, environment, signal, say } = options
  const secrets = await secretsOf(database, options)
  const url = databaseOf(database, dataFolder, environment, secrets)
  const { code } = await runProgram({
    command: process.execPath,
    args: [path.join(root, entry), ...args],
    cwd: root,
    env: { ...(asks && (await toAsk(asks, secrets, dataFolder))), ...environment, DATABASE_URL: url },
    signal,
    onLine: say,
  })
  return code
}

/** What a process needs to ask its sisters. */
const toAsk = async (
  { as, sisters }: NonNullable<DomainCommand['asks']>,
  { identityKeys }: Pick<Secrets, 'identityKeys'>,
  dataFolder: string,
): Promise<NodeJS.ProcessEnv> => {
  const urls = await urlsOf(dataFolder)
  return {
    IDENTITY_KEY: JSON.stringify(identityKeys[as]),
    TRUSTED_KEYS: JSON.stringify(publicHalves(identityKeys)),
    ...Object.fromEntries(sisters.map((name) => [`${name.toUpperCase()}_URL`, urls.get(name)])),
  }
}

/** Of the platform on this data folder. A database that the environment names needs none of them. */
const secretsOf = async (
  database: DatabaseName,
  { dataFolder, environment }: DomainCommandOptions,
): Promise<Secrets> => {
  const variable = `${database.toUpperCase()}_DATABASE_URL`
  if (environment[variable] || whoRuns(dataFolder)) return keepSecrets(dataFolder)
  throw new CannotStart(
    `Staygraph does not run on ${dataFolder}`,
    `This is kept in the database of ${database}: \`npm start\` first, or name it (${variable}).`,
  )
}
