import postgres from 'postgres'

import { type DatabaseName, databaseNames } from '../service.ts'
import type { Secrets } from './secrets.ts'

export interface DatabaseUrls {
  /** For the service: data, never structure. */
  service: string
  /** For migrations and the seed: owns the database and all in it. */
  owner: string
}

const connect = (url: string) => postgres(url, { max: 1, onnotice: () => undefined, connect_timeout: 10 })

const at = (base: string, user: string, password: string, database: string): string => {
  const url = new URL(base)
  url.username = user
  url.password = password
  url.pathname = `/${database}`
  return url.href
}

/**
 * A database a domain, each closed to everyone but two roles: `<name>_owner`, who owns its schema and runs the
 * migrations, and `<name>`, the service, who reads and writes rows there, cannot change the structure, and cannot even
 * connect to another's. Safe to run again: passwords and grants are set to what they should be.
 */
export const provideDatabases = async (
  superuserUrl: string,
  secrets: Pick<Secrets, 'databases'>,
  names: readonly DatabaseName[] = databaseNames,
): Promise<Map<DatabaseName, DatabaseUrls>> => {
  const server = connect(superuserUrl)
  try {
    const roles = new Set((await server`select rolname from pg_roles`).map((row) => String(row['rolname'])))
    const existing = new Set((await server`select datname from pg_database`).map((row) => String(row['datname'])))
    for (const name of names) {
      const { owner, service } = secrets.databases[name]
      await keepRole(server, roles, `${name}_owner`, owner, 20)
      await keepRole(server, roles, name, service, 60)
      if (!existing.has(name)) await server.unsafe(`create database ${name} owner ${name}_owner`)
      await server.unsafe(`revoke all on database ${name} from public`)
      await server.unsafe(`grant connect on database ${name} to ${name}`)
    }
    for (const other of ['postgres', 'template1']) await server.unsafe(`revoke all on database ${other} from public`)
  } finally {
    await server.end()
  }
  const urls = names.map(async (name): Promise<[DatabaseName, DatabaseUrls]> => {
    await shareWithService(at(superuserUrl, 'postgres', new URL(superuserUrl).password, name), name)
    const { owner, service } = secrets.databases[name]
    const urlOf = (user: string, password: string) => at(superuserUrl, user, password, name)
    return [name, { owner: urlOf(`${name}_owner`, owner), service: urlOf(name, service) }]
  })
  return new Map(await Promise.all(urls))
}

const keepRole = async (server: postgres.Sql, known: Set<string>, name: string, password: string, limit: number) => {
  const verb = known.has(name) ? 'alter' : 'create'
  // A role's password cannot be a bind parameter; ours are base64url, so they hold no quote.
  if (!/^[\w-]+$/.test(password)) throw new Error(`the password of ${name} is not base64url`)
  await server.unsafe(
    `${verb} role ${name} login nosuperuser nocreatedb nocreaterole connection limit ${limit} password '${password}'`,
  )
}

const shareWithService = async (url: string, name: DatabaseName): Promise<void> => {
  const database = connect(url)
  try {
    await database.unsafe(`
      alter schema public owner to ${name}_owner;
      revoke all on schema public from public;
      grant usage on schema public to ${name};
      alter default privileges for role ${name}_owner in schema public
        grant select, insert, update, delete on tables to ${name};
      alter default privileges for role ${name}_owner in schema public
        grant usage, select on sequences to ${name};
    `)
  } finally {
    await database.end()
  }
}
