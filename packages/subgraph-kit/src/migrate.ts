import { fileURLToPath } from 'node:url'

import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as apply } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'

/** Brings a database to the newest of drizzle-kit's migrations in `folder`. Safe to run again; one runner at a time. */
export async function migrate(url: string, folder: URL) {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await sql`select pg_advisory_lock(hashtext('staygraph-migrations'))`
    await apply(drizzle({ client: sql }), { migrationsFolder: fileURLToPath(folder) })
  } finally {
    await sql.end({ timeout: 5 })
  }
}
