import { createHmac, generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto'

import { expect, test } from 'vitest'

import { derivePairKeys, headOf, type PrivateJwk, type PublicJwk } from './pair-keys.ts'
import { makeIdentityKey, publicHalf } from './testing/identity.ts'

const fromHex = (hex: string) => Buffer.from(hex, 'hex').toString('base64url')
const publicJwk = (hex: string): PublicJwk => ({ kty: 'OKP', crv: 'X25519', x: fromHex(hex) })
const shown = (key: KeyObject | undefined) => key?.export().toString('hex')

// Alice, Bob and what they share: RFC 7748, section 6.1.
const alice: PrivateJwk = {
  ...publicJwk('8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a'),
  d: fromHex('77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a'),
}
const bob: PrivateJwk = {
  ...publicJwk('de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f'),
  d: fromHex('5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb'),
}
const secret = Buffer.from('4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742', 'hex')
const sisters = { alice: publicHalf(alice), bob: publicHalf(bob) }
const ofAlice = derivePairKeys('alice', alice, sisters)
const ofBob = derivePairKeys('bob', bob, sisters)

test('both of a pair make the same two keys, one a direction, as RFC 7748 and RFC 5869 say', () => {
  const said = shown(ofAlice.to.get('bob'))
  const heard = shown(ofAlice.from.get(headOf('bob'))?.key)
  expect(said).toBe(shown(ofBob.from.get(headOf('alice'))?.key))
  expect(heard).toBe(shown(ofBob.to.get('alice')))
  expect(said).not.toBe(heard)
  // HKDF by hand: extract with a salt of zeros, then one block of expand.
  const extracted = createHmac('sha256', Buffer.alloc(32)).update(secret).digest()
  const info = JSON.stringify(['staygraph identity 1 HS256', 'alice', 'bob', alice.x, bob.x])
  expect(said).toBe(createHmac('sha256', extracted).update(`${info}\x01`).digest('hex'))
})

test('another name, another sister and another key make other keys', () => {
  const other = derivePairKeys('alice', alice, {
    bob: sisters.bob,
    robert: sisters.bob,
    eve: publicHalf(makeIdentityKey()),
  })
  const renamed = derivePairKeys('alicia', alice, { bob: sisters.bob })
  const keys = [...other.to.values(), ...[...other.from.values()].map(({ key }) => key), ...renamed.to.values()]
  expect(new Set(keys.map(shown)).size).toBe(7)
  expect(keys.map(shown)).not.toContain(secret.toString('hex'))
})

// Every point of order 1, 2, 4 and 8 that 32 bytes can say, and those of its twist: https://cr.yp.to/ecdh.html
const lowOrder = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]
const highBit = (hex: string) => hex.slice(0, 62) + (Number.parseInt(hex.slice(62), 16) | 0x80).toString(16)
test.each(lowOrder.flatMap((hex) => [hex, highBit(hex)]))(
  'a key of low order keeps no secret and is refused: %s',
  (hex) => {
    expect(() => derivePairKeys('alice', alice, { mallory: publicJwk(hex) })).toThrow(
      'the key of mallory is of low order',
    )
  },
)

test('a key of another curve, another’s public half, and a key that sisters do not know of us are refused by name', () => {
  const ed25519 = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as JsonWebKey as PrivateJwk
  expect(() => derivePairKeys('alice', ed25519, sisters)).toThrow('the key of alice is not an X25519 key but ed25519')
  expect(() => derivePairKeys('alice', alice, { bob: publicHalf(ed25519) })).toThrow('the key of bob is not an X25519')
  expect(() => derivePairKeys('alice', { ...alice, x: bob.x }, {})).toThrow('a public half that is not its own')
  expect(() => derivePairKeys('bob', alice, sisters)).toThrow('its sisters are told another key of bob')
})

test('nobody makes a pair with themselves', () => {
  expect([...ofAlice.to.keys()]).toEqual(['bob'])
  expect([...ofAlice.from.keys()]).toEqual([headOf('bob')])
})
