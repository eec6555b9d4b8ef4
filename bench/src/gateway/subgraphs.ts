import net from 'node:net'

import { createReplies } from './canned.ts'
import { graphs, type GraphName } from './graphs.ts'
import { maxAge } from './keepable.ts'

// A process of its own: all subgraphs of a graph, which answer what is written down. Sends where they are. Written on
// sockets like the clients, because what these take of the processor is missing to the gateways. Whoever sends a message is
// answered how often they were asked.

const [, , name = '', keepable] = process.argv
/** What Apollo's gateway goes by. */
const cacheControl = keepable ? `cache-control: public, max-age=${maxAge}\r\n` : ''
let asked = 0
process.on('message', () => process.send?.(asked))
process.once('disconnect', () => process.exit())

/** Gives each whole request's body to `answer`. Requests have a `content-length`, or (some gateways' have) are chunked. */
const serve = (answer: (body: string) => string) =>
  net.createServer((socket) => {
    let received = ''
    socket.setNoDelay(true)
    socket.setEncoding('latin1') // one character a byte, so that lengths agree
    socket.on('error', () => socket.destroy()) // a gateway that is ended
    socket.on('data', (chunk: string) => {
      received += chunk
      for (let request = read(received); request; request = read(received)) {
        received = received.slice(request.end)
        const text = answer(request.body)
        asked += 1
        socket.write(
          `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n${cacheControl}content-length: ${text.length}\r\nconnection: keep-alive\r\n\r\n${text}`,
          'latin1', // all that is written down is ASCII
        )
      }
    })
  })

/** The first request of what was received, and where it ends. Null: it is not all there yet. */
const read = (received: string): { body: string; end: number } | null => {
  const head = received.indexOf('\r\n\r\n')
  if (head === -1) return null
  const begin = head + 4
  const length = /^content-length: *(\d+)/im.exec(received.slice(0, head))?.[1]
  if (length !== undefined) {
    const end = begin + Number(length)
    return received.length < end ? null : { body: received.slice(begin, end), end }
  }
  let body = ''
  for (let at = begin; ;) {
    const line = received.indexOf('\r\n', at)
    if (line === -1) return null
    const size = Number.parseInt(received.slice(at, line), 16)
    const next = line + 2 + size + 2
    if (received.length < next) return null
    if (size === 0) return { body, end: next }
    body += received.slice(line + 2, line + 2 + size)
    at = next
  }
}

const graph = graphs[name as GraphName]
const urls: Record<string, string> = {}
for (const name of Object.keys(graph.contracts)) {
  const server = serve(createReplies(graph))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address === 'object' && address) urls[name] = `http://127.0.0.1:${address.port}/graphql`
}
process.send?.(urls)
