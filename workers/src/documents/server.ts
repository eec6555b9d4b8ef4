import { documentLink } from '@staygraph/payments/contract/document-link'
import { readCreditNote, readReceipt } from '@staygraph/payments/contract/receipt-document'
import { readRecap } from '@staygraph/reservations/contract/reservation-recap'
import { TokenExpired, verifyClaim, type Trust } from '@staygraph/subgraph-kit/claim'
import { CommandFailed, type Call, type Sister } from '@staygraph/subgraph-kit/command'
import type { Logger } from '@staygraph/subgraph-kit/log'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'

import { calendarFileName, stayCalendar } from '../calendar/stay-calendar.ts'
import type { DocumentContext } from '../context.ts'
import { keepCreditNote } from '../issue-credit-note/handle.ts'
import { keepReceipt } from '../issue-receipt/handle.ts'
import { findDocument, type KeptDocument } from './keep-document.ts'
import { problemPage, type Problem } from './problem-page.ts'

export type ServerOptions = DocumentContext & {
  trust: Trust
  call: Call
  payments: Sister
  reservations: Sister
  logger: Logger
}

type Served = { fileName: string; mediaType: string; bytes: Buffer; etag: string }

/** Only payments vouches for its documents, and only reservations for its calendar files. */
const issuers = { RECEIPT: 'payments', CREDIT_NOTE: 'payments', CALENDAR: 'reservations' } as const
const claim = documentLink.extend({ iss: z.string() })

/** `GET /documents/:token`: a signed link is the whole right to one document. The file, or a page that says what to do. */
export function serveDocuments(app: FastifyInstance, options: ServerOptions) {
  // A wildcard: a named parameter may not be as long as a token.
  app.get<{ Params: { '*': string } }>('/documents/*', async (request, reply) => {
    const link = await verifyClaim(
      request.params['*'],
      options.trust,
      'documents',
      ['payments', 'reservations'],
      claim,
    ).catch((error: Error) => error)
    if (link instanceof Error) return refuse(reply, link instanceof TokenExpired ? 'LINK_EXPIRED' : 'LINK_INVALID')
    if (link.iss !== issuers[link.kind]) return refuse(reply, 'LINK_INVALID')
    try {
      const file = await find(link, options)
      if (!file) return refuse(reply, 'NOT_READY')
      void reply
        .header('etag', file.etag)
        .header('cache-control', 'private, no-cache')
        .header('x-content-type-options', 'nosniff')
      if (request.headers['if-none-match'] === file.etag) return reply.code(304).send()
      return reply
        .type(file.mediaType)
        .header(
          'content-disposition',
          `${link.kind === 'CALENDAR' ? 'attachment' : 'inline'}; filename="${file.fileName}"`,
        )
        .header('referrer-policy', 'no-referrer')
        .send(file.bytes)
    } catch (error) {
      options.logger.warn({ kind: link.kind, id: link.id, err: error }, 'a document could not be served')
      return refuse(reply, error instanceof CommandFailed ? 'TRY_AGAIN' : 'FAILED')
    }
  })
}

async function find({ kind, id }: z.infer<typeof documentLink>, options: ServerOptions): Promise<Served | null> {
  const { call, payments, reservations } = options
  switch (kind) {
    case 'RECEIPT': {
      const kept = await keptDocument(`RECEIPT:${id}`, options)
      if (kept) return kept
      const receipt = await call(payments, readReceipt, { receiptId: id })
      return receipt && served(await keepReceipt(receipt, options))
    }
    case 'CREDIT_NOTE': {
      const kept = await keptDocument(`CREDIT_NOTE:${id}`, options)
      if (kept) return kept
      const note = await call(payments, readCreditNote, { creditNoteId: id })
      return note && served(await keepCreditNote(note, options))
    }
    case 'CALENDAR': {
      const recap = await call(reservations, readRecap, { reservationId: id })
      if (!recap) return null
      const bytes = Buffer.from(stayCalendar(recap))
      return {
        fileName: calendarFileName(recap),
        mediaType: 'text/calendar; charset=utf-8',
        bytes,
        etag: `"${id}-${recap.revision}"`,
      }
    }
  }
}

const served = ({ fileName, mediaType, bytes, sha256 }: KeptDocument): Served => ({
  fileName,
  mediaType,
  bytes,
  etag: `"${sha256}"`,
})

async function keptDocument(key: string, context: DocumentContext) {
  const kept = await findDocument(key, context)
  return kept && served(kept)
}

async function refuse(reply: FastifyReply, problem: Problem) {
  const { status, page } = problemPage(problem)
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
    )
    .header('x-staygraph-problem', problem)
    .send(page)
}
