import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

import { closeAtEnd } from './close-at-end.ts'

type Reply = { data?: unknown; errors?: unknown }
/** What the gateway asks. */
export type Question = { query: string; variables: { representations?: { id: string }[] } }

/** A subgraph that answers when a test says so, and counts what it was asked and what nobody waited for in the end. */
export async function watchedSubgraph(answer: (question: Question) => Promise<Reply>) {
  const seen = { asked: 0, answered: 0, aborted: 0, headers: [] as IncomingHttpHeaders[] }
  const server = createServer((request, response) => {
    if (request.url !== '/graphql') return void response.writeHead(404).end() // keys, which nobody needs here
    seen.asked += 1
    seen.headers.push(request.headers)
    response.once('close', () => {
      if (!response.writableFinished) seen.aborted += 1
    })
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      void answer(JSON.parse(Buffer.concat(chunks).toString()) as Question).then((reply) => {
        if (response.destroyed) return
        seen.answered += 1
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(reply))
      })
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closeAtEnd(() => server.close().closeAllConnections())
  return { seen, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}
