import type { IncomingHttpHeaders } from 'node:http'

/** Whether a page of this origin may read our answers: named in the list, or a page of ours. */
export const originAllowed = (allowed: ReadonlySet<string>, origin: string, host: string | undefined) =>
  allowed.has(origin) || (host !== undefined && URL.canParse(origin) && new URL(origin).host === host)

/**
 * Whether a browser was made to send this by a page we do not know. Browsers tell by `Sec-Fetch-Site`, older ones by
 * `Origin`; programs send neither and carry no cookies of anyone. Bodies must be JSON besides, which a form cannot send.
 */
export function isForged(headers: IncomingHttpHeaders, allowed: ReadonlySet<string>): boolean {
  const site = headers['sec-fetch-site']
  if (site === 'same-origin' || site === 'none') return false
  const { origin, host } = headers
  if (origin === undefined) return site !== undefined
  return !originAllowed(allowed, origin, host)
}

/** The headers that let a page of a known origin read the answer (CORS). Empty for everyone else. */
export function corsHeaders(headers: IncomingHttpHeaders, allowed: ReadonlySet<string>): Record<string, string> {
  const { origin, host } = headers
  if (origin === undefined || !originAllowed(allowed, origin, host)) return { vary: 'origin' }
  return {
    vary: 'origin',
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'retry-after, ratelimit-limit, ratelimit-remaining, ratelimit-reset',
  }
}

export const preflightHeaders = {
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers': 'content-type, authorization, x-api-key, traceparent, tracestate, last-event-id',
  'access-control-max-age': '7200',
}
