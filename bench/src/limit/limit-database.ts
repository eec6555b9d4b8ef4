import fs from 'node:fs'
import path from 'node:path'

import { migrations } from '@staygraph/local/prepare/beforehand'
import postgres from 'postgres'

import type { OfferInHand } from '../load/offers.ts'

const root = path.resolve(import.meta.dirname, '../../..')
const domains = ['reservations', 'payments', 'customers'] as const
/** Searched in this order: of the two `outbox` tables a booking writes the first one. */
export const searchPath = domains.join(',')
const database = 'booking_limit'

/**
 * One database in the same cluster with the same tables and functions as the three that a booking uses, a schema each:
 * pgbench speaks to one database at a time. The same migrations make it. Nobody relays its outbox.
 */
export const makeLimitDatabase = async (superuserUrl: string): Promise<string> => {
  const server = postgres(superuserUrl, { max: 1, onnotice: () => undefined })
  await server.unsafe(`create database ${database}`)
  await server.end()
  const url = new URL(superuserUrl)
  url.pathname = `/${database}`
  for (const domain of domains) {
    const sql = postgres(url.href, { max: 1, onnotice: () => undefined, connection: { search_path: domain } })
    try {
      await sql.unsafe(`create schema ${domain}`)
      const folder = path.join(root, migrations[domain])
      const files = fs.readdirSync(folder).filter((file) => file.endsWith('.sql'))
      for (const file of files.toSorted()) {
        const text = fs.readFileSync(path.join(folder, file), 'utf8').replaceAll('"public".', `"${domain}".`)
        await sql.unsafe(text)
      }
    } finally {
      await sql.end()
    }
  }
  return url.href
}

/** Nights for as many room types as the offers have, named `<of>0`, `<of>1` and so on, with rooms for everybody. */
export const makeNights = async (limitUrl: string, of: string, { checkIn, checkOut }: OfferInHand, types: number) => {
  const sql = postgres(limitUrl, { max: 1, connection: { search_path: searchPath } })
  try {
    await sql`
      insert into room_night (room_type_id, night, allotment)
      select ${of} || t, ${checkIn}::date + n, 100000000
      from generate_series(0, ${types}::int - 1) t, generate_series(0, ${checkOut}::date - ${checkIn}::date - 1) n`
  } finally {
    await sql.end()
  }
}
