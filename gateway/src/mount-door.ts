import type { IncomingMessage } from 'node:http'

import proxyAddress from '@fastify/proxy-addr'
import { openDoor } from '@staygraph/subgraph-kit/door'
import type { Logger } from '@staygraph/subgraph-kit/log'
import { countAnswer, problem } from '@staygraph/subgraph-kit/serve'
import type { FastifyInstance } from 'fastify'

import type { createAnswer } from './graphql-answer.ts'
import { answerHeaders, mostBytes } from './graphql-route.ts'
import { isForged } from './policies/cross-site.ts'

export type MountDoorOptions = {
  graph: ReturnType<typeof createAnswer>
  allowedOrigins: ReadonlySet<string>
  trustedProxies: string[]
  logger: Logger
}

/** Lets usual requests to the graph in by the door: who is answered in one piece, of a body in JSON, from no other site. */
export function mountDoor(app: FastifyInstance, { graph, allowedOrigins, trustedProxies, logger }: MountDoorOptions) {
  const trust = proxyAddress.compile(trustedProxies)
  const door = openDoor(app.server, {
    mostBytes,
    admits: (headers, socket) => {
      const { 'content-type': type = '', accept = '' } = headers
      if (!/^application\/json *(; *charset=utf-8)?$/i.test(type) || !graph.takesOnePiece(accept)) return undefined
      if (isForged(headers, allowedOrigins)) return undefined
      const lines = Object.entries(answerHeaders(headers, allowedOrigins)).map(
        ([name, value]) => `${name}: ${value}\r\n`,
      )
      // As fastify finds it: these two are all that is looked at.
      const [ip = ''] = proxyAddress.all({ headers, socket } as IncomingMessage, trust).slice(-1)
      return { ip, lines: lines.join('') }
    },
    answer: (request, reply) =>
      graph.answer(request, reply).catch((error: unknown) => {
        logger.error({ err: error, route: request.url }, 'a request failed')
        reply.code(500)
        reply.send(problem('INTERNAL_SERVER_ERROR', 'Something failed here. It is logged.'))
      }),
    answered: (status, ms) => countAnswer('/graphql', status, ms),
  })
  app.addHook('preClose', async () => door.drain())
}
