import { createBullBoard } from '@bull-board/api'
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import { FastifyAdapter } from '@bull-board/fastify'
import type { Queue } from 'bullmq'
import type { FastifyInstance } from 'fastify'

/** The board asks for fonts from another company's server. It does without: nobody there needs to know who looks at our queues. */
const policy =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"

/** Serves the queues to people at `/queues`: what waits, what failed and why, run it again. */
export async function mountQueueBoard(app: FastifyInstance, queues: Queue[]) {
  const adapter = new FastifyAdapter()
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(queue)),
    serverAdapter: adapter,
    options: { uiConfig: { boardTitle: 'Staygraph queues' } },
  })
  adapter.setBasePath('/queues')
  await app.register(
    async (board) => {
      board.addHook('onSend', async (_request, reply) => void reply.header('content-security-policy', policy))
      await board.register(adapter.registerPlugin())
    },
    { prefix: '/queues' },
  )
}
