import type { Call, Posting, Route } from '../bank.ts'
import type { SessionRecord } from '../books/records.ts'
import type { ReadCard } from '../cards/card-entry.ts'
import { tell } from '../events/tell.ts'
import { isCurrency } from '../money/currencies.ts'
import { newId } from '../wire/ids.ts'
import { drawSession, drawSetup } from '../wire/objects/checkout-session.ts'
import { drawCustomer } from '../wire/objects/payment-method.ts'
import { badParameter, missing } from '../wire/refusal.ts'
import { keepCard } from './payment-methods.ts'

const DAY = 24 * 3600

function create(call: Call): object {
  const { form, tx, now } = call
  if (form.required('mode') !== 'setup') throw badParameter('This sandbox offers only mode=setup.', 'mode')
  const customer = form.text('customer')
  if (customer && !tx.get('customer', customer)) throw missing('customer', customer, 'customer')
  const setup = tx.put('setup', {
    id: newId('seti'),
    created: now,
    secret: newId('seti_secret'),
    status: 'requires_payment_method',
    paymentMethod: null,
    customer,
    metadata: form.group('setup_intent_data').metadata(),
  })
  const session: SessionRecord = {
    id: newId('cs_test', 56),
    created: now,
    expiresAt: form.integer('expires_at') ?? now + DAY,
    status: 'open',
    setup: setup.id,
    successUrl: webAddress(form.required('success_url'), 'success_url'),
    cancelUrl: optionalAddress(form.text('cancel_url'), 'cancel_url'),
    currency: readCurrency(form.text('currency')),
    clientReference: form.text('client_reference_id', 200),
    createCustomer: form.oneOf('customer_creation', ['always', 'if_required']) === 'always',
    customer,
    email: form.text('customer_email'),
    locale: form.text('locale'),
    submitText: form.group('custom_text').group('submit').text('message', 1200),
    metadata: form.metadata(),
  }
  form.list('allowed_payment_method_types')
  form.ignore('ui_mode', 'submit_type', 'billing_address_collection', 'payment_method_options')
  form.finish()
  if (session.expiresAt < now + 1800 || session.expiresAt > now + DAY) {
    throw badParameter('The `expires_at` timestamp must be between 30 minutes and 24 hours from now.', 'expires_at')
  }
  return drawSession(tx.put('session', session), call.view)
}

function webAddress(url: string, param: string): string {
  if (/^https?:\/\//.test(url) && URL.canParse(url)) return url
  throw badParameter('Not a valid URL', param, 'url_invalid')
}
const optionalAddress = (url: string | null, param: string) => (url ? webAddress(url, param) : null)

function readCurrency(currency: string | null) {
  if (currency && !isCurrency(currency.toLowerCase())) throw badParameter(`Invalid currency: ${currency}.`, 'currency')
  return currency?.toLowerCase() ?? null
}

function retrieve({ form, tx, id, now, view }: Call): object {
  form.finish()
  const session = tx.get('session', id)
  if (!session) throw missing('checkout.session', id)
  return drawSession(asOf(session, now), view)
}

function expire(call: Call): object {
  call.form.finish()
  const session = call.tx.get('session', call.id)
  if (!session) throw missing('checkout.session', call.id)
  if (session.status !== 'open') throw badParameter(`Only open sessions can be expired; this one is ${session.status}.`)
  const expired = call.tx.put('session', { ...session, status: 'expired' })
  tell(call, 'checkout.session.expired', drawSession(expired, call.view))
  return drawSession(expired, call.view)
}

/** A session nobody finished in time is over, whether or not anyone looked. */
export const asOf = (session: SessionRecord, now: number): SessionRecord =>
  session.status === 'open' && session.expiresAt <= now ? { ...session, status: 'expired' } : session

/** The cardholder finished the card page: keep the card, and give it to the customer so that it can be charged. */
export function complete(posting: Posting, session: SessionRecord, { card, name, ...expiry }: ReadCard): SessionRecord {
  const { tx, now, view } = posting
  const customer =
    session.customer ??
    (session.createCustomer
      ? tx.put('customer', { id: newId('cus', 14), created: now, name, email: session.email }).id
      : null)
  const method = keepCard(tx, card, { ...expiry, cardholder: name, customer }, now)
  const setup = tx.change('setup', session.setup, { status: 'succeeded', paymentMethod: method.id, customer })
  const done = tx.put('session', { ...session, status: 'complete', customer })
  tell(posting, 'setup_intent.succeeded', drawSetup(setup))
  tell(posting, 'checkout.session.completed', drawSession(done, view))
  return done
}

function retrieveSetup({ form, tx, id }: Call): object {
  form.ignore('client_secret')
  form.finish()
  const setup = tx.get('setup', id)
  if (!setup) throw missing('setup_intent', id)
  return drawSetup(setup)
}

function retrieveCustomer({ form, tx, id }: Call): object {
  form.finish()
  const customer = tx.get('customer', id)
  if (!customer) throw missing('customer', id)
  return drawCustomer(customer)
}

export const setupRoutes: Route[] = [
  { method: 'POST', path: '/v1/checkout/sessions', handle: create },
  { method: 'GET', path: '/v1/checkout/sessions/:id', handle: retrieve },
  { method: 'POST', path: '/v1/checkout/sessions/:id/expire', handle: expire },
  { method: 'GET', path: '/v1/setup_intents/:id', handle: retrieveSetup },
  { method: 'GET', path: '/v1/customers/:id', handle: retrieveCustomer },
]
