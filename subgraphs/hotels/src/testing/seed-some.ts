import postgres from 'postgres'

import { readPlaces } from '../seed/places.ts'
import { seedCatalogue } from '../seed/seed.ts'

// node src/testing/seed-some.ts <database> <country> <places> <hotels>
// The seed as a process of its own, over a few places of one country: what is killed in a test.

const [url = '', country, places, hotels] = process.argv.slice(2)
const sql = postgres(url, { max: 1, onnotice: () => {} })
await seedCatalogue(sql, {
  hotels: Number(hotels),
  places: (await readPlaces()).filter((place) => place.country === country).slice(0, Number(places)),
  tell: (stage, done, of) => console.log(JSON.stringify({ progress: { stage, done, of } })),
})
await sql.end()
