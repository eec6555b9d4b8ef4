import path from 'node:path'

import { CannotStart } from './embedded/cannot-start.ts'
import { databaseOf } from './invariants/places.ts'
import { runProgram } from './prepare/child-program.ts'
import { whoRuns } from './prepare/only-one.ts'
import { keepSecrets, type Secrets } from './prepare/secrets.ts'

export interface HotelStaffOptions {
  root: string
  dataFolder: string
  environment: NodeJS.ProcessEnv
  signal: AbortSignal
  say: (line: string) => void
}

/** `npm run hotel-staff -- add h12 ada@example.com`: customers' own command, on the database of the platform that runs. */
export const hotelStaff = async (args: string[], options: HotelStaffOptions): Promise<number> => {
  const { root, dataFolder, environment, signal, say } = options
  const { code } = await runProgram({
    command: process.execPath,
    args: [path.join(root, 'subgraphs/customers/src/hotel-staff/main.ts'), ...args],
    cwd: root,
    env: { ...environment, DATABASE_URL: databaseOf('customers', dataFolder, environment, await secretsOf(options)) },
    signal,
    onLine: say,
  })
  return code
}

/** Of the platform on this data folder. A database that the environment names needs none of them. */
const secretsOf = async ({ dataFolder, environment }: HotelStaffOptions): Promise<Pick<Secrets, 'databases'>> => {
  if (environment['CUSTOMERS_DATABASE_URL'] || whoRuns(dataFolder)) return keepSecrets(dataFolder)
  throw new CannotStart(
    `Staygraph does not run on ${dataFolder}`,
    'Staff are kept in the database of customers: `npm start` first, or name it (CUSTOMERS_DATABASE_URL).',
  )
}
