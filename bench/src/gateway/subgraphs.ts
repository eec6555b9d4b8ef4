import { createServer } from 'node:http'

import { createReplies, subgraphNames } from './graph.ts'

// A process of its own: both subgraphs, which answer what is written down. Says where they are on stdout.

const urls: Record<string, string> = {}
for (const name of subgraphNames) {
  const reply = createReplies()
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => {
      body += chunk
    })
    request.on('end', () => {
      const text = reply(body)
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
      response.end(text)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address === 'object' && address) urls[name] = `http://127.0.0.1:${address.port}/graphql`
}
console.log(JSON.stringify(urls))
