import { createHash } from 'node:crypto'

import type { AnswerRecord } from '../books/records.ts'
import { Refusal } from './refusal.ts'

/** Read the header: at most 255 characters; nothing means the request may take effect each time it is sent. */
export function readIdempotencyKey(header: string | string[] | undefined): string | null {
  const key = typeof header === 'string' && header !== '' ? header : null
  if (!key || key.length <= 255) return key
  throw new Refusal({
    status: 400,
    type: 'idempotency_error',
    message: 'Idempotency keys can be at most 255 characters.',
  })
}

/** A digest of the parameters, whatever their order. */
export const digest = (values: object) =>
  createHash('sha256')
    .update(JSON.stringify(sorted(values)))
    .digest('base64url')

/** The stored answer may be replayed only to the same request; anything else under that key is refused. */
export function refuseOtherUse(stored: AnswerRecord, path: string, parameters: string) {
  const other = `Try using a key other than '${stored.id}' if you meant to execute a different request.`
  if (stored.path !== path) {
    const message = `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${path}' vs '${stored.path}'). ${other}`
    throw new Refusal({ status: 400, type: 'idempotency_error', message })
  }
  if (stored.parameters !== parameters) {
    const message = `Keys for idempotent requests can only be used with the same parameters they were first used with. ${other}`
    throw new Refusal({ status: 400, type: 'idempotency_error', message })
  }
}

/** The first request with this key is still being worked on. */
export const keyInUse = (key: string) =>
  new Refusal({
    status: 409,
    type: 'idempotency_error',
    code: 'idempotency_key_in_use',
    message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
  })

/** The same parameters in another order are the same parameters. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, sorted(inner)])
}
