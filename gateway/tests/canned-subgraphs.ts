import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

import { closeAtEnd } from './close-at-end.ts'
import { composeStaged, folderWith } from './staged-graph.ts'

/** What a subgraph answers to a body, or does instead with the response (then it answers undefined). */
export type Canned = (body: string, response: ServerResponse, request: IncomingMessage) => string | undefined

/** Servers that answer what they are told, each with its address, and a supergraph file over them. */
export async function cannedSubgraphs(typeDefs: Record<string, string>, answers: Record<string, Canned>) {
  let sdl = composeStaged(typeDefs)
  const urls: Record<string, string> = {}
  for (const [name, answer] of Object.entries(answers)) {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const text = answer(Buffer.concat(chunks).toString(), response, request)
        if (text === undefined) return
        response.writeHead(200, { 'content-type': 'application/json' }).end(text)
      })
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    closeAtEnd(() => server.close().closeAllConnections())
    urls[name] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    sdl = sdl.replace(`http://127.0.0.1:1/${name}`, `${urls[name]}/graphql`)
  }
  const supergraph = join(await folderWith({ 'supergraph.graphql': sdl }), 'supergraph.graphql')
  return { urls, supergraph, sdl }
}
