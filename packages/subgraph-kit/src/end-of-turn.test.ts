import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

import { expect, test } from 'vitest'

import { atEndOfTurn } from './end-of-turn.ts'

test('what waits is done in its order, after everything that was read in the same turn; what is added then, a turn later', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const done: string[] = []
  const sockets: Socket[] = []
  server.on('connection', (socket) => sockets.push(socket))
  const clients = await Promise.all(
    [1, 2, 3].map(async () => {
      const client = connect(port, '127.0.0.1')
      await once(client, 'connect')
      return client
    }),
  )
  await expect.poll(() => sockets.length).toBe(3)
  const over = Promise.withResolvers<void>()
  sockets.forEach((socket, at) =>
    socket.once('data', () => {
      done.push(`read ${at}`)
      atEndOfTurn(() => {
        done.push(`written ${at}`)
        if (at === 0) atEndOfTurn(() => (done.push('added'), over.resolve()))
      })
    }),
  )
  for (const client of clients) client.write('x')
  // All of it lies there before this process looks.
  for (const until = performance.now() + 50; performance.now() < until;);
  await over.promise
  expect(done.slice(0, 3).toSorted()).toEqual(['read 0', 'read 1', 'read 2'])
  expect(done.slice(3, 6)).toEqual(done.slice(0, 3).map((read) => read.replace('read', 'written')))
  expect(done.slice(6)).toEqual(['added'])
  for (const client of clients) client.destroy()
  server.close()
})
