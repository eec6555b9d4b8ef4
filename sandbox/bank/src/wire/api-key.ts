import { createHash, timingSafeEqual } from 'node:crypto'

import { Refusal } from './refusal.ts'

/** Why this Authorization header (Bearer, or Basic with the key as user) does not open the API, or null. */
export function checkKey(authorization: string | undefined, apiKey: string): Refusal | null {
  const given = readKey(authorization ?? '')
  const unauthorized = (message: string) => new Refusal({ status: 401, type: 'invalid_request_error', message })
  if (!given) return unauthorized('You did not provide an API key. Use HTTP Basic or Bearer authentication with it.')
  const [left, right] = [given, apiKey].map((text) => createHash('sha256').update(text).digest()) as [Buffer, Buffer]
  return timingSafeEqual(left, right) ? null : unauthorized(`Invalid API Key provided: ${given.slice(0, 8)}****`)
}

function readKey(authorization: string): string | null {
  const [scheme, value = ''] = authorization.split(' ')
  if (scheme === 'Bearer') return value || null
  return scheme === 'Basic' ? Buffer.from(value, 'base64').toString().split(':')[0] || null : null
}
