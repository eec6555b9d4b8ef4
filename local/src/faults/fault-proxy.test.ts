import { once } from 'node:events'
import http from 'node:http'
import net from 'node:net'

import { afterAll, describe, expect, test } from 'vitest'

import { openFaultProxy } from './fault-proxy.ts'
import { fault, type FaultInput } from './fault.ts'

const closing: (() => unknown)[] = []
afterAll(() => Promise.all(closing.map((close) => close())))

/** A server that remembers what it was asked, and a proxy in front of it. */
async function between(answer = 'all is well') {
  const asked: string[] = []
  const server = http.createServer((request, response) => {
    let body = ''
    request.on('data', (piece: Buffer) => (body += piece.toString()))
    request.on('end', () => {
      asked.push(`${request.method} ${request.url} ${body}`.trim())
      response.end(answer)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  const proxy = await openFaultProxy(() => ({ host: '127.0.0.1', port }))
  closing.push(proxy.close, () => server.close())
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  closing.push(() => agent.destroy())
  const ask = (path = '/', body?: string) =>
    new Promise<{ status: number | undefined; text: string; ms: number }>((resolve, reject) => {
      const began = performance.now()
      const options = { port: proxy.port, path, agent, method: body === undefined ? 'GET' : 'POST' }
      const request = http.request(options, (response) => {
        let text = ''
        response.on('data', (piece: Buffer) => (text += piece.toString()))
        response.on('error', reject)
        response.on('end', () => resolve({ status: response.statusCode, text, ms: performance.now() - began }))
      })
      request.on('error', reject)
      request.end(body)
    })
  const set = (input?: FaultInput) => proxy.set(input && fault.parse(input))
  return { asked, ask, set, proxy }
}
const reset = { code: 'ECONNRESET' }

describe('a proxy', () => {
  test('passes everything on while nothing is wrong, large bodies too', async () => {
    const large = 'x'.repeat(3_000_000)
    const { ask, asked } = await between(large)
    expect((await ask('/a', large)).text).toBe(large)
    expect(asked).toEqual([`POST /a ${large}`])
  })

  test('refuses, then listens again on the same port', async () => {
    const { ask, set, asked } = await between()
    await ask('/before')
    await set({ kind: 'refuse' })
    await new Promise((resolve) => setTimeout(resolve, 20)) // its kept connection hears of it
    await expect(ask()).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    await set()
    expect((await ask('/after')).status).toBe(200)
    expect(asked).toEqual(['GET /before', 'GET /after'])
  })

  test('refuses while nobody listens behind it', async () => {
    const { ask, proxy } = await between()
    await proxy.present(false)
    await expect(ask()).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    await proxy.present(true)
    expect((await ask()).status).toBe(200)
  })

  test('resets a connection before anything arrived', async () => {
    const { ask, set, asked } = await between()
    await set({ kind: 'reset', times: 1 })
    await expect(ask('/a', 'b')).rejects.toMatchObject(reset)
    expect(asked).toEqual([])
    expect((await ask()).status).toBe(200)
  })

  test('drops a reply after the work was done', async () => {
    const { ask, set, asked } = await between()
    await set({ kind: 'drop reply', times: 1 })
    await expect(ask('/a', 'b')).rejects.toMatchObject(reset)
    expect(asked).toEqual(['POST /a b'])
    expect((await ask()).status).toBe(200)
  })

  test('befalls only the request in which the text stands, also on a connection that serves many', async () => {
    const { ask, set, proxy } = await between()
    await set({ kind: 'drop reply', when: 'POST /pay' })
    expect((await ask('/look')).status).toBe(200)
    expect(proxy.snapshot().befallen).toBe(0)
    await expect(ask('/pay', 'x')).rejects.toMatchObject(reset)
    expect(proxy.snapshot().befallen).toBe(1)
  })

  test('delivers a reply late, and what waits at once when all is well again', async () => {
    const { ask, set, asked } = await between()
    await set({ kind: 'latency', ms: 80 })
    expect((await ask('/a')).ms).toBeGreaterThanOrEqual(75)
    await set({ kind: 'latency', ms: 60_000 })
    const waits = ask('/b')
    await expect.poll(() => asked).toEqual(['GET /a', 'GET /b'])
    await set()
    expect((await waits).text).toBe('all is well')
  })

  test('delivers a request late', async () => {
    const { ask, set, asked } = await between()
    await set({ kind: 'latency', ms: 60_000, of: 'request' })
    const waits = ask('/late', 'body')
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(asked).toEqual([])
    await set()
    await waits
    expect(asked).toEqual(['POST /late body'])
  })

  test('makes a reply trickle', async () => {
    const { ask, set } = await between('x'.repeat(2_000))
    await set({ kind: 'bandwidth', bytesPerSecond: 10_000 })
    const { text, ms } = await ask()
    expect(text).toHaveLength(2_000)
    expect(ms).toBeGreaterThan(150)
  })

  test('breaks a reply off', async () => {
    const { ask, set, asked } = await between('x'.repeat(2_000))
    await set({ kind: 'truncate', bytes: 300, times: 1 })
    await expect(ask('/a')).rejects.toMatchObject(reset)
    expect(asked).toEqual(['GET /a'])
    expect((await ask()).text).toHaveLength(2_000)
  })

  test('takes a request and says nothing, until it resets', async () => {
    const { ask, set, asked } = await between()
    await set({ kind: 'black hole' })
    const waits = ask('/a').catch((error: unknown) => error)
    await new Promise((resolve) => setTimeout(resolve, 50))
    await set()
    expect(await waits).toMatchObject(reset)
    expect(asked).toEqual([])
  })

  test('answers garbage in place of the reply, whether the request arrived or not', async () => {
    const { ask, set, asked } = await between()
    await set({ kind: 'garbage', times: 1 })
    await expect(ask('/a')).rejects.toMatchObject({ code: expect.stringMatching(/^HPE_/) })
    await set({ kind: 'garbage', http: { body: '{"hello":1}' }, times: 1 })
    expect(await ask('/b')).toMatchObject({ status: 200, text: '{"hello":1}' })
    expect(asked).toEqual([])
    await set({ kind: 'garbage', reached: true, http: { status: 502, body: '<html>' }, times: 1 })
    expect(await ask('/c', 'd')).toMatchObject({ status: 502, text: '<html>' })
    expect(asked).toEqual(['POST /c d'])
  })

  test('lets a request arrive twice, with one reply', async () => {
    const { ask, set, asked } = await between()
    await set({ kind: 'duplicate', when: 'POST', times: 1 })
    expect((await ask('/pay', 'x'.repeat(200_000))).text).toBe('all is well')
    await expect.poll(() => asked.map((one) => one.length)).toEqual([200_010, 200_010])
    await ask('/pay', 'y')
    expect(asked).toHaveLength(3)
  })

  test('passes the end of either side on', async () => {
    const { proxy } = await between()
    const socket = net.connect(proxy.port, '127.0.0.1', () => socket.write('GET / HTTP/1.0\r\n\r\n'))
    let text = ''
    socket.on('data', (piece: Buffer) => (text += piece.toString()))
    await once(socket, 'close')
    expect(text).toContain('all is well')
    await expect.poll(() => proxy.snapshot().connections).toBe(0)
  })
})
