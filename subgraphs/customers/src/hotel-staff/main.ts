import { parseArgs } from 'node:util'

import { openDatabase } from '@staygraph/subgraph-kit/database'
import { readEnvironment } from '@staygraph/subgraph-kit/environment'
import { z } from 'zod'

import { hotelStaffCommand } from './command.ts'

// `npm run hotel-staff -- add h12 ada@example.com`, or in a container with DATABASE_URL set:
// `node subgraphs/customers/src/hotel-staff/main.ts add h12 ada@example.com`.

const { DATABASE_URL } = readEnvironment({ DATABASE_URL: z.url() })
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { desk: { type: 'boolean', default: false } },
})
const { db, close } = openDatabase(DATABASE_URL, { max: 1, name: 'hotel-staff' })
try {
  const { done, says } = await hotelStaffCommand(positionals, { desk: values.desk }, { db }, new Date())
  console.log(says)
  process.exitCode = done ? 0 : 1
} finally {
  await close()
}
