import type { Command, Sister } from '@staygraph/subgraph-kit/command'
import { identityHeader, verifyIdentity } from '@staygraph/subgraph-kit/identity'
import type { PairKeys } from '@staygraph/subgraph-kit/pair-keys'
import Fastify from 'fastify'
import type { z } from 'zod'

/**
 * A sister service's commands on a real port, as far as these tests need them: it checks the caller's signed identity and
 * the contract, and answers what the test put there.
 */
export async function startSister(keys: PairKeys) {
  const answers = new Map<string, (input: unknown) => unknown>()
  const app = Fastify({ forceCloseConnections: true })
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  app.post<{ Params: { command: string } }>('/commands/:command', async ({ params, headers, body }, reply) => {
    verifyIdentity(String(headers[identityHeader]), keys, String(body))
    const answer = answers.get(params.command)
    if (!answer) return reply.code(503).send({})
    return reply.type('application/json').send(JSON.stringify(answer(JSON.parse(String(body)))))
  })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  return {
    sister: { name: keys.name, url } satisfies Sister,
    /** From now on the command answers this; without an answer it is down. */
    answer<In extends z.ZodType, Out extends z.ZodType>(
      { name: command }: Command<In, Out>,
      reply?: (input: z.input<In>) => z.input<Out>,
    ) {
      if (reply) answers.set(command, reply as (input: unknown) => unknown)
      else answers.delete(command)
    },
    stop: () => app.close(),
  }
}
