import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'

import { backOff } from './back-off.ts'
import { observeStatements } from './statements.ts'

export type Database = PostgresJsDatabase & { $client: postgres.Sql }
/** A transaction, or the database itself: what a query needs. */
export type Queryable = Pick<
  Database,
  'select' | 'insert' | 'update' | 'delete' | 'execute' | 'selectDistinct' | 'selectDistinctOn' | 'with'
>

export type DatabaseOptions = { max?: number; name?: string; statementTimeoutMs?: number }

/**
 * A pool of connections and drizzle over it. Statements are bounded (a hung database answers with a typed error, not
 * with a hung guest); `Date`s never hide a calendar date (`date` columns come as text, `timestamptz` as Date).
 */
export function openDatabase(
  url: string,
  { max = 10, name = 'staygraph', statementTimeoutMs = 5_000 }: DatabaseOptions = {},
) {
  const sql = postgres(url, {
    max,
    onnotice: () => {},
    connect_timeout: 5,
    // Seconds before a lost connection is tried again. The driver's own schedule reaches 20 s, for which queries would wait.
    backoff: (attempts: number) => backOff(attempts + 1, { firstMs: 20, mostMs: 500 }) / 1_000,
    idle_timeout: 60,
    connection: {
      application_name: name,
      statement_timeout: statementTimeoutMs,
      lock_timeout: Math.min(statementTimeoutMs, 3_000),
      idle_in_transaction_session_timeout: 10_000,
    },
  })
  observeStatements(sql)
  const db: Database = drizzle({ client: preparing(sql), casing: 'snake_case' })
  return { db, sql, close: () => sql.end({ timeout: 5 }) }
}

/** So many different statements a pool keeps prepared (each connection has its own copy); what comes after is sent as it is. */
const mostPrepared = 400
/** A list of ids makes another statement for each length: those are not worth keeping. */
const mostParameters = 40

/**
 * drizzle asks the driver for unnamed statements, which Postgres parses and plans each time, after a round trip that only
 * asks for their parameters' types. Here each text is a named prepared statement of its connection, as those of the
 * driver's own tag are.
 */
function preparing(sql: postgres.Sql): postgres.Sql {
  const known = new Set<string>()
  const worthIt = (text: string, parameters: readonly unknown[]) => {
    if (parameters.length === 0 || parameters.length > mostParameters) return false
    if (!known.has(text) && known.size < mostPrepared) known.add(text)
    return known.has(text)
  }
  const over = <Client extends postgres.Sql | postgres.TransactionSql>(client: Client): Client =>
    new Proxy(client, {
      get(target, name) {
        switch (name) {
          case 'unsafe':
            return (text: string, parameters: postgres.ParameterOrJSON<never>[] = []) =>
              target.unsafe(text, parameters, { prepare: worthIt(text, parameters) })
          case 'begin':
          case 'savepoint': {
            const begin: unknown = Reflect.get(target, name)
            return (work: (tx: postgres.TransactionSql) => unknown) =>
              (begin as (begun: typeof work) => unknown)((tx) => work(over(tx)))
          }
          default:
            return Reflect.get(target, name)
        }
      },
    })
  return over(sql)
}

/**
 * The same database over several pools, one for each kind of work (a bulkhead): whatever uses up the connections of one
 * kind leaves the others theirs. Their sum counts against the server's `max_connections`.
 */
export function openPools<Lane extends string>(url: string, name: string, sizes: Record<Lane, number>) {
  const opened = (Object.entries(sizes) as [Lane, number][]).map(
    ([lane, max]) => [lane, openDatabase(url, { max, name: `${name} ${lane}` })] as const,
  )
  return {
    of: Object.fromEntries(opened) as unknown as Record<Lane, ReturnType<typeof openDatabase>>,
    close: async () => {
      await Promise.all(opened.map(([, { close }]) => close()))
    },
  }
}

/** Postgres' own words for what went wrong, through drizzle's wrapping: https://www.postgresql.org/docs/current/errcodes-appendix.html */
export function postgresCode(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code
  }
  return undefined
}

/** The server or the way to it: gone, starting, full. */
const outages = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  '25006',
  '53300',
  '57P01',
  '57P02',
  '57P03',
])

/** Whether Postgres could not be asked, or was lost while it was: what a statement under way came to is not known. */
export function isOutage(error: unknown): boolean {
  const code = postgresCode(error) ?? ''
  return outages.has(code) || code.startsWith('08')
}

/** A lock or the statement took too long, or two transactions could not both go on. */
const rolledBack = new Set(['55P03', '57014', '40P01', '40001'])

/** Postgres ended the statement itself: nothing of its transaction was written, so it may be sent again. */
export const wasRolledBack = (error: unknown): boolean => rolledBack.has(postgresCode(error) ?? '')
