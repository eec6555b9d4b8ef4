import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'

import type { MessageStore } from './message-store.ts'
import { openMessage, openPart, readHeaders, type IndexedMessage } from './message.ts'
import { searchTest } from './search.ts'

type Smtp = { counts: { accepted: number; acceptedBytes: number; rejected: number } }
type Options = { store: MessageStore; smtp: () => Smtp; startedAt: Date; now: () => Date; database: string }

const count = (fallback: number) => z.coerce.number().int().min(0).catch(fallback)
const paging = z.object({ start: count(0), limit: count(50), query: z.string().default('') })
const ids = z.object({ IDs: z.array(z.string()).nullish() })
const readStatus = ids.extend({ Read: z.boolean().default(false), Search: z.string().nullish() })

/** Part ids and file names come from strangers: nothing of theirs may leave the header's quotes. */
const quoted = (name: string) =>
  `attachment; filename="${name.replace(/[^\x20-\x7e]|["\\]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`

/** Mailpit's HTTP API, paths and field names as Mailpit has them, so that one can stand in the other's place. */
export function mailpitApi(app: FastifyInstance, { store, smtp, startedAt, now, database }: Options) {
  /** The page of `matching` that was asked for, with the totals around it. */
  function page(matching: IndexedMessage[], { start, limit }: { start: number; limit: number }) {
    const all = store.newestFirst()
    const unread = (list: IndexedMessage[]) => list.filter(({ summary }) => !summary.Read).length
    const messages = matching.slice(start, start + limit).map(({ summary }) => summary)
    return {
      total: all.length,
      unread: unread(all),
      count: messages.length,
      messages_count: matching.length,
      messages_unread: unread(matching),
      start,
      tags: [],
      messages,
    }
  }

  const refuse = (reply: FastifyReply, message: string) => reply.code(400).send({ Error: message })
  const notFound = (reply: FastifyReply) => reply.code(404).type('text/plain').send('404 page not found')

  app.get('/api/v1/messages', (request) => page(store.newestFirst(), paging.parse(request.query)))

  app.get('/api/v1/search', (request, reply) => {
    const { query, ...asked } = paging.parse(request.query)
    if (!query.trim()) return refuse(reply, 'no search query')
    return page(store.newestFirst().filter(searchTest(query)), asked)
  })

  app.delete('/api/v1/search', async (request, reply) => {
    const { query } = paging.parse(request.query)
    if (!query.trim()) return refuse(reply, 'no search query')
    const matching = store.newestFirst().filter(searchTest(query))
    await store.remove(matching.map(({ summary }) => summary.ID))
    return reply.type('text/plain').send('ok')
  })

  app.delete('/api/v1/messages', async (request, reply) => {
    const { IDs } = ids.parse(request.body ?? {})
    await store.remove(IDs?.length ? IDs : store.newestFirst().map(({ summary }) => summary.ID))
    return reply.type('text/plain').send('ok')
  })

  app.put('/api/v1/messages', async (request, reply) => {
    const { IDs, Read, Search } = readStatus.parse(request.body ?? {})
    const chosen = store.newestFirst().filter(Search ? searchTest(Search) : () => true)
    const all = chosen.map(({ summary }) => summary.ID)
    await store.setRead(IDs?.length ? IDs : all, Read)
    return reply.type('text/plain').send('ok')
  })

  app.get<{ Params: { id: string } }>('/api/v1/message/:id', async ({ params }, reply) => {
    const entry = store.find(params.id)
    if (!entry) return notFound(reply)
    await store.setRead([entry.summary.ID], true)
    return openMessage(await store.sourceOf(entry), entry)
  })

  app.get<{ Params: { id: string } }>('/api/v1/message/:id/headers', async ({ params }, reply) => {
    const entry = store.find(params.id)
    return entry ? readHeaders(await store.sourceOf(entry)) : notFound(reply)
  })

  app.get<{ Params: { id: string } }>('/api/v1/message/:id/raw', async ({ params }, reply) => {
    const entry = store.find(params.id)
    return entry ? reply.type('text/plain; charset=utf-8').send(await store.sourceOf(entry)) : notFound(reply)
  })

  app.get<{ Params: { id: string; partId: string } }>('/api/v1/message/:id/part/:partId', async ({ params }, reply) => {
    const entry = store.find(params.id)
    const part = entry && (await openPart(await store.sourceOf(entry), params.partId))
    if (!part) return notFound(reply)
    return reply
      .type(part.contentType)
      .header('content-disposition', quoted(part.fileName))
      .header('content-security-policy', "default-src 'none'; sandbox") // a part may be anybody's HTML or SVG
      .send(part.bytes)
  })

  app.get('/api/v1/info', () => {
    const all = store.newestFirst()
    const { counts } = smtp()
    return {
      Version: 'v1.27.0-staygraph-sandbox',
      LatestVersion: '',
      Database: database,
      DatabaseSize: all.reduce((sum, { summary }) => sum + summary.Size, 0),
      Messages: all.length,
      Unread: all.filter(({ summary }) => !summary.Read).length,
      Tags: {},
      RuntimeStats: {
        Uptime: Math.floor((now().getTime() - startedAt.getTime()) / 1000),
        Memory: process.memoryUsage.rss(),
        MessagesDeleted: store.removedCount(),
        SMTPAccepted: counts.accepted,
        SMTPAcceptedSize: counts.acceptedBytes,
        SMTPRejected: counts.rejected,
        SMTPIgnored: 0,
      },
    }
  })
}
