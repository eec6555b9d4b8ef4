import { openDatabase } from '@staygraph/subgraph-kit/database'
import { openQueues } from '@staygraph/subgraph-kit/job'
import { createLogger } from '@staygraph/subgraph-kit/log'

import { findPlaces } from '../../../local/src/invariants/places.ts'
import type { DatabaseName } from '../../../local/src/service.ts'
import { dataFolder } from '../journeys/graph.ts'

type Sql = ReturnType<typeof openDatabase>['sql']

/** Works in a domain's database as the service itself does: by its role, so that what refuses it would refuse the service. */
export async function inDatabase<T>(name: DatabaseName, work: (sql: Sql) => Promise<T>): Promise<T> {
  const places = await findPlaces(dataFolder, process.env)
  const { sql, close } = openDatabase(places.databases[name], { max: 2, name: 'fault tests' })
  try {
    return await work(sql)
  } finally {
    await close()
  }
}

/** Nobody gets at these tables while `work` goes on: a database that takes too long. */
export const whileLocked = <T>(name: DatabaseName, tables: string[], work: () => Promise<T>): Promise<T> =>
  inDatabase(name, (sql) =>
    sql.begin(async (tx) => {
      await tx.unsafe(
        `set local idle_in_transaction_session_timeout = 0; lock table ${tables.join(', ')} in access exclusive mode`,
      )
      return work()
    }),
  ) as Promise<T>

/** The SQLSTATE with which the database refuses a statement; undefined when it did not. Nothing of it stays. */
export async function refusalOf(name: DatabaseName, statement: string): Promise<string | undefined> {
  const undone = new Error('undone')
  return inDatabase(name, (sql) =>
    sql
      .begin(async (tx) => {
        await tx.unsafe(statement)
        await tx.unsafe('set constraints all immediate')
        throw undone
      })
      .then(
        () => undefined,
        (error: Error & { code?: string }) => (error === undone ? undefined : error.code),
      ),
  )
}

/** Works with the platform's queues, as a service that promises jobs does. */
export async function inQueues<T>(work: (queues: ReturnType<typeof openQueues>) => Promise<T>): Promise<T> {
  const places = await findPlaces(dataFolder, process.env)
  const queues = openQueues(places.redisUrl, createLogger('fault tests', 'silent'))
  if (queues.connection.status !== 'ready') await new Promise((resolve) => queues.connection.once('ready', resolve))
  try {
    return await work(queues)
  } finally {
    await queues.close()
  }
}
