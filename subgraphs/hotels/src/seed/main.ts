import { parseArgs } from 'node:util'

import { readEnvironment } from '@staygraph/subgraph-kit/environment'
import postgres from 'postgres'
import { z } from 'zod'

import { readPlaces } from './places.ts'
import { seedCatalogue } from './seed.ts'

// node src/seed/main.ts --hotels 20000 [--places 5000]
// Fills the database of DATABASE_URL with all places of the world, or only the most populous, and a catalogue of invented
// hotels; tells how far it is as lines of JSON. Run again it adds hotels that are missing; places stay those of the first time.

const { DATABASE_URL } = readEnvironment({ DATABASE_URL: z.url() })
const { values } = parseArgs({ options: { hotels: { type: 'string', default: '20000' }, places: { type: 'string' } } })
const hotels = z.coerce.number().int().min(1).max(5_000_000).parse(values.hotels)
const most = z.coerce.number().int().min(1).optional().parse(values.places)

const sql = postgres(DATABASE_URL, { max: 1, onnotice: () => {}, connection: { statement_timeout: 0 } })
try {
  await seedCatalogue(sql, {
    hotels,
    places: (await readPlaces()).slice(0, most),
    tell: (stage, done, of) => console.log(JSON.stringify({ progress: { stage, done, of } })),
  })
} finally {
  await sql.end()
}
