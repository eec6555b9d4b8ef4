import fs from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

import { createLogger } from '@staygraph/subgraph-kit/log'
import { afterEach, expect, test, vi } from 'vitest'

import { pagesOf } from '../build/first-files.ts'
import { createSite } from '../server/site.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function upstream(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  closing.push(() => new Promise((done) => server.close(done)))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** An address at which nothing listens. */
async function nowhere(): Promise<string> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return `http://127.0.0.1:${port}`
}

const silent = () => createLogger('web', 'silent')

async function site(
  parts: { gateway?: string; hotels?: string; documents?: string } = {},
  built = true,
  logger = silent(),
) {
  const dist = await fs.mkdtemp(path.join(os.tmpdir(), 'staygraph-web-'))
  if (built) {
    await fs.mkdir(path.join(dist, 'assets'))
    await fs.writeFile(
      path.join(dist, 'index.html'),
      '<head><meta property="csp-nonce" nonce="__CSP_NONCE__"></head><div id="root"></div>',
    )
    await fs.writeFile(
      path.join(dist, 'first-files.json'),
      '{"/":["/assets/home.js"],"/hotel/$hotelId":["/assets/hotel.js","/assets/slip.js"]}',
    )
    await fs.writeFile(path.join(dist, 'assets/index-abc123.js'), `export const words = '${'staygraph '.repeat(400)}'`)
  }
  const away = await nowhere()
  const app = await createSite({
    gateway: away,
    hotels: away,
    documents: away,
    ...parts,
    dist: pathToFileURL(`${dist}/`),
    photoOrigins: ['https://photos.example'],
    uploadOrigins: ['https://store.example'],
    logger,
  })
  closing.push(
    () => app.close(),
    () => fs.rm(dist, { recursive: true }),
  )
  return app
}

test('every address of the site is its page, with a policy that allows no inline script and a fresh nonce', async () => {
  const app = await site()
  const [one, two] = await Promise.all(['/', '/trips/LX7-4KQ9?x=1'].map((url) => app.inject(url)))
  expect(one?.statusCode).toBe(200)
  expect(two?.headers['content-type']).toContain('text/html')
  const policy = String(one?.headers['content-security-policy'])
  expect(policy).toContain("script-src 'self';")
  expect(policy).toContain("img-src 'self' data: https://photos.example")
  expect(policy).toContain("connect-src 'self' https://store.example;")
  expect(policy).not.toContain('unsafe')
  const nonce = (page?: string) => /nonce="([^"]+)"/.exec(page ?? '')?.[1]
  expect(policy).toContain(`'nonce-${nonce(one?.body)}'`)
  expect(nonce(one?.body)).not.toBe(nonce(two?.body))
})

test('a built file is compressed and kept for a year; the page is asked for anew each time', async () => {
  const app = await site()
  const file = await app.inject({ url: '/assets/index-abc123.js', headers: { 'accept-encoding': 'br' } })
  expect(file.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expect(file.headers['content-encoding']).toBe('br')
  expect((await app.inject('/')).headers['cache-control']).toBe('no-cache')
})

test('a page names the files that its address needs beyond those of every page, and no others', async () => {
  const app = await site()
  const named = async (url: string) =>
    [...(await app.inject(url)).body.matchAll(/rel="modulepreload"[^>]*href="([^"]+)"/g)].map(([, file]) => file)
  expect(await named('/?theme=dark')).toEqual(['/assets/home.js'])
  expect(await named('/hotel/h12?rooms=2')).toEqual(['/assets/hotel.js', '/assets/slip.js'])
  expect(await named('/hotel/h12/rooms')).toEqual([])
})

test('the build reads every page out of the table of addresses', async () => {
  const routes = await fs.readFile(new URL('../src/routes.tsx', import.meta.url), 'utf8')
  const pages = pagesOf(routes)
  expect(pages.length).toBe(routes.match(/createRoute\(/g)?.length)
  expect(pages).toContainEqual(['/desk/$hotelId/nights', 'desk/nights-page.tsx'])
})

test('a file that is not there is not the page, and no path leaves the site’s folder', async () => {
  const app = await site()
  expect((await app.inject('/assets/gone.js')).statusCode).toBe(404)
  for (const url of [
    '/..%2f..%2fpackage.json',
    '/assets/..%2f..%2f..%2fetc%2fpasswd',
    '/assets/%2e%2e/%2e%2e/package.json',
  ]) {
    expect((await app.inject(url)).body).not.toContain('"name"')
  }
})

test('the graph is reached through the site: body, cookies both ways, and the caller’s address', async () => {
  let seen: { body: string; cookie?: string | undefined; forwarded?: string | undefined } | undefined
  const gateway = await upstream(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    seen = { body, cookie: request.headers.cookie, forwarded: String(request.headers['x-forwarded-for']) }
    response.setHeader('set-cookie', '__Host-staygraph-refresh=r; Secure; HttpOnly; Path=/')
    response.setHeader('content-type', 'application/json')
    response.end('{"data":{"me":null}}')
  })
  const app = await site({ gateway })
  const answer = await app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { 'content-type': 'application/json', cookie: 'a=b', 'x-forwarded-for': '6.6.6.6' },
    payload: '{"query":"{ me { id } }"}',
  })
  expect(answer.json()).toEqual({ data: { me: null } })
  expect(String(answer.headers['set-cookie'])).toContain('__Host-staygraph-refresh=r')
  expect(seen).toEqual({ body: '{"query":"{ me { id } }"}', cookie: 'a=b', forwarded: '127.0.0.1' })
})

test('with the gateway, hotels and documents away, each answers in its own kind and says to try again', async () => {
  const app = await site()
  const origin = await app.listen({ host: '127.0.0.1', port: 0 })
  const graph = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
  expect(graph.status).toBe(503)
  expect(await graph.json()).toMatchObject({ errors: [{ extensions: { code: 'RETRY_LATER' } }] })
  const picture = await fetch(`${origin}/pictures/h1/facade.svg`)
  expect([picture.status, picture.headers.get('content-type')]).toEqual([503, 'image/svg+xml'])
  const document = await fetch(`${origin}/documents/token`)
  expect(document.status).toBe(503)
  expect(await document.text()).toContain('Your reservation is safe')
  for (const { headers } of [graph, picture, document]) expect(headers.get('retry-after')).toBe('5')
  expect((await fetch(`${origin}/health/ready`)).status).toBe(200)
})

test('a visitor who has left before the answer comes is no failure', async () => {
  const asked = Promise.withResolvers<void>()
  const gone = Promise.withResolvers<void>()
  const gateway = await upstream(async (_, response) => {
    asked.resolve()
    await gone.promise
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify('staygraph '.repeat(8_000)))
  })
  const logger = silent()
  const errors = vi.spyOn(logger, 'error')
  const told = vi.spyOn(logger, 'debug')
  const app = await site({ gateway }, true, logger)
  app.addHook('onRequest', async (request) => void request.raw.once('close', gone.resolve))
  const origin = await app.listen({ host: '127.0.0.1', port: 0 })
  const leaving = new AbortController()
  const answer = fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-encoding': 'gzip' },
    body: '{}',
    signal: leaving.signal,
  })
  await asked.promise
  leaving.abort()
  await expect(answer).rejects.toThrow(/abort/)
  await expect.poll(() => told.mock.calls.map(([, words]) => words)).toContain('whoever asked has gone')
  expect(errors).not.toHaveBeenCalled()
})

test('before the site is built it lives, but is not ready and says why', async () => {
  const app = await site({}, false)
  expect((await app.inject('/health/live')).statusCode).toBe(200)
  const ready = await app.inject('/health/ready')
  expect([ready.statusCode, ready.json().because]).toEqual([503, expect.stringContaining('vite build')])
})
