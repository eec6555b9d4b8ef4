import { createHash } from 'node:crypto'

import type { FastifyInstance } from 'fastify'
import type postgres from 'postgres'
import { z } from 'zod'

import { drawPicture, type Drawn } from './draw-picture.ts'

const hours = ['day', 'dawn', 'dusk', 'night'] as const
const kinds = ['facade', 'room', 'pool', 'place'] as const

const address = z.object({ id: z.string().max(120), file: z.string().regex(/^(facade|room|pool|place)\.svg$/) })
const wish = z.object({
  w: z.coerce.number().int().min(60).max(2400).default(600),
  h: z.coerce.number().int().min(60).max(2400).default(400),
  hour: z.enum(hours).optional(),
})

/** Most recently asked for, by bytes: a picture is 5 to 15 kB and drawn in a millisecond or two. */
const keptBytes = 32_000_000

/**
 * `GET /pictures/<hotel, city or room type>/<kind>.svg?w=&h=&hour=`: a pure function of its address, so it may be kept
 * for ever by whoever asks.
 */
export function mountPictures(app: FastifyInstance, sql: postgres.Sql): void {
  const kept = new Map<string, { svg: string; etag: string }>()
  let bytes = 0
  const keep = (key: string, svg: string) => {
    const entry = { svg, etag: `"${createHash('sha256').update(svg).digest('base64url').slice(0, 22)}"` }
    kept.set(key, entry)
    bytes += svg.length
    for (const [oldest, { svg: old }] of kept) {
      if (bytes <= keptBytes) break
      kept.delete(oldest)
      bytes -= old.length
    }
    return entry
  }

  app.get('/pictures/:id/:file', async (request, reply) => {
    const at = address.safeParse(request.params)
    const how = wish.safeParse(request.query)
    if (!at.success || !how.success) return reply.callNotFound()
    const kind = kinds.find((known) => at.data.file === `${known}.svg`) ?? 'facade'
    const drawn: Drawn = {
      id: at.data.id,
      kind,
      width: how.data.w,
      height: how.data.h,
      ...(how.data.hour ? { hour: how.data.hour } : {}),
    }
    const key = JSON.stringify(drawn)
    let entry = kept.get(key)
    if (entry) {
      kept.delete(key) // the newest is the last
      kept.set(key, entry)
    } else {
      const svg = await drawPicture(drawn, sql)
      if (svg === null) return reply.callNotFound()
      entry = keep(key, svg)
    }
    void reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('etag', entry.etag)
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
    if (request.headers['if-none-match'] === entry.etag) return reply.code(304).send()
    return reply.type('image/svg+xml').send(entry.svg)
  })
}
