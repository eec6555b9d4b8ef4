import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

import { refuse, type Refusal } from './refusal.ts'

// AWS Signature Version 4 as S3 checks it: in the `authorization` header, or in the query of a presigned address.

export type Keys = { accessKeyId: string; secretAccessKey: string; region: string }
export type Asked = { method: string; url: URL; headers: IncomingHttpHeaders }

const algorithm = 'AWS4-HMAC-SHA256'
/** How far the clock of who signs may differ from ours. */
const skewMs = 15 * 60_000
const longestSeconds = 7 * 86_400

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
/** Nothing but letters, digits and `-._~` stays as it is. */
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

type Claimed = {
  credential: string
  signedHeaders: string[]
  signature: string
  datetime: string
  /** Of a presigned address. */
  expires: number | undefined
}

/** Undefined: whoever asks holds the keys, or an address that was signed with them for just this. */
export function refuseSignature(asked: Asked, keys: Keys, now: number): Refusal | undefined {
  const claimed = read(asked)
  if (!claimed) return refuse('AccessDenied')
  const { credential, signedHeaders, signature, datetime, expires } = claimed
  const [accessKeyId, day = '', region, service, end] = credential.split('/')
  if (accessKeyId !== keys.accessKeyId) return refuse('InvalidAccessKeyId')
  const scope = `${day}/${keys.region}/s3/aws4_request`
  if (`${day}/${region}/${service}/${end}` !== scope || !datetime.startsWith(day))
    return refuse('AuthorizationQueryParametersError')
  const signedAt = Date.parse(datetime.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
  if (!Number.isFinite(signedAt)) return refuse('AuthorizationQueryParametersError')
  if (expires === undefined ? Math.abs(now - signedAt) > skewMs : signedAt - now > skewMs)
    return refuse('RequestTimeTooSkewed')
  if (expires !== undefined && !(expires >= 1 && expires <= longestSeconds))
    return refuse('AuthorizationQueryParametersError')
  if (expires !== undefined && now > signedAt + expires * 1_000) return refuse('AccessDenied', 'Request has expired')
  const signed = new Set(signedHeaders)
  const unsigned = Object.keys(asked.headers).filter((name) => name.startsWith('x-amz-') && !signed.has(name))
  if (!signed.has('host') || unsigned.length > 0)
    return refuse('AccessDenied', 'There were headers present in the request which were not signed')

  const canonical = [
    asked.method,
    asked.url.pathname.split('/').map((part) => encode(decodeURIComponent(part))).join('/'),
    canonicalQuery(asked.url),
    ...signedHeaders.map((name) => `${name}:${String(asked.headers[name] ?? '').trim().replace(/\s+/g, ' ')}`),
    '',
    signedHeaders.join(';'),
    expires === undefined ? String(asked.headers['x-amz-content-sha256'] ?? '') : 'UNSIGNED-PAYLOAD',
  ].join('\n') // prettier-ignore
  const key = ['s3', 'aws4_request'].reduce(hmac, hmac(hmac(`AWS4${keys.secretAccessKey}`, day), keys.region))
  const right = hmac(key, [algorithm, datetime, scope, sha256(canonical)].join('\n'))
  const given = Buffer.from(signature, 'hex')
  return given.length === right.length && timingSafeEqual(given, right) ? undefined : refuse('SignatureDoesNotMatch')
}

function read({ url, headers }: Asked): Claimed | undefined {
  const query = (name: string) => url.searchParams.get(`X-Amz-${name}`) ?? ''
  const { authorization } = headers
  if (authorization === undefined) {
    if (query('Algorithm') !== algorithm) return undefined
    return {
      credential: query('Credential'),
      signedHeaders: query('SignedHeaders').split(';'),
      signature: query('Signature'),
      datetime: query('Date'),
      expires: Number(query('Expires') || Number.NaN),
    }
  }
  const [, credential, signedHeaders, signature] =
    /^AWS4-HMAC-SHA256 +Credential=([^,]+), *SignedHeaders=([^,]+), *Signature=([0-9a-f]+)$/.exec(authorization) ?? []
  if (!credential || !signedHeaders || !signature) return undefined
  const datetime = String(headers['x-amz-date'] ?? '')
  return { credential, signedHeaders: signedHeaders.split(';'), signature, datetime, expires: undefined }
}

const canonicalQuery = ({ searchParams }: URL) =>
  [...searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]): [string, string] => [encode(name), encode(value)])
    .toSorted(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : 1))
    .map((pair) => pair.join('='))
    .join('&')
