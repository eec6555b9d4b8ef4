import type { FastifyInstance } from 'fastify'

import type { DoorReply } from './door-reply.ts'
import { openDoor, type Entered } from './door.ts'
import { countAnswer } from './http-seconds.ts'
import { asksForEvents } from './live.ts'
import type { Logger } from './log.ts'
import { failureOf } from './problems.ts'

export type GraphDoorOptions = {
  mostBytes: number
  /** May throw: that is told as fastify's way tells it. */
  answer: (request: Entered, reply: DoorReply) => Promise<void>
  logger: Logger
}

/** Lets questions to the graph in by the door: those that are answered in one piece, with a body in JSON. */
export function mountGraphDoor(app: FastifyInstance, { mostBytes, answer, logger }: GraphDoorOptions) {
  const usual = { ip: '', lines: '' }
  const door = openDoor(app.server, {
    mostBytes,
    admits: (headers) => {
      const isJson = /^application\/json *(; *charset=utf-8)?$/i.test(headers['content-type'] ?? '')
      return isJson && !asksForEvents({ headers }) ? usual : undefined
    },
    answer: (request, reply) =>
      answer(request, reply).catch((error: Error) => {
        const { status, body } = failureOf(error, request.url, logger)
        reply.code(status)
        reply.send(body)
      }),
    answered: (status, ms) => countAnswer('/graphql', status, ms),
  })
  app.addHook('preClose', async () => door.drain())
}
