import type { FastifyInstance } from 'fastify'
import { z } from 'zod'

import { newPosting, type Bank } from '../bank.ts'
import { DISPUTE_REASONS, endDispute, isOpen, openDispute, type Complaint } from '../disputes/open-dispute.ts'
import type { Webhooks } from '../events/webhooks.ts'
import { latestCharge } from '../payments/attempt.ts'
import { release } from '../payments/settle-intents.ts'
import { ledger } from './ledger.ts'
import { allIsWell, readScenario, type ScenarioChange } from './scenario.ts'

const endpointChange = z.strictObject({
  url: z.url(),
  secret: z.string().min(8),
  events: z.array(z.string()).default(['*']),
})

const complaint = z
  .strictObject({ reason: z.enum(DISPUTE_REASONS), amount: z.int().min(1), inquiry: z.boolean() })
  .partial()
const decision = z.strictObject({ outcome: z.enum(['won', 'lost']) })

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
  /** The cardholder disputes a payment. Answers the dispute's id, or null when there is nothing to dispute. */
  async openDispute(intentId: string, about: Complaint = {}): Promise<string | null> {
    const intent = bank.books.get('intent', intentId)
    if (intent?.status !== 'succeeded') return null
    const posting = newPosting(bank)
    const opened = openDispute(posting, latestCharge(posting, intent), about)
    posting.tx.commit()
    webhooks.committed()
    await bank.books.settled()
    return opened?.id ?? null
  },
  /** The cardholder's bank decides. False: there is no such dispute, or it is over. */
  async decideDispute(id: string, outcome: 'won' | 'lost') {
    const dispute = bank.books.get('dispute', id)
    if (!dispute || !isOpen(dispute)) return false
    const posting = newPosting(bank)
    endDispute(posting, dispute, outcome)
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
  server.post<{ Params: { id: string }; Body: string }>(
    '/_sandbox/payment_intents/:id/dispute',
    async (request, reply) => {
      const about = complaint.safeParse(parseJson(request.body))
      if (!about.success) return reply.code(400).send({ error: { message: z.prettifyError(about.error) } })
      const opened = await levers.openDispute(request.params.id, about.data as Complaint)
      return opened
        ? { opened }
        : reply.code(409).send({ error: { message: 'Nothing of this payment intent is left to dispute.' } })
    },
  )
  server.post<{ Params: { id: string }; Body: string }>('/_sandbox/disputes/:id/decide', async (request, reply) => {
    const read = decision.safeParse(parseJson(request.body))
    if (!read.success) return reply.code(400).send({ error: { message: z.prettifyError(read.error) } })
    return (await levers.decideDispute(request.params.id, read.data.outcome))
      ? { decided: read.data.outcome }
      : reply.code(409).send({ error: { message: 'There is no such dispute, or it is over.' } })
  })
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text || '{}')
  } catch {
    return null
  }
}
