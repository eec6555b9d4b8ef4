import type { Posting } from '../bank.ts'
import type { IntentRecord } from '../books/records.ts'
import { tell } from '../events/tell.ts'
import { drawIntent } from '../wire/objects/payment-intent.ts'
import { approve } from './attempt.ts'

/** The cardholder answered the 3-D Secure challenge. The answer is taken once; a second one changes nothing. */
export function answerChallenge(call: Posting, intent: IntentRecord, approved: boolean): IntentRecord {
  if (intent.status !== 'requires_action') return intent
  const method = call.tx.get('payment_method', intent.paymentMethod ?? '')
  if (!method) throw new Error(`Intent ${intent.id} has no payment method to authenticate`)
  if (approved) return approve(call, intent, method, true)
  const refused = call.tx.put('intent', {
    ...intent,
    status: 'requires_payment_method',
    lastError: {
      code: 'payment_intent_authentication_failure',
      declineCode: null,
      message:
        'The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.',
      charge: null,
    },
  })
  tell(call, 'payment_intent.payment_failed', drawIntent(refused, call.view))
  return refused
}

/** Where the cardholder goes afterwards: the merchant's address with what happened, as on the real wire. */
export function returnAddress(intent: IntentRecord): string | null {
  if (!intent.returnUrl) return null
  const url = new URL(intent.returnUrl)
  url.searchParams.set('payment_intent', intent.id)
  url.searchParams.set('payment_intent_client_secret', intent.secret)
  const paid = intent.status === 'succeeded' || intent.status === 'requires_capture'
  url.searchParams.set('redirect_status', paid ? 'succeeded' : 'failed')
  return url.href
}
