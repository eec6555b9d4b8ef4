import { openDatabase } from '@staygraph/subgraph-kit/database'
import { readEnvironment } from '@staygraph/subgraph-kit/environment'
import { z } from 'zod'

import { sameHousesCommand } from './command.ts'

// `npm run same-houses -- list`, or in a container with DATABASE_URL set:
// `node subgraphs/hotels/src/same-houses/main.ts list`.

const { DATABASE_URL } = readEnvironment({ DATABASE_URL: z.url() })
const { sql, close } = openDatabase(DATABASE_URL, { max: 1, name: 'same-houses' })
try {
  const { done, says } = await sameHousesCommand(process.argv.slice(2), { sql, now: new Date() })
  console.log(says)
  process.exitCode = done ? 0 : 1
} finally {
  await close()
}
