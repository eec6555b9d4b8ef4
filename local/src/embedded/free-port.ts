import { once } from 'node:events'
import net from 'node:net'

/**
 * A port that was free on 127.0.0.1 a moment ago. Someone else may still take it before our child binds it, so that
 * whoever starts a server on it tries again with another one.
 */
export const freePort = async (): Promise<number> => {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('a TCP server without a TCP address')
  return address.port
}
