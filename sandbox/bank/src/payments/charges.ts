import type { Call, Route } from '../bank.ts'
import type { BalanceRecord, ChargeRecord } from '../books/records.ts'
import { page } from '../wire/list.ts'
import { drawCharge } from '../wire/objects/charge.ts'
import { drawBalance } from '../wire/objects/refund.ts'
import { missing } from '../wire/refusal.ts'

function retrieveCharge({ form, tx, id, view }: Call): object {
  form.finish()
  const charge = tx.get('charge', id)
  if (!charge) throw missing('charge', id)
  return drawCharge(charge, view)
}

function listCharges({ bank, form, tx, view }: Call): object {
  const intent = form.text('payment_intent')
  const ids = intent ? (tx.get('intent', intent)?.charges ?? []) : bank.books.born('charge')
  const found = page<ChargeRecord>(
    form,
    ids,
    (id) => tx.get('charge', id),
    () => true,
  )
  form.finish()
  const data = found.records.map((it) => drawCharge(it, view))
  return { object: 'list', url: '/v1/charges', has_more: found.hasMore, data }
}

function retrieveBalance({ form, tx, id, now }: Call): object {
  form.finish()
  const line = tx.get('balance', id)
  if (!line) throw missing('balance transaction', id)
  return drawBalance(line, now)
}

function listBalance({ bank, form, tx, now }: Call): object {
  const [type, source, currency] = [form.text('type'), form.text('source'), form.text('currency')]
  const keep = (it: BalanceRecord) =>
    (!type || it.type === type) && (!source || it.source === source) && (!currency || it.currency === currency)
  const found = page(form, bank.books.born('balance'), (id) => tx.get('balance', id), keep)
  form.finish()
  const data = found.records.map((it) => drawBalance(it, now))
  return { object: 'list', url: '/v1/balance_transactions', has_more: found.hasMore, data }
}

export const chargeRoutes: Route[] = [
  { method: 'GET', path: '/v1/charges', handle: listCharges },
  { method: 'GET', path: '/v1/charges/:id', handle: retrieveCharge },
  { method: 'GET', path: '/v1/balance_transactions', handle: listBalance },
  { method: 'GET', path: '/v1/balance_transactions/:id', handle: retrieveBalance },
]
