import { setTimeout as sleep } from 'node:timers/promises'

import { createCaller } from '@staygraph/subgraph-kit/command'
import { openDatabase } from '@staygraph/subgraph-kit/database'
import { processEnvironment, readEnvironment } from '@staygraph/subgraph-kit/environment'
import { derivePairKeys } from '@staygraph/subgraph-kit/pair-keys'
import { z } from 'zod'

import { askReservations } from './ask-reservations.ts'
import { readModelCommand } from './command.ts'

// `npm run read-model -- compare`, or in a container of hotels: `node subgraphs/hotels/src/read-model/main.ts compare`.

const { DATABASE_URL, RESERVATIONS_URL, IDENTITY_KEY, TRUSTED_KEYS } = readEnvironment({
  IDENTITY_KEY: processEnvironment.IDENTITY_KEY,
  TRUSTED_KEYS: processEnvironment.TRUSTED_KEYS,
  DATABASE_URL: z.url(),
  RESERVATIONS_URL: z.url(),
})
const { db, sql, close } = openDatabase(DATABASE_URL, { max: 4, name: 'read-model', statementTimeoutMs: 120_000 })
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())
try {
  const pause = (milliseconds: number) => sleep(milliseconds)
  const call = createCaller(derivePairKeys('hotels', IDENTITY_KEY, TRUSTED_KEYS))
  const isDone = await readModelCommand(process.argv.slice(2), {
    db,
    sql,
    teller: askReservations(call, RESERVATIONS_URL, pause),
    now: () => new Date(),
    pause,
    tell: () => {},
    say: (line) => console.log(line),
    signal: stopping.signal,
  })
  process.exitCode = isDone ? 0 : 1
} catch (error) {
  if (!stopping.signal.aborted) throw error
  console.log('Stopped. What was made is kept: `rebuild` goes on there, `abandon` gives it up.')
  process.exitCode = 1
} finally {
  await close()
}
