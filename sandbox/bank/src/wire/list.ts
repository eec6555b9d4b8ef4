import type { Form } from './form.ts'
import { badParameter } from './refusal.ts'

type Born = { id: string; created: number }

/**
 * A page of the wire's lists: newest first, `limit` 1 to 100 (10), `starting_after` / `ending_before` an id,
 * `created` a second or a range (`gte`, `gt`, `lte`, `lt`).
 */
export function page<T extends Born>(
  form: Form,
  ids: readonly string[],
  load: (id: string) => T | undefined,
  keep: (record: T) => boolean,
): { records: T[]; hasMore: boolean } {
  const limit = form.integer('limit') ?? 10
  if (limit < 1 || limit > 100) throw badParameter('Limit must be between 1 and 100', 'limit')
  const [after, before] = [form.text('starting_after'), form.text('ending_before')]
  const created = createdFilter(form)
  const start = after ? position(ids, after, 'starting_after') - 1 : ids.length - 1
  const stop = before ? position(ids, before, 'ending_before') : -1

  const records: T[] = []
  for (let index = start; index > stop; index -= 1) {
    const record = load(ids[index] as string)
    if (!record || !created(record.created) || !keep(record)) continue
    if (records.length === limit && !before) return { records, hasMore: true }
    records.push(record)
  }
  // Going backwards, the page is the last `limit` before the given id.
  return before ? { records: records.slice(-limit), hasMore: records.length > limit } : { records, hasMore: false }
}

function position(ids: readonly string[], id: string, param: string) {
  const index = ids.lastIndexOf(id)
  if (index < 0) throw badParameter(`No such object: '${id}'`, param, 'resource_missing')
  return index
}

function createdFilter(form: Form): (created: number) => boolean {
  if (typeof form.values['created'] === 'string') {
    const exact = form.integer('created')
    return (created) => created === exact
  }
  const range = form.group('created')
  const [gte, gt, lte, lt] = ['gte', 'gt', 'lte', 'lt'].map((name) => range.integer(name))
  return (created) =>
    created >= (gte ?? -Infinity) &&
    created > (gt ?? -Infinity) &&
    created <= (lte ?? Infinity) &&
    created < (lt ?? Infinity)
}
