import { once } from 'node:events'
import net from 'node:net'

import { sql } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'

import { openDatabase } from './database.ts'
import { testPostgresUrl } from './testing/database.ts'

// postgres.js asks each new connection for the array types, and nobody waits for that answer. An error there must not
// be an unhandled rejection, which would end the process (and fails this file).

const real = new URL(testPostgresUrl())
let cuts = 0
const proxy = net.createServer((client) => {
  const server = net.connect(Number(real.port), real.hostname)
  for (const socket of [client, server]) socket.on('error', () => socket.destroy())
  client.on('data', (piece) => {
    if (cuts === 0 && piece.includes('pg_catalog.pg_type')) {
      cuts += 1
      server.destroy()
      client.resetAndDestroy()
    } else server.write(piece)
  })
  server.pipe(client)
})
proxy.listen(0, '127.0.0.1')
await once(proxy, 'listening')
afterAll(() => proxy.close())

test('a connection lost while it is opened rejects the query that waited for it, and the next one is answered', async () => {
  const address = proxy.address()
  const port = typeof address === 'object' && address ? String(address.port) : ''
  const { db, close } = openDatabase(Object.assign(new URL(real), { port }).href, { max: 1 })
  await expect(db.execute(sql`select 1 as alive`)).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } })
  expect([...(await db.execute(sql`select 1 as alive`))]).toEqual([{ alive: 1 }])
  expect(cuts).toBe(1)
  await close()
})
