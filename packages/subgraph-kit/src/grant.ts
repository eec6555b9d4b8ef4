import { createHmac, createSecretKey, hkdfSync, timingSafeEqual, type KeyObject } from 'node:crypto'

import { z } from 'zod'

import type { PairKeys } from './pair-keys.ts'

// A word from one service to one sister, which a third carries: `whoever brings this may read payment 7`, for some
// seconds. Only those two can make or read it, so it has a MAC and no signature; see the README for why that is enough.

/** How every grant begins: compared byte by byte, never read. Explicitly typed (RFC 8725, section 3.11). */
const headOf = (issuer: string) =>
  Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'grant+jwt', kid: issuer })).toString('base64url')

/** Another key than that of the pair's identities (RFC 5869): neither can ever be taken for the other. */
const grantKey = (pair: KeyObject) =>
  createSecretKey(Buffer.from(hkdfSync('sha256', pair, '', 'staygraph grant 1 HS256', 32)))

const mac = (text: string, key: KeyObject) => createHmac('sha256', key).update(text).digest('base64url')
const nowInSeconds = () => Math.floor(Date.now() / 1_000)
/** Between our machines' clocks. */
const toleranceSeconds = 5

/** Makes grants that only `to` can read. */
export function createGranter(keys: PairKeys, to: string) {
  const pair = keys.to.get(to)
  if (!pair) throw new Error(`${keys.name} knows no key of ${to}`)
  const [head, key] = [headOf(keys.name), grantKey(pair)]
  return (claim: Record<string, unknown>, seconds: number): string => {
    const iat = nowInSeconds()
    const said = Buffer.from(JSON.stringify({ ...claim, iat, exp: iat + seconds })).toString('base64url')
    return `${head}.${said}.${mac(`${head}.${said}`, key)}`
  }
}

const expires = z.object({ exp: z.number() })

/** Reads grants that only `from` can have made for us, or throws. */
export function createGrantReader<Claim extends z.ZodType>(keys: PairKeys, from: string, claim: Claim) {
  const pair = [...keys.from.values()].find(({ issuer }) => issuer === from)
  if (!pair) throw new Error(`${keys.name} knows no key of ${from}`)
  const [head, key] = [headOf(from), grantKey(pair.key)]
  return (grant: string): z.infer<Claim> => {
    const end = grant.lastIndexOf('.')
    if (!grant.startsWith(`${head}.`) || end <= head.length) throw new Error(`this is no grant of ${from}`)
    if (!isSame(grant.slice(end + 1), mac(grant.slice(0, end), key))) throw new Error('signature verification failed')
    const read: unknown = JSON.parse(Buffer.from(grant.slice(head.length + 1, end), 'base64url').toString())
    if (expires.parse(read).exp <= nowInSeconds() - toleranceSeconds) throw new Error('the grant has expired')
    return claim.parse(read)
  }
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
