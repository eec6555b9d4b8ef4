import { parseArgs } from 'node:util'

import { readEnvironment } from '@staygraph/subgraph-kit/environment'
import postgres from 'postgres'
import { z } from 'zod'

import { readPlaces } from './places.ts'
import { seedCatalogue } from './seed.ts'

// node src/seed/main.ts --hotels 20000
// Fills the database of DATABASE_URL with all places of the world and a catalogue of invented hotels; tells how far it
// is as lines of JSON. Run again it adds only what is missing.

const { DATABASE_URL } = readEnvironment({ DATABASE_URL: z.url() })
const { values } = parseArgs({ options: { hotels: { type: 'string', default: '20000' } } })
const hotels = z.coerce.number().int().min(1).max(5_000_000).parse(values.hotels)

const sql = postgres(DATABASE_URL, { max: 1, onnotice: () => {}, connection: { statement_timeout: 0 } })
try {
  await seedCatalogue(sql, {
    hotels,
    places: await readPlaces(),
    tell: (stage, done, of) => console.log(JSON.stringify({ progress: { stage, done, of } })),
  })
} finally {
  await sql.end()
}
