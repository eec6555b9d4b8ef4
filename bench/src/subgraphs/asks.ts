import fs from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'

import postgres from 'postgres'
import { z } from 'zod'

import { book } from '../load/bookings.ts'
import { collectOffers, setAllotment } from '../load/offers.ts'
import type { Platform } from '../platform.ts'
import { citiesOf, searches } from '../search-page/guests.ts'
import { dateIn } from '../search/questions.ts'
import { startService } from '../search/start-service.ts'
import { environmentOf } from './environment-of.ts'

/** What one subgraph is asked by the gateway: requests of one text, with different values. */
export interface Ask {
  name: string
  subgraph: 'hotels' | 'reservations'
  bodies: string[]
  /** Whether an answer tells nothing: then nothing was measured. */
  isEmpty: (body: string) => boolean
}

const manifest = z.object({ operations: z.array(z.object({ id: z.string(), name: z.string() })) })
const entity = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Hotel { name stars } } }' // prettier-ignore

/**
 * The questions of the search page, a hotel's page and a trip's page, just as the gateway of a checkout asks them: of two
 * that are compared the older one's, since what was added to the graph later its subgraphs do not know.
 */
export const asksOf = async (platform: Platform, trips: number, checkout: string): Promise<Ask[]> => {
  const { databases } = platform.places
  const url = platform.urls['gateway'] ?? ''
  const offers = await collectOffers(url, trips)
  await setAllotment(databases.reservations, offers, 1_000)
  await book(url, offers, { clients: 4, attempts: trips })
  const booked = await referencesOf(databases.reservations)
  const cities = await citiesOf(databases.hotels)
  const recorder = await startRecorder(platform, checkout)
  try {
    const fetched = async (operation: string, all: object[]) => {
      const bodies: string[] = []
      for (const variables of all) bodies.push(await recorder.record(operation, variables))
      return bodies
    }
    const stay = { checkIn: dateIn(60), checkOut: dateIn(62) }
    const hotels = Array.from({ length: 50 }, (_, at) => `h${at + 1}`)
    return [
      {
        name: 'an entity',
        subgraph: 'hotels',
        bodies: hotels.map((id) =>
          JSON.stringify({ query: entity, variables: { representations: [{ __typename: 'Hotel', id }] } }),
        ),
        isEmpty: (body) => body.includes('[null]'),
      },
      {
        name: 'offers',
        subgraph: 'hotels',
        bodies: await fetched('Offers', hotels.map((id) => ({ id, stay, rooms: [{ adults: 2 }], currency: 'EUR' }))), // prettier-ignore
        isEmpty: (body) => body.includes('"hotel":null'),
      },
      {
        name: 'search',
        subgraph: 'hotels',
        bodies: await fetched('SearchHotels', searches(cities, 100, 1)),
        isEmpty: () => false,
      },
      {
        name: 'a trip',
        subgraph: 'reservations',
        bodies: await fetched('Reservation', booked.map((reference) => ({ reference, surname: 'Lovelace' }))), // prettier-ignore
        isEmpty: (body) => body.includes('"reservation":null'),
      },
    ]
  } finally {
    await recorder.stop()
  }
}

const referencesOf = async (databaseUrl: string): Promise<string[]> => {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined })
  try {
    const rows = await sql<{ reference: string }[]>`select reference from reservations where status = 'CONFIRMED'`
    return rows.map(({ reference }) => reference)
  } finally {
    await sql.end()
  }
}

/** A gateway whose subgraphs only write down what they are asked first. */
const startRecorder = async (platform: Platform, checkout: string) => {
  const file = path.join(checkout, 'gateway/operations/site.json')
  const site = manifest.parse(JSON.parse(fs.readFileSync(file, 'utf8')))
  let first: string | undefined
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => {
      body += chunk
    })
    request.on('end', () => {
      if (request.url === '/graphql') first ??= body
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":null}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const listening = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  const environment = environmentOf(platform, 'gateway')
  const subgraphs = ['HOTELS', 'CUSTOMERS', 'PAYMENTS', 'RESERVATIONS']
  const { running, url } = await startService(
    'gateway/src/main.ts',
    {
      ...environment,
      ...Object.fromEntries(subgraphs.map((name) => [`${name}_URL`, listening])),
      PORT: '0',
      LOG_LEVEL: 'info',
    },
    checkout,
  )
  return {
    record: async (name: string, variables: object): Promise<string> => {
      const sha256Hash = site.operations.find((one) => one.name === name)?.id
      first = undefined
      const body = JSON.stringify({
        operationName: name,
        variables,
        extensions: { persistedQuery: { version: 1, sha256Hash } },
      })
      await (await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).text() // prettier-ignore
      if (first === undefined) throw new Error(`the gateway asks nobody for ${name}`)
      return first
    },
    stop: async () => {
      await running.stop()
      server.close()
      server.closeAllConnections()
    },
  }
}
