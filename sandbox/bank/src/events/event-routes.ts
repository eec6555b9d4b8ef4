import type { Call, Route } from '../bank.ts'
import type { EventRecord } from '../books/records.ts'
import { page } from '../wire/list.ts'
import { missing } from '../wire/refusal.ts'
import { API_VERSION } from '../wire/version.ts'

/** An `event` of the wire: the same shape in the API and in a webhook. */
export const drawEvent = (event: EventRecord, pending: boolean) => ({
  id: event.id,
  object: 'event',
  api_version: API_VERSION,
  created: event.created,
  data: { object: event.object },
  livemode: false,
  pending_webhooks: pending ? 1 : 0,
  request: { id: event.requestId, idempotency_key: event.idempotencyKey },
  type: event.type,
})

const draw = ({ tx }: Call, event: EventRecord) => drawEvent(event, event.toDeliver && !tx.get('delivery', event.id))

function retrieve(call: Call): object {
  call.form.finish()
  const event = call.tx.get('event', call.id)
  if (!event) throw missing('event', call.id)
  return draw(call, event)
}

function list(call: Call): object {
  const { bank, form, tx } = call
  const type = form.text('type')
  const types = form.list('types')
  const wanted = (it: EventRecord) =>
    (!type || matches(type, it.type)) && (types.length === 0 || types.includes(it.type))
  const found = page(form, bank.books.born('event'), (id) => tx.get('event', id), wanted)
  form.finish()
  return { object: 'list', url: '/v1/events', has_more: found.hasMore, data: found.records.map((it) => draw(call, it)) }
}

/** `charge.*` names all the types of a family. */
const matches = (pattern: string, type: string) =>
  pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern

export const eventRoutes: Route[] = [
  { method: 'GET', path: '/v1/events', handle: list },
  { method: 'GET', path: '/v1/events/:id', handle: retrieve },
]
