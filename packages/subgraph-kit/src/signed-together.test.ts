import { generateKeyPairSync, hash, sign } from 'node:crypto'

import { expect, test } from 'vitest'

import { verifyCompact } from './jws.ts'
import { isSignedTogether, signTogether, togetherAlg } from './signed-together.ts'

const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const stranger = generateKeyPairSync('ed25519')

const textsOf = (count: number) => Array.from({ length: count }, (_, at) => `text ${at} of ${count}`)

test('of any number, each is proven alone by the public key, and by a proof that is no other’s', () => {
  for (const count of [0, 1, 2, 3, 4, 5, 7, 8, 20, 33, 64, 127, 128]) {
    const texts = textsOf(count)
    const proofs = signTogether(texts, privateKey)
    expect(proofs.map((proof, at) => isSignedTogether(texts[at] ?? '', proof, publicKey))).toEqual(texts.map(() => true)) // prettier-ignore
    expect(new Set(proofs.map(String)).size).toBe(count)
    const longest = Math.max(0, ...proofs.map(({ length }) => (length - 64) / 32))
    expect(longest).toBe(count < 2 ? 0 : Math.ceil(Math.log2(count)))
  }
})

test('no other text, key or proof passes, nor one with any byte changed, cut off or added', () => {
  const texts = textsOf(11)
  const proofs = signTogether(texts, privateKey)
  const [text = '', proof = Buffer.alloc(0)] = [texts[3], proofs[3]]
  expect(isSignedTogether(text, proof, publicKey)).toBe(true)
  expect(isSignedTogether('text 99 of 11', proof, publicKey)).toBe(false)
  expect(isSignedTogether(text, proof, stranger.publicKey)).toBe(false)
  for (const [at, other] of proofs.entries()) expect(isSignedTogether(text, other, publicKey)).toBe(at === 3)
  for (let at = 0; at < proof.length; at += 1) {
    const changed = Buffer.from(proof)
    changed[at] = (changed[at] as number) ^ 1
    expect(isSignedTogether(text, changed, publicKey)).toBe(false)
    expect(isSignedTogether(text, proof.subarray(0, at), publicKey)).toBe(false)
  }
  expect(isSignedTogether(text, Buffer.concat([proof, Buffer.alloc(32)]), publicKey)).toBe(false)
  expect(isSignedTogether(text, Buffer.concat([proof, Buffer.alloc(32 * 1_000)]), publicKey)).toBe(false)
})

test('what stands within the tree is no text: whoever holds its proofs makes none of another', () => {
  const [proof = Buffer.alloc(0)] = signTogether(textsOf(4), privateKey)
  const [signature, first, second] = [proof.subarray(0, 64), proof.subarray(64, 96), proof.subarray(96)]
  const within = hash('sha256', Buffer.concat([Buffer.from([0]), Buffer.from('text 0 of 4')]), 'buffer')
  const pair = [within, first].toSorted((one, other) => Buffer.compare(one, other))
  for (const written of ['latin1', 'utf8', 'base64url'] as const)
    for (const begun of ['', '\x01'])
      expect(
        isSignedTogether(begun + Buffer.concat(pair).toString(written), Buffer.concat([signature, second]), publicKey),
      ).toBe(false)
})

test('one signed alone is not of many, one of many is not alone, and only who says so reads those of many', () => {
  const bodyOf = (claims: object) => Buffer.from(JSON.stringify(claims)).toString('base64url')
  const textOf = (alg: string, claims: object) => `${bodyOf({ alg, kid: 'k' })}.${bodyOf(claims)}`
  const texts = [textOf(togetherAlg, { a: 1 }), textOf(togetherAlg, { a: 2 })]
  const [ofMany, other] = signTogether(texts, privateKey).map((proof, at) => `${texts[at]}.${proof.toString('base64url')}`) // prettier-ignore
  const keyOf = () => publicKey
  const together = { together: true }
  expect(verifyCompact(ofMany ?? '', keyOf, together)).toEqual({ a: 1 })
  expect(verifyCompact(other ?? '', keyOf, together)).toEqual({ a: 2 })
  expect(() => verifyCompact(ofMany ?? '', keyOf)).toThrow('not signed by EdDSA')

  const plain = textOf('EdDSA', { a: 1 })
  const signature = sign(null, Buffer.from(plain), privateKey)
  expect(verifyCompact(`${plain}.${signature.toString('base64url')}`, keyOf, together)).toEqual({ a: 1 })
  for (const [text, proof] of [
    [texts[0], sign(null, Buffer.from(texts[0] ?? ''), privateKey)],
    [plain, signTogether([plain], privateKey)[0]],
  ] as const)
    expect(() => verifyCompact(`${text}.${proof?.toString('base64url')}`, keyOf, together)).toThrow(
      'verification failed',
    )
})
