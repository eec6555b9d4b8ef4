import type { Call, Route } from '../bank.ts'
import type { IntentRecord } from '../books/records.ts'
import { page } from '../wire/list.ts'
import { drawIntent } from '../wire/objects/payment-intent.ts'
import { badParameter } from '../wire/refusal.ts'
import { findIntent } from './payment-intents.ts'

function retrieve(call: Call): object {
  call.form.ignore('client_secret')
  call.form.finish()
  return drawIntent(findIntent(call, call.id), call.view)
}

function list({ bank, form, tx, view }: Call): object {
  const customer = form.text('customer')
  const found = page(
    form,
    bank.books.born('intent'),
    (id) => tx.get('intent', id),
    (it) => !customer || it.customer === customer,
  )
  form.finish()
  return {
    object: 'list',
    url: '/v1/payment_intents',
    has_more: found.hasMore,
    data: found.records.map((it) => drawIntent(it, view)),
  }
}

type Clause = (intent: IntentRecord) => boolean

/** The part of the wire's search language a reconciler needs: `metadata['k']:'v'`, `status:'…'`, `currency:'…'`, joined by AND. */
function search({ bank, form, view, now }: Call): object {
  const limit = form.integer('limit') ?? 10
  form.ignore('page')
  const clauses = form.required('query').split(/\s+AND\s+/i)
  form.finish()
  const read = clauses.map(readClause)
  const [indexed] = read.flatMap(({ metadata }) => (metadata ? [metadata] : []))
  if (!indexed) throw badParameter('Search for at least one metadata field.', 'query')
  const seenBefore = now - bank.scenario.searchLagMs / 1000
  const found = bank.books
    .intentsWith(...indexed)
    .map((id) => bank.books.get('intent', id))
    .filter((it) => it !== undefined)
    .filter((it) => it.created <= seenBefore && read.every(({ holds }) => holds(it)))
    .reverse()
  return {
    object: 'search_result',
    url: '/v1/payment_intents/search',
    has_more: found.length > limit,
    next_page: null,
    data: found.slice(0, limit).map((it) => drawIntent(it, view)),
  }
}

function readClause(clause: string): { holds: Clause; metadata?: [string, string] } {
  const tagged = /^\s*metadata\[["'](.+?)["']\]\s*:\s*["'](.*)["']\s*$/.exec(clause)
  if (tagged) {
    const [key, value] = [tagged[1] as string, tagged[2] as string]
    return { holds: (it) => it.metadata[key] === value, metadata: [key, value] }
  }
  const field = /^\s*(status|currency|customer)\s*:\s*["'](.*)["']\s*$/.exec(clause)
  if (!field) throw badParameter(`We were unable to parse your search query near: ${clause.slice(0, 60)}`, 'query')
  return { holds: (it) => it[field[1] as 'status' | 'currency' | 'customer'] === field[2] }
}

export const findRoutes: Route[] = [
  { method: 'GET', path: '/v1/payment_intents/search', handle: search },
  { method: 'GET', path: '/v1/payment_intents', handle: list },
  { method: 'GET', path: '/v1/payment_intents/:id', handle: retrieve },
]
