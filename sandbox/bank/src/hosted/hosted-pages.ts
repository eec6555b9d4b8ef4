import type { FastifyInstance, FastifyReply } from 'fastify'

import { newPosting, seconds, type Bank } from '../bank.ts'
import type { IntentRecord } from '../books/records.ts'
import { readCard, type CardEntry } from '../cards/card-entry.ts'
import { answerChallenge, returnAddress } from '../payments/challenge.ts'
import { asOf, complete } from '../setup/checkout-sessions.ts'
import { parseForm } from '../wire/form.ts'
import { cardPage } from './card-page.ts'
import { frontPage } from './front-page.ts'
import { notice, sendPage } from './layout.ts'
import { securePage } from './secure-page.ts'

type Visited = { Params: { id: string }; Querystring: { secret?: string }; Body: string }

/** The bank's own pages: where a card is typed, where a payment is approved, and its front door. */
export function serveHostedPages(server: FastifyInstance, bank: Bank, committed: () => void) {
  server.get('/', (_request, reply) => sendPage(reply, 200, frontPage(bank)))
  serveCardPage(server, bank, committed)
  serveSecurePage(server, bank, committed)
}

function serveCardPage(server: FastifyInstance, bank: Bank, committed: () => void) {
  const path = '/card/:id'
  const find = (id: string) => {
    const session = bank.books.get('session', id)
    return session && asOf(session, seconds(bank.clock()))
  }
  const over = (words: string) => notice('Nothing to do here', words)

  server.get<Visited>(path, (request, reply) => {
    const session = find(request.params.id)
    if (!session) return sendPage(reply, 404, over('There is no such page. Start again from the merchant’s site.'))
    if (session.status !== 'open') return sendPage(reply, 410, over('This page was already used, or its time is over.'))
    return sendPage(reply, 200, cardPage(session))
  })

  server.post<Visited>(path, async (request, reply) => {
    const session = find(request.params.id)
    if (!session) return sendPage(reply, 404, over('There is no such page. Start again from the merchant’s site.'))
    const successUrl = session.successUrl.replaceAll('{CHECKOUT_SESSION_ID}', session.id)
    // Sent twice (a double click, a reload): the card is kept already, so go on.
    if (session.status === 'complete') return reply.redirect(successUrl, 303)
    if (session.status !== 'open') return sendPage(reply, 410, over('The time for this page is over.'))
    const entry = readEntry(request.body)
    const read = readCard(entry, bank.clock())
    if ('faults' in read) {
      return sendPage(reply, 422, cardPage(session, read.faults, entry))
    }
    const posting = newPosting(bank)
    complete(posting, session, read.card)
    posting.tx.commit()
    committed()
    await bank.books.settled()
    return reply.redirect(successUrl, 303)
  })
}

function readEntry(body: string): CardEntry {
  const form = parseForm(body ?? '')
  const text = (name: string) => form.text(name, 500) ?? ''
  return { number: text('number'), expiry: text('expiry'), cvc: text('cvc'), name: text('name') }
}

function serveSecurePage(server: FastifyInstance, bank: Bank, committed: () => void) {
  const path = '/3d-secure/:id'
  const nothing = notice('Nothing to approve', 'There is no such payment. Start again from the merchant’s site.')
  const over = (intent: IntentRecord, reply: FastifyReply) => {
    const back = returnAddress(intent)
    if (back) return reply.redirect(back, 303)
    return sendPage(
      reply,
      200,
      notice('Thank you', 'This payment was answered. You can go back to the merchant’s site.'),
    )
  }

  server.get<Visited>(path, (request, reply) => {
    const { id } = request.params
    const intent = challenged(bank, id, request.query.secret)
    const method = intent && bank.books.get('payment_method', intent.paymentMethod ?? '')
    if (!method) return sendPage(reply, 404, nothing)
    if (intent.status !== 'requires_action') return over(intent, reply)
    return sendPage(reply, 200, securePage(`/3d-secure/${id}?secret=${request.query.secret}`, intent, method))
  })

  // Sent twice (a double click), the first answer stands and the cardholder still gets back to the merchant.
  server.post<Visited>(path, async (request, reply) => {
    const intent = challenged(bank, request.params.id, request.query.secret)
    if (!intent) return sendPage(reply, 404, nothing)
    const posting = newPosting(bank)
    const answered = answerChallenge(posting, intent, parseForm(request.body ?? '').text('decision') === 'approve')
    posting.tx.commit()
    committed()
    await bank.books.settled()
    return over(answered, reply)
  })
}

/** The intent of this challenge: only who holds the link's secret may see or answer it. */
function challenged(bank: Bank, id: string, secret: string | undefined): IntentRecord | undefined {
  const intent = bank.books.intentOfChallenge(id)
  return intent?.challenge?.id === id && intent.challenge.secret === secret ? intent : undefined
}
