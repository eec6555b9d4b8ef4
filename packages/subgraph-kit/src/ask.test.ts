import { once } from 'node:events'
import http from 'node:http'

import { Agent } from 'undici'
import { expect, onTestFinished, test } from 'vitest'

import { Abandoned, ask, TooLate, type UnderWay } from './ask.ts'

const listening = async (handle: http.RequestListener) => {
  const server = http.createServer(handle).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server without a TCP address')
  return `http://127.0.0.1:${address.port}/`
}
const agent = new Agent({ connections: 1 })
const get = async (url: string, milliseconds: number) => {
  const asking = { origin: new URL(url).origin, path: '/', method: 'GET', headers: {}, body: null } as const
  return (await ask(agent, asking, milliseconds)).text
}

test('an answer in time is the answer, and leaves no timer behind', async () => {
  const url = await listening((_, response) => response.end('here'))
  const before = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  expect(await get(url, 60_000)).toBe('here')
  expect(process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length).toBeLessThanOrEqual(before + 1)
})

test('who says nothing in time is not waited for', async () => {
  const url = await listening(() => undefined)
  await expect(get(url, 60)).rejects.toBeInstanceOf(TooLate)
})

test('who begins to answer and stops is not waited for either', async () => {
  const url = await listening((_, response) => response.write('half an'))
  await expect(get(url, 60)).rejects.toBeInstanceOf(TooLate)
})

test('who waits for a connection longer than it may take is not sent at all', async () => {
  let asked = 0
  const url = await listening((request, response) => {
    asked += 1
    setTimeout(() => response.end('late'), 150)
  })
  const first = get(url, 1_000)
  await expect(get(url, 40)).rejects.toBeInstanceOf(TooLate)
  expect(await first).toBe('late')
  await new Promise((resolve) => setTimeout(resolve, 60))
  expect(asked).toBe(1)
})

test('a question that nobody waits for any more is ended, and whoever was asked sees it', async () => {
  const hungUp = Promise.withResolvers<void>()
  const url = await listening((_, response) => response.on('close', () => hungUp.resolve()))
  const underWay: UnderWay = new Set()
  const asking = { origin: new URL(url).origin, path: '/', method: 'GET', headers: {}, body: null } as const
  const asked = ask(agent, asking, 60_000, underWay)
  setTimeout(() => underWay.forEach((end) => end(new Abandoned())), 30)
  await expect(asked).rejects.toBeInstanceOf(Abandoned)
  await hungUp.promise
  expect(underWay.size).toBe(0)
})

test('another failure stays what it is', async () => {
  await expect(get('http://127.0.0.1:1/', 1_000)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
})
