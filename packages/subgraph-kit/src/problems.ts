import type { Socket } from 'node:net'

import type { FastifyInstance } from 'fastify'

import { isOutage, wasRolledBack } from './database.ts'
import type { Logger } from './log.ts'

/** The one shape of an error outside GraphQL's data: GraphQL clients read it, so can any other. */
export const problem = (code: string, message: string) => ({ errors: [{ message, extensions: { code } }] })

/** What is said when our database cannot be asked, or not in time. */
export const recordsAway = 'Our records cannot be read just now. Try again in a little while.'

/** What is told of what a handler threw: typed JSON without a stack or a path. It is logged where it is a fault of ours. */
export function failureOf(
  error: Error & { statusCode?: number; code?: string },
  route: string | undefined,
  logger: Logger,
) {
  if (isOutage(error) || wasRolledBack(error)) {
    logger.warn({ err: error, route }, 'the database is not there, or not in time')
    return { status: 503, body: problem('SUBGRAPH_UNAVAILABLE', recordsAway) }
  }
  const status = error.statusCode ?? 500
  if (status < 500) return { status, body: problem(error.code ?? 'BAD_REQUEST', error.message) }
  logger.error({ err: error, route }, 'a request failed')
  return { status, body: problem('INTERNAL_SERVER_ERROR', 'Something failed here. It is logged.') }
}

/** Whatever a handler throws is answered as typed JSON without a stack or a path, and logged where it is a fault of ours. */
export function answerFailures(app: FastifyInstance, logger: Logger): void {
  app.setErrorHandler((error: Error & { statusCode?: number; code?: string }, request, reply) => {
    if (error.code === 'ERR_STREAM_PREMATURE_CLOSE' && reply.raw.destroyed) {
      // Nobody is there to take the answer, of whatever kind; the status (nginx's for this) is for our counts.
      logger.debug({ route: request.routeOptions.url }, 'whoever asked has gone')
      return reply.code(499).send()
    }
    const { status, body } = failureOf(error, request.routeOptions.url, logger)
    return reply.code(status).send(body)
  })
}

/** What is not even HTTP, in the one shape of our errors; then the connection is closed. */
export function answerNoHttp(error: Error & { code?: string }, socket: Socket) {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const [status, code] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? ['431 Request Header Fields Too Large', 'HEADERS_TOO_LARGE']
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? ['408 Request Timeout', 'REQUEST_TIMEOUT']
        : ['400 Bad Request', 'BAD_REQUEST']
  const body = JSON.stringify(problem(code, 'The request cannot be read.'))
  const head = `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close`
  socket.end(`${head}\r\n\r\n${body}`, () => socket.destroy())
}
