import type { Call, Route } from '../bank.ts'
import type { IntentRecord } from '../books/records.ts'
import { tell } from '../events/tell.ts'
import { amountFault } from '../money/currencies.ts'
import { usableMethod } from '../setup/payment-methods.ts'
import type { Form } from '../wire/form.ts'
import { newId } from '../wire/ids.ts'
import { drawIntent } from '../wire/objects/payment-intent.ts'
import { badParameter, missing, Refusal, wrongState } from '../wire/refusal.ts'
import { attempt } from './attempt.ts'

function create(call: Call): object {
  const { form, tx } = call
  const intent = readIntent(call)
  const methodId = form.text('payment_method')
  const confirm = readConfirmation(form)
  form.finish()

  const method = methodId ? usableMethod(call, methodId, intent) : null
  const born = tx.put('intent', {
    ...intent,
    paymentMethod: method?.id ?? null,
    status: method ? 'requires_confirmation' : 'requires_payment_method',
  })
  tell(call, 'payment_intent.created', drawIntent(born, call.view))
  if (!confirm.wanted) return drawIntent(born, call.view)
  if (!method) throw missingMethod()
  return drawIntent(confirmed(call, born, confirm), call.view)
}

function confirm(call: Call): object {
  const { form, tx, id } = call
  const intent = findIntent(call, id)
  const methodId = form.text('payment_method') ?? intent.paymentMethod
  const returnUrl = form.text('return_url') ?? intent.returnUrl
  const confirm = readConfirmation(form)
  form.finish()
  if (intent.status !== 'requires_confirmation' && intent.status !== 'requires_payment_method') {
    throw wrongState(
      `You cannot confirm this PaymentIntent because it has a status of ${intent.status}.`,
      drawIntent(intent, call.view),
    )
  }
  if (!methodId) throw missingMethod()
  const method = usableMethod(call, methodId, intent)
  const ready = tx.put('intent', { ...intent, paymentMethod: method.id, returnUrl })
  return drawIntent(confirmed(call, ready, confirm), call.view)
}

type Confirmation = { wanted: boolean; offSession: boolean; errorOnAction: boolean; force3ds: boolean }

function readConfirmation(form: Form): Confirmation {
  const options = form.group('payment_method_options').group('card')
  options.ignore('installments', 'moto', 'capture_method')
  form.ignore('use_stripe_sdk', 'mandate_data')
  return {
    wanted: form.flag('confirm'),
    offSession: form.flag('off_session'),
    errorOnAction: form.flag('error_on_requires_action'),
    force3ds: ['any', 'challenge'].includes(options.text('request_three_d_secure') ?? 'automatic'),
  }
}

function confirmed(
  call: Call,
  intent: IntentRecord,
  { offSession, errorOnAction, force3ds }: Confirmation,
): IntentRecord {
  const method = call.tx.get('payment_method', intent.paymentMethod ?? '')
  if (!method) throw missingMethod()
  if ((offSession || errorOnAction) && (method.outcome === 'authenticate' || force3ds)) {
    const message = 'Your card was declined. This transaction requires authentication.'
    const lastError = { code: 'authentication_required', declineCode: 'authentication_required', message, charge: null }
    const open = call.tx.put('intent', { ...intent, status: 'requires_payment_method', lastError })
    tell(call, 'payment_intent.payment_failed', drawIntent(open, call.view))
    throw new Refusal({
      status: 402,
      type: 'card_error',
      code: lastError.code,
      declineCode: lastError.declineCode,
      message,
      intent: drawIntent(open, call.view),
      keep: true,
      stored: true,
    })
  }
  return attempt(call, intent, method, force3ds)
}

function readIntent({ form, tx, now, idempotencyKey }: Call): IntentRecord {
  const id = newId('pi')
  const amount = form.requiredInteger('amount')
  const currency = form.required('currency').toLowerCase()
  const fault = amountFault(amount, currency)
  if (fault) throw badParameter(fault.message, fault.param, fault.code)
  const customer = form.text('customer')
  if (customer && !tx.get('customer', customer)) throw missing('customer', customer, 'customer')
  const unknown = form.list('allowed_payment_method_types').find((type) => type !== 'card')
  if (unknown) throw badParameter(`This bank knows only cards, not ${unknown}.`, 'allowed_payment_method_types')
  form.ignore('automatic_payment_methods', 'confirmation_method', 'shipping', 'statement_descriptor')
  return {
    id,
    created: now,
    secret: `${id}_secret_${newId('x').slice(2)}`,
    amount,
    currency,
    captureMethod:
      form.oneOf('capture_method', ['automatic', 'automatic_async', 'manual']) === 'manual' ? 'manual' : 'automatic',
    status: 'requires_payment_method',
    paymentMethod: null,
    customer,
    returnUrl: readReturnUrl(form),
    description: form.text('description', 1000),
    receiptEmail: form.text('receipt_email'),
    statementDescriptorSuffix: form.text('statement_descriptor_suffix', 22),
    setupFutureUsage: form.oneOf('setup_future_usage', ['off_session', 'on_session']),
    metadata: form.metadata(),
    amountCapturable: 0,
    amountReceived: 0,
    canceledAt: null,
    cancellationReason: null,
    lastError: null,
    challenge: null,
    charges: [],
    refunds: [],
    createdWith: idempotencyKey,
  }
}

function readReturnUrl(form: Form): string | null {
  const url = form.text('return_url')
  if (url && !URL.canParse(url))
    throw badParameter('Invalid URL: An explicit scheme (such as https) must be provided.', 'return_url', 'url_invalid')
  return url
}

const missingMethod = () =>
  badParameter(
    'You cannot confirm this PaymentIntent because it is missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method.',
    'payment_method',
    'payment_intent_unexpected_state',
  )

export function findIntent({ tx }: Pick<Call, 'tx'>, id: string, param = 'id'): IntentRecord {
  const intent = tx.get('intent', id)
  if (!intent) throw missing('payment_intent', id, param)
  return intent
}

/** The issuer's slowness is felt before anything happens: until then the bank knows nothing of the payment. */
function issuerDelay({ form, tx, id, bank }: Call): number {
  const named = typeof form.values['payment_method'] === 'string' ? form.values['payment_method'] : null
  const methodId = named ?? tx.get('intent', id)?.paymentMethod ?? ''
  const confirms = id !== '' || form.values['confirm'] === 'true'
  const slow = methodId === 'pm_card_slow' || tx.get('payment_method', methodId)?.outcome === 'slow'
  return confirms && slow ? bank.scenario.slowCardMs : 0
}

export const createRoutes: Route[] = [
  { method: 'POST', path: '/v1/payment_intents', handle: create, lingers: issuerDelay },
  { method: 'POST', path: '/v1/payment_intents/:id/confirm', handle: confirm, lingers: issuerDelay },
]
