import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'

// In the place of reservations, in a process of its own: every night of every room is told, a year long. As rows of its database that
// would be 366 for each type of room, more than a laptop holds for a million hotels.

/** From the day on that is asked for. */
const nights = 366

/** Bytes that look like any others: one night in twelve is sold out, else one to six rooms are left. */
const noise = (() => {
  const bytes = Buffer.alloc(1 << 22)
  let state = 12_345
  for (let at = 0; at < bytes.length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    bytes[at] = state >>> 24 < 22 ? 0 : 1 + ((state >>> 8) % 6)
  }
  return bytes
})()

const answer = (url: string, body: string): object => {
  if (url.endsWith('/tell-under-way')) return { events: [], last: null, newest: 1e12 }
  const { roomTypeIds } = JSON.parse(body) as { roomTypeIds: string[] }
  const left = noise.subarray(0, roomTypeIds.length * nights).toString('base64')
  return { roomTypeIds, nights, left }
}

const server = http.createServer((request, response) => {
  let body = ''
  request.on('data', (part: Buffer) => (body += part.toString('latin1')))
  request.on('end', () => response.end(JSON.stringify(answer(request.url ?? '', body))))
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')
console.log(JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }))
