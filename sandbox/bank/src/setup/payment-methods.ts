import { createHmac } from 'node:crypto'

import type { Call, Route } from '../bank.ts'
import type { Transaction } from '../books/books.ts'
import type { IntentRecord, PaymentMethodRecord } from '../books/records.ts'
import { testCard, type TestCard } from '../cards/test-cards.ts'
import { newId } from '../wire/ids.ts'
import { drawPaymentMethod } from '../wire/objects/payment-method.ts'
import { badParameter, missing, Refusal } from '../wire/refusal.ts'

type Details = { expMonth: number; expYear: number; cardholder: string | null; customer: string | null }

/** Keep a card: its brand, last four digits, expiry and a fingerprint. The number itself ends here. */
export function keepCard(tx: Transaction, card: TestCard, details: Details, now: number): PaymentMethodRecord {
  const secret = tx.get('vault', 'vault')?.fingerprintKey
  if (!secret) throw new Error('The vault has no fingerprint key')
  return tx.put('payment_method', {
    id: newId('pm'),
    created: now,
    brand: card.brand,
    last4: card.number.slice(-4),
    fingerprint: createHmac('sha256', secret).update(card.number).digest('base64url').slice(0, 16),
    outcome: card.outcome,
    usedBy: null,
    metadata: {},
    ...details,
  })
}

/** A test id (`pm_card_visa`) stands for a new card each time it is used, as on the real wire. */
export const keepTestCard = (tx: Transaction, card: TestCard, now: number) => {
  const expYear = new Date(now * 1000).getUTCFullYear() + 3
  return keepCard(tx, card, { expMonth: 12, expYear, cardholder: null, customer: null }, now)
}

/** The payment method an intent may be paid with, or the wire's reason why not. */
export function usableMethod(
  call: Call,
  id: string,
  intent: Pick<IntentRecord, 'id' | 'customer'>,
): PaymentMethodRecord {
  const card = testCard(id)
  if (card) return keepTestCard(call.tx, card, call.now)
  const method = call.tx.get('payment_method', id)
  if (!method) throw missing('PaymentMethod', id, 'payment_method')
  if (method.customer && method.customer !== intent.customer) {
    const message = `The provided PaymentMethod belongs to Customer ${method.customer}. Please include the Customer in the \`customer\` parameter on the PaymentIntent.`
    throw badParameter(message, 'payment_method')
  }
  if (!method.customer && method.usedBy && method.usedBy !== intent.id) {
    const message =
      'The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again. To use a PaymentMethod multiple times, you must attach it to a Customer first.'
    throw badParameter(message, 'payment_method')
  }
  return method
}

function create(call: Call): object {
  const { form, tx, now } = call
  form.oneOf('type', ['card'])
  form.ignore('billing_details', 'allow_redisplay')
  const entry = form.group('card')
  if (entry.values['number'] !== undefined) {
    const message =
      'Sending credit card numbers directly to the Stripe API is generally unsafe. Use the hosted card page, or a test id such as pm_card_visa.'
    throw new Refusal({ status: 402, type: 'invalid_request_error', message })
  }
  const token = entry.required('token')
  const card = testCard(token)
  if (!card) throw missing('token', token, 'card[token]')
  const metadata = form.metadata()
  form.finish()
  const method = keepTestCard(tx, card, now)
  return drawPaymentMethod(tx.change('payment_method', method.id, { metadata }))
}

function retrieve({ form, tx, id, now }: Call): object {
  form.finish()
  const card = testCard(id)
  if (card) return drawPaymentMethod(keepTestCard(tx, card, now))
  const method = tx.get('payment_method', id)
  if (!method) throw missing('PaymentMethod', id)
  return drawPaymentMethod(method)
}

export const paymentMethodRoutes: Route[] = [
  { method: 'POST', path: '/v1/payment_methods', handle: create },
  { method: 'GET', path: '/v1/payment_methods/:id', handle: retrieve },
]
