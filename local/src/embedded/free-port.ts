import { once } from 'node:events'
import net from 'node:net'

// Below the ports that systems hand out by themselves (Linux from 32768, others from 49152): one of those may be taken by
// anybody's outgoing connection before our child binds it. Each process has a block of its own, so that two that start
// platforms at the same moment do not choose alike.
const first = 15_000
const blockSize = 100
const blocks = 170

const listen = async (port: number): Promise<net.Server | null> => {
  const server = net.createServer()
  const taken = once(server, 'error').then(() => null)
  server.listen(port, '127.0.0.1')
  return Promise.race([once(server, 'listening').then(() => server), taken])
}

/** The first port of a block is bound for as long as this process lives: so nobody else takes the block. */
const takeBlock = async (): Promise<number> => {
  const begin = process.pid % blocks
  for (let at = 0; at < blocks; at += 1) {
    const block = first + ((begin + at) % blocks) * blockSize
    const guard = await listen(block)
    if (!guard) continue
    guard.unref()
    return block
  }
  throw new Error('no block of ports is free on 127.0.0.1')
}

let ours: Promise<number> | undefined
let given = 0

/** A port that is free on 127.0.0.1, and that no other process of ours is given. */
export const freePort = async (): Promise<number> => {
  const block = await (ours ??= takeBlock())
  for (let tries = 1; tries < blockSize; tries += 1) {
    given = (given % (blockSize - 1)) + 1
    const port = block + given
    const server = await listen(port)
    if (!server) continue
    server.close()
    await once(server, 'close')
    return port
  }
  throw new Error(`all ports from ${block} to ${block + blockSize - 1} are taken`)
}
