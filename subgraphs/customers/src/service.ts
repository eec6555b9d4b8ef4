import type { PairKeys } from '@staygraph/subgraph-kit/pair-keys'
import { createService, mountSubgraph } from '@staygraph/subgraph-kit/serve'
import { sql } from 'drizzle-orm'

import { commands } from './commands.ts'
import type { Services } from './context.ts'
import { contextOf, schema } from './server.ts'

/** The HTTP service: the subgraph, the commands, and the keys that verify our access tokens. */
export async function createCustomers(services: Services, keys: PairKeys) {
  const { db, logger, accessTokens } = services
  const app = createService({
    name: 'customers',
    logger,
    // Without Redis attempts are counted by each process: still ready.
    ready: async () => {
      await db.execute(sql`select 1`)
      return { ready: true }
    },
  })
  await mountSubgraph(app, {
    schema,
    keys,
    logger,
    commands: commands(services),
    context: contextOf(services),
  })
  app.get('/.well-known/jwks.json', async (_, reply) =>
    reply.header('cache-control', 'public, max-age=300').send(accessTokens.keys),
  )
  return app
}
