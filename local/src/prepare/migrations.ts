import fs from 'node:fs'
import { pathToFileURL } from 'node:url'

import { migrate } from '@staygraph/subgraph-kit/migrate'

import { CannotStart } from '../embedded/cannot-start.ts'

/** The deepest cause says what Postgres said; the wrappers around it only repeat the statement. */
const deepest = (error: unknown): Error => {
  let found = error
  while (found instanceof Error && found.cause instanceof Error) found = found.cause
  return found instanceof Error ? found : new Error(String(found))
}

/** Brings one domain's database to its newest structure. */
export const runMigrations = async (name: string, ownerUrl: string, folder: string): Promise<void> => {
  if (!fs.existsSync(folder)) return
  try {
    await migrate(ownerUrl, pathToFileURL(`${folder}/`))
  } catch (error) {
    throw new CannotStart(
      `a migration of the database "${name}" failed: ${deepest(error).message}`,
      `Nothing of it was applied. Mend the newest file in ${folder}, or start afresh with \`npm run reset\`.`,
      { cause: error },
    )
  }
}
