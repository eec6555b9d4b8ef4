import { problem } from '@staygraph/subgraph-kit/serve'
import type { FastifyInstance } from 'fastify'
import type postgres from 'postgres'
import { z } from 'zod'

import { photoById } from '../database/photos.ts'
import { photoKey } from '../domain/photo.ts'
import { StoreAway, type PhotoStore } from '../photos/photo-store.ts'

const address = z.object({ id: z.uuid(), file: z.enum(['large.webp', 'small.webp']) })
/** The largest that is made of a photograph is far below. */
const mostBytes = 8_000_000

/**
 * `GET /pictures/photos/<id>/<large|small>.webp`: a photograph that a hotel's own people added, as long as it is shown. What is
 * behind an address never changes, but it may be taken away: so it is kept for a day by whoever asks.
 */
export function mountPhotos(app: FastifyInstance, sql: postgres.Sql, store: PhotoStore | undefined): void {
  app.get('/pictures/photos/:id/:file', async (request, reply) => {
    const at = address.safeParse(request.params)
    if (!at.success || !store) return reply.callNotFound()
    const { id, file } = at.data
    if ((await photoById(sql, id))?.state !== 'SHOWN') return reply.callNotFound()
    const kept = {
      'cache-control': 'public, max-age=86400',
      etag: `"${id}-${file}"`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'",
    }
    if (request.headers['if-none-match'] === kept.etag) return reply.code(304).headers(kept).send()
    const size = file === 'large.webp' ? 'large' : 'small'
    const photo = await store.read(photoKey(id, size), mostBytes).catch((error: unknown) => {
      if (!(error instanceof StoreAway)) throw error
      request.log.warn({ reason: error.message }, 'a photograph cannot be shown: the store is away')
      return 'AWAY' as const
    })
    if (photo === 'AWAY')
      return reply
        .code(503)
        .headers({ 'retry-after': 5, 'cache-control': 'no-store' })
        .send(problem('STORE_UNAVAILABLE', 'Photographs cannot be shown at the moment. Try again in a little while.'))
    return photo === null ? reply.callNotFound() : reply.headers(kept).type('image/webp').send(photo)
  })
}
