import { keepSecrets } from '@staygraph/local/prepare/secrets'
import postgres from 'postgres'

import type { Platform } from './platform.ts'

/** The throw-away cluster's superuser, for what no service may do. */
export const superuserUrl = async ({ dataFolder, places }: Platform): Promise<string> => {
  const url = new URL(places.databases.reservations)
  url.username = 'postgres'
  url.password = (await keepSecrets(dataFolder)).postgres
  url.pathname = '/postgres'
  return url.href
}

/** Changes the cluster's settings while `work` goes on: settings by name, as postgresql.conf has them. */
export const withSettings = async <T>(
  superuser: string,
  settings: Record<string, string>,
  work: () => Promise<T>,
): Promise<T> => {
  const sql = postgres(superuser, { max: 1, onnotice: () => undefined })
  try {
    for (const [name, value] of Object.entries(settings)) await sql.unsafe(`alter system set ${name} = '${value}'`)
    await sql`select pg_reload_conf()`
    return await work()
  } finally {
    for (const name of Object.keys(settings)) await sql.unsafe(`alter system reset ${name}`)
    await sql`select pg_reload_conf()`
    await sql.end()
  }
}
