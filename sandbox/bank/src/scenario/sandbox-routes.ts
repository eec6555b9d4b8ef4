import type { FastifyInstance } from 'fastify'
import { z } from 'zod'

import { newPosting, type Bank } from '../bank.ts'
import type { Webhooks } from '../events/webhooks.ts'
import { release } from '../payments/settle-intents.ts'
import { ledger } from './ledger.ts'
import { allIsWell, readScenario, type ScenarioChange } from './scenario.ts'

const endpointChange = z.strictObject({
  url: z.url(),
  secret: z.string().min(8),
  events: z.array(z.string()).default(['*']),
})

/** The sandbox's own levers, beside the wire: none of them exists at a real bank. */
export const leversOf = (bank: Bank, webhooks: Webhooks) => ({
  scenario(change: ScenarioChange) {
    Object.assign(bank.scenario, change)
    webhooks.resume()
    return bank.scenario
  },
  ledger: () => ledger(bank.books),
  /** Forget every payment, card and event, and make all well. */
  async reset() {
    Object.assign(bank.scenario, allIsWell)
    await bank.books.clear()
    webhooks.forget()
  },
  /** End the hold of an authorized payment now, instead of after seven days. */
  async expireAuthorization(intentId: string) {
    const intent = bank.books.get('intent', intentId)
    if (intent?.status !== 'requires_capture') return false
    const posting = newPosting(bank)
    release(posting, intent, 'automatic')
    posting.tx.commit()
    webhooks.committed()
    await bank.books.settled()
    return true
  },
})
export type Levers = ReturnType<typeof leversOf>

export function serveSandbox(server: FastifyInstance, bank: Bank, webhooks: Webhooks, levers: Levers) {
  server.get('/_sandbox/scenario', () => bank.scenario)
  server.post<{ Body: string }>('/_sandbox/scenario', (request, reply) => {
    const read = readScenario(parseJson(request.body))
    if ('fault' in read) return reply.code(400).send({ error: { message: read.fault } })
    return levers.scenario(read.change)
  })
  server.delete('/_sandbox/scenario', () => levers.scenario(allIsWell))
  server.get('/_sandbox/ledger', () => levers.ledger())
  server.post('/_sandbox/reset', async () => {
    await levers.reset()
    return { reset: true }
  })
  server.put<{ Body: string }>('/_sandbox/webhook', (request, reply) => {
    const read = endpointChange.safeParse(parseJson(request.body))
    if (!read.success) return reply.code(400).send({ error: { message: z.prettifyError(read.error) } })
    webhooks.endpoint = read.data
    return { url: read.data.url, events: read.data.events }
  })
  server.post<{ Params: { id: string } }>('/_sandbox/payment_intents/:id/expire', async (request, reply) =>
    (await levers.expireAuthorization(request.params.id))
      ? { expired: request.params.id }
      : reply.code(409).send({ error: { message: 'This payment intent holds no money.' } }),
  )
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text || '{}')
  } catch {
    return null
  }
}
