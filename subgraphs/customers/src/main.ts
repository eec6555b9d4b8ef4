import { openDatabase } from '@staygraph/subgraph-kit/database'
import { jwk, port, processEnvironment, readEnvironment, storeEnvironment } from '@staygraph/subgraph-kit/environment'
import { openQueues } from '@staygraph/subgraph-kit/job'
import { createLogger } from '@staygraph/subgraph-kit/log'
import { derivePairKeys } from '@staygraph/subgraph-kit/pair-keys'
import { startRelay } from '@staygraph/subgraph-kit/relay'
import { repeat } from '@staygraph/subgraph-kit/repeat'
import { listen } from '@staygraph/subgraph-kit/serve'
import { startTelemetry } from '@staygraph/subgraph-kit/telemetry'

import { openAccessTokens } from './credentials/access-tokens.ts'
import { openAttempts } from './credentials/attempts.ts'
import { commonPasswords } from './credentials/common-passwords.ts'
import { openPasswords } from './credentials/passwords.ts'
import { createCustomers } from './service.ts'
import { forgetOldSessions } from './use-cases/forget-old-sessions.ts'

const environment = readEnvironment({
  ...processEnvironment,
  ...storeEnvironment,
  PORT: port(4002),
  /** The private Ed25519 key that signs access tokens, as a JSON Web Key. Its public half is at `/.well-known/jwks.json`. */
  ACCESS_TOKEN_KEY: jwk,
})
const { HOST, PORT, LOG_LEVEL, DATABASE_URL, DATABASE_POOL, REDIS_URL, ACCESS_TOKEN_KEY } = environment
const keys = derivePairKeys('customers', environment.IDENTITY_KEY, environment.TRUSTED_KEYS)

const logger = createLogger('customers', LOG_LEVEL)
const telemetry = startTelemetry('customers', environment)
const { db, close } = openDatabase(DATABASE_URL, { max: DATABASE_POOL, name: 'customers' })
const queues = openQueues(REDIS_URL, logger)
const attempts = await openAttempts(REDIS_URL, logger)
const clock = () => new Date()
const services = {
  db,
  clock,
  logger,
  attempts,
  commonPasswords,
  passwords: await openPasswords(),
  accessTokens: await openAccessTokens(ACCESS_TOKEN_KEY),
}
const app = await createCustomers(services, keys)
const forgetting = repeat(
  'forget old sessions',
  async () => {
    await forgetOldSessions(services, clock())
    return false
  },
  { everyMs: 3_600_000, maxWaitMs: 3_600_000, logger },
)
const relay = startRelay({ db, queues, logger })
await listen(app, {
  host: HOST,
  port: PORT,
  logger,
  close: async () => {
    await forgetting.stop()
    await relay.stop()
    await queues.close()
    attempts.close()
    await close()
    await telemetry.stop()
  },
})
