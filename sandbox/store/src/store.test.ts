import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { AwsV4Signer } from 'aws4fetch'
import { afterAll, expect, test } from 'vitest'

import { startStore } from './start-store.ts'

const keys = { accessKeyId: 'one', secretAccessKey: 'secret', region: 'eu-central-1' }
const clock = { ms: 0 }
const store = await startStore({ ...keys, now: () => Date.now() + clock.ms })
afterAll(() => store.stop())

const bytes = randomBytes(2_000)
const sha256 = createHash('sha256').update(bytes).digest('base64')
const promised = {
  'content-type': 'image/png',
  'content-length': String(bytes.length),
  'if-none-match': '*',
  'x-amz-checksum-sha256': sha256,
}
/** An address to put something at, signed as the service does. */
async function presign(key: string, headers: Record<string, string> = promised, seconds = 60) {
  const { url } = await new AwsV4Signer({
    ...keys,
    service: 's3',
    method: 'PUT',
    url: `${store.url}/photos/${key}?X-Amz-Expires=${seconds}`,
    headers,
    signQuery: true,
    allHeaders: true,
  }).sign()
  return url
}
const put = async (url: URL, body: Buffer = bytes, given: Record<string, string> = promised) => {
  const headers = Object.fromEntries(Object.entries(given).filter(([name]) => name !== 'content-length'))
  const response = await fetch(url, { method: 'PUT', body: new Uint8Array(body), headers })
  return { status: response.status, code: /<Code>(\w+)</.exec(await response.text())?.[1] }
}
const signed = async (method: string, key: string) => {
  const { url, headers } = await new AwsV4Signer({
    ...keys,
    service: 's3',
    method,
    url: `${store.url}/photos/${key}`,
  }).sign()
  return fetch(url, { method, headers })
}

test('what was promised is taken, once, and given back as it is', async () => {
  const url = await presign('a/one two')
  expect(await put(url)).toEqual({ status: 200 })
  expect(await put(url)).toEqual({ status: 412, code: 'PreconditionFailed' })
  const got = await signed('GET', 'a/one%20two')
  expect([got.status, got.headers.get('content-type')]).toEqual([200, 'image/png'])
  expect(Buffer.from(await got.arrayBuffer())).toEqual(bytes)
  expect((await signed('HEAD', 'a/one%20two')).headers.get('content-length')).toBe('2000')
  expect((await fetch(`${store.url}/photos/a/one%20two`)).status).toBe(403)
  expect((await signed('DELETE', 'a/one%20two')).status).toBe(204)
  expect((await signed('GET', 'a/one%20two')).status).toBe(404)
})

test('of many who put at once, one does', async () => {
  const url = await presign('race')
  const answers = await Promise.all(Array.from({ length: 8 }, () => put(url)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 412)).toHaveLength(7)
})

test('what was not promised is refused, and nothing of it kept', async () => {
  const other = randomBytes(2_000)
  expect(await put(await presign('b'), other)).toEqual({ status: 400, code: 'BadDigest' })
  expect((await put(await presign('b'), Buffer.concat([bytes, bytes]))).code).toBe('SignatureDoesNotMatch')
  expect((await put(await presign('b'), bytes.subarray(1))).code).toBe('SignatureDoesNotMatch')
  expect((await put(await presign('b'), bytes, { ...promised, 'content-type': 'text/html' })).code).toBe('SignatureDoesNotMatch') // prettier-ignore
  const { 'if-none-match': _, ...again } = promised
  expect((await put(await presign('b'), bytes, again)).code).toBe('SignatureDoesNotMatch')
  const forged = await presign('b')
  forged.pathname = '/photos/c'
  expect((await put(forged)).code).toBe('SignatureDoesNotMatch')
  const longer = await presign('b')
  longer.searchParams.set('X-Amz-Expires', '600')
  expect((await put(longer)).code).toBe('SignatureDoesNotMatch')
  const late = await presign('b')
  clock.ms = 61_000
  expect(await put(late)).toEqual({ status: 403, code: 'AccessDenied' })
  clock.ms = 0
  expect((await store.paths()).filter((path) => path !== '/photos/race')).toEqual([])
  // The same, as it was promised, is taken: the tests above can fail.
  expect((await put(await presign('b'))).status).toBe(200)
})

test('a file that breaks off is not kept', async () => {
  const url = await presign('half')
  await new Promise((resolve) => {
    const sent = request(url, { method: 'PUT', headers: promised })
    sent.on('error', resolve)
    sent.write(bytes.subarray(0, 100))
    setTimeout(() => sent.destroy(), 50)
  })
  expect((await signed('GET', 'half')).status).toBe(404)
})

test('objects outlive a restart where there is a folder', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'store-test-'))
  const first = await startStore({ ...keys, dataDir })
  const sign = async (method: string, url: string) =>
    new AwsV4Signer({ ...keys, service: 's3', method, url: `${url}/photos/kept` }).sign()
  const { url, headers } = await sign('PUT', first.url)
  expect((await fetch(url, { method: 'PUT', headers, body: 'x' })).status).toBe(200)
  await first.stop()
  const second = await startStore({ ...keys, dataDir })
  const again = await sign('GET', second.url)
  expect(await (await fetch(again.url, { headers: again.headers })).text()).toBe('x')
  await second.stop()
  await rm(dataDir, { recursive: true })
})

test('a page of another origin may put, and is told what it may send', async () => {
  const preflight = await fetch(await presign('cors'), { method: 'OPTIONS' })
  expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, '*'])
})
