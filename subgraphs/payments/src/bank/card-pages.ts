import type Stripe from 'stripe'

import type { Answer, Bank } from './bank.ts'
import { believed, cardPage, cardPageNews } from './believed.ts'

export type OpenedPage = { session: string; url: string; expiresAt: Date }
export type PageNews =
  | { status: 'OPEN' | 'EXPIRED' }
  | {
      status: 'COMPLETE'
      paymentMethodId: string
      bankCustomer: string | null
      card: { brand: string; last4: string } | null
    }

/**
 * Open the bank's own page on which a card is typed: we see a reference to it and its last four digits. The bank makes a
 * customer for it, because a card without one can be charged only once, and a guest may try again.
 */
export async function openAtBank(
  bank: Bank,
  page: { returnUrl: string; message: string | null; id: string },
): Promise<Answer<OpenedPage>> {
  const asked = await bank.ask('open card page', (stripe) =>
    stripe.checkout.sessions.create({
      mode: 'setup',
      allowed_payment_method_types: ['card'],
      customer_creation: 'always',
      success_url: page.returnUrl,
      cancel_url: page.returnUrl,
      client_reference_id: page.id,
      ...(page.message && { custom_text: { submit: { message: page.message } } }),
    }),
  )
  const answer = believed(asked, cardPage)
  if (answer.kind !== 'ANSWERED') return answer
  const { id, url, expires_at: expiresAt } = answer.value
  if (!url) return { kind: 'UNKNOWN', reason: 'the bank opened a page without an address' }
  return { kind: 'ANSWERED', value: { session: id, url, expiresAt: new Date(expiresAt * 1000) } }
}

/** What became of the page. */
export async function readAtBank(bank: Bank, session: string): Promise<Answer<PageNews>> {
  const asked = await bank.ask('read card page', (stripe) =>
    stripe.checkout.sessions.retrieve(session, { expand: ['setup_intent.payment_method'] }),
  )
  const answer = believed(asked, cardPageNews)
  return answer.kind === 'ANSWERED' ? { kind: 'ANSWERED', value: pageNews(answer.value) } : answer
}

function pageNews({ status, setup_intent: setup, customer }: Stripe.Checkout.Session): PageNews {
  if (status === 'expired') return { status: 'EXPIRED' }
  const method = setup && typeof setup === 'object' ? setup.payment_method : null
  if (status !== 'complete' || !method || typeof method === 'string') return { status: 'OPEN' }
  return {
    status: 'COMPLETE',
    paymentMethodId: method.id,
    bankCustomer: typeof customer === 'string' ? customer : (customer?.id ?? null),
    card: method.card ? { brand: method.card.brand, last4: method.card.last4 } : null,
  }
}
