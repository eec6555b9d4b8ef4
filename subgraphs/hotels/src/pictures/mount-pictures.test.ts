import { createLogger } from '@staygraph/subgraph-kit/log'
import { createService } from '@staygraph/subgraph-kit/serve'
import type { FastifyInstance } from 'fastify'
import { beforeAll, expect, test } from 'vitest'

import { munich, smallCatalogue } from '../testing/small-catalogue.ts'
import { mountPictures } from './mount-pictures.ts'

let app: FastifyInstance
beforeAll(async () => {
  const { sql } = await smallCatalogue({ hotels: 20 })
  app = createService({
    name: 'hotels',
    logger: createLogger('hotels', 'silent'),
    ready: async () => ({ ready: true }),
  })
  mountPictures(app, sql)
})
const get = (url: string, headers = {}) => app.inject({ url, headers })

test('a hotel, a room type and a city have their pictures, the same each time, kept for ever by whoever asks', async () => {
  for (const url of [
    '/pictures/h1/facade.svg',
    '/pictures/h1/pool.svg',
    '/pictures/r8/room.svg',
    `/pictures/${munich}/place.svg`,
  ]) {
    const picture = await get(url)
    expect(picture.statusCode).toBe(200)
    expect(picture.headers['content-type']).toBe('image/svg+xml')
    expect(picture.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(picture.body).toMatch(/^<svg [\s\S]+<\/svg>$/)
    expect(picture.body.length).toBeLessThan(60_000)
    expect((await get(url)).body).toBe(picture.body)
    const again = await get(url, { 'if-none-match': picture.headers.etag })
    expect([again.statusCode, again.body]).toEqual([304, ''])
  }
})

test('its size and hour can be asked for, and each is another picture', async () => {
  const night = await get('/pictures/h1/facade.svg?w=1200&h=560&hour=night')
  expect(night.body).toContain('viewBox="0 0 1200 560"')
  expect(night.headers.etag).not.toBe((await get('/pictures/h1/facade.svg?w=1200&h=560&hour=day')).headers.etag)
  expect((await get('/pictures/h1/facade.svg')).headers.etag).not.toBe(
    (await get('/pictures/h2/facade.svg')).headers.etag,
  )
})

test.each([
  '/pictures/h0/facade.svg',
  '/pictures/h999999/facade.svg',
  '/pictures/h1/attic.svg',
  '/pictures/h1/facade.png',
  '/pictures/h1/facade.svg?w=99999',
  '/pictures/h1/facade.svg?hour=noon',
  '/pictures/..%2f..%2fetc/facade.svg',
])('%s is nothing', async (url) => {
  const answer = await get(url)
  expect(answer.statusCode).toBe(404)
  expect(answer.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] })
})
