import path from 'node:path'

import { CannotStart } from './embedded/cannot-start.ts'
import { runMigrations } from './prepare/migrations.ts'

// `DATABASE_URL=<the owner's> node local/src/migrate-database.ts subgraphs/hotels/migrations`: one database to its
// newest structure, for wherever the databases are not ours to start (containers, a server).
const [folder] = process.argv.slice(2)
const url = process.env['DATABASE_URL']
if (folder === undefined || url === undefined) {
  console.error('Usage: DATABASE_URL=postgres://... node local/src/migrate-database.ts <folder of migrations>')
  process.exit(64)
}
try {
  const name = new URL(url).pathname.slice(1)
  await runMigrations(name, url, path.resolve(folder))
  console.log(`The database "${name}" has its newest structure.`)
} catch (error) {
  if (!(error instanceof CannotStart)) throw error
  console.error(`${error.message}\n${error.wayOut}`)
  process.exit(1)
}
