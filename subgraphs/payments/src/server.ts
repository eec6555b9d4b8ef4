import { lookUpPayment } from '@staygraph/payments/contract/look-up-payment'
import * as documents from '@staygraph/payments/contract/receipt-document'
import { capturePayment, refundPayment, voidPayment } from '@staygraph/payments/contract/settle-payment'
import { takePayment } from '@staygraph/payments/contract/take-payment'
import { mount, type MountedCommand } from '@staygraph/subgraph-kit/command'
import type { PairKeys } from '@staygraph/subgraph-kit/pair-keys'
import { subgraphSchema } from '@staygraph/subgraph-kit/schema'
import { createService, mountSubgraph, problem, type Readiness } from '@staygraph/subgraph-kit/serve'
import type { FastifyInstance } from 'fastify'

import type { Context, Service } from './context.ts'
import { createLoaders } from './database/loaders.ts'
import { resolvers } from './graphql/resolvers.ts'
import * as capture from './use-cases/capture-payment.ts'
import { hearBank } from './use-cases/hear-bank.ts'
import * as lookUp from './use-cases/look-up-payment.ts'
import * as read from './use-cases/read-documents.ts'
import * as refund from './use-cases/refund-payment.ts'
import * as take from './use-cases/take-payment.ts'
import * as release from './use-cases/void-payment.ts'

export const schema = subgraphSchema(new URL('../schema.graphql', import.meta.url), resolvers)

const commandsOf = (service: Service): MountedCommand[] => [
  mount(takePayment, ['reservations'], (input) => take.takePayment(input, service)),
  mount(lookUpPayment, ['reservations'], (input) => lookUp.lookUpPayment(input, service)),
  mount(capturePayment, ['reservations'], (input) => capture.capturePayment(input, service)),
  mount(voidPayment, ['reservations'], (input) => release.voidPayment(input, service)),
  mount(refundPayment, ['reservations'], (input) => refund.refundPayment(input, service)),
  mount(documents.readReceipt, ['workers'], (input) => read.readReceipt(input, service)),
  mount(documents.readCreditNote, ['workers'], (input) => read.readCreditNote(input, service)),
  mount(documents.findReceipt, ['workers'], (input) => read.findReceipt(input, service)),
  mount(documents.findCreditNote, ['workers'], (input) => read.findCreditNote(input, service)),
]

/** The subgraph, its commands for sisters, and the address at which the bank tells us things. */
export async function createServer(service: Service, keys: PairKeys, ready: Readiness): Promise<FastifyInstance> {
  const { logger } = service
  const app = createService({ name: 'payments', logger, ready })
  await mountSubgraph<Context>(app, {
    schema,
    keys,
    logger,
    commands: commandsOf(service),
    context: ({ viewer }) => ({ ...service, viewer, loaders: createLoaders(service.db) }),
  })

  app.post<{ Body: string }>('/webhooks/bank', async (request, reply) => {
    const signature = request.headers['stripe-signature']
    let event
    try {
      event = service.bank.readEvent(request.body ?? '', typeof signature === 'string' ? signature : '')
    } catch (error) {
      logger.warn(
        { reason: (error as Error).message.split('\n')[0] },
        'an event without the bank’s signature was refused',
      )
      return reply.code(400).send(problem('BAD_SIGNATURE', 'Only the bank may say this.'))
    }
    const heard = await hearBank(event, service)
    return reply.code(heard ? 200 : 503).send({ heard })
  })
  return app
}
