import { once } from 'node:events'
import http from 'node:http'

import { request } from 'undici'
import { expect, onTestFinished, test } from 'vitest'

import { inTime, TooLate } from './deadline.ts'

const listening = async (handle: http.RequestListener) => {
  const server = http.createServer(handle).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server without a TCP address')
  return `http://127.0.0.1:${address.port}/`
}
const ask = (url: string, milliseconds: number) =>
  inTime(milliseconds, async (signal) => (await request(url, { signal })).body.text())

test('an answer in time is the answer, and leaves no timer behind', async () => {
  const url = await listening((_, response) => response.end('here'))
  const before = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  expect(await ask(url, 60_000)).toBe('here')
  expect(process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length).toBeLessThanOrEqual(before + 1)
})

test('who says nothing in time is not waited for', async () => {
  const url = await listening(() => undefined)
  await expect(ask(url, 60)).rejects.toBeInstanceOf(TooLate)
})

test('who begins to answer and stops is not waited for either', async () => {
  const url = await listening((_, response) => response.write('half an'))
  await expect(ask(url, 60)).rejects.toBeInstanceOf(TooLate)
})

test('another failure stays what it is', async () => {
  await expect(ask('http://127.0.0.1:1/', 1_000)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
})
