import { generateKeyPairSync, sign } from 'node:crypto'

// A certificate of its own for 127.0.0.1, as TLS servers of tests need one: X.509 written by hand, so that no key is kept.

const der = (tag: number, ...parts: readonly Uint8Array[]) => {
  const content = Buffer.concat(parts)
  const { length } = content
  const told = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...told]), content])
}
const sequence = (...parts: readonly Uint8Array[]) => der(0x30, ...parts)
const hex = (tag: number, digits: string) => der(tag, Buffer.from(digits, 'hex'))
const oid = {
  ecdsaWithSha256: '2a8648ce3d040302',
  commonName: '550403',
  alternativeName: '551d11',
  constraints: '551d13',
}

export function selfSigned() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = sequence(hex(6, oid.ecdsaWithSha256))
  const name = sequence(der(0x31, sequence(hex(6, oid.commonName), der(0x0c, Buffer.from('a test')))))
  const time = (year: string) => der(0x17, Buffer.from(`${year}0101000000Z`))
  const address = sequence(der(0x87, Buffer.from([127, 0, 0, 1])))
  const extensions = sequence(
    sequence(hex(6, oid.alternativeName), der(4, address)),
    sequence(hex(6, oid.constraints), der(4, sequence(hex(1, 'ff')))),
  )
  const claims = sequence(
    der(0xa0, hex(2, '02')),
    hex(2, '01'),
    algorithm,
    name,
    sequence(time('20'), time('49')),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, extensions),
  )
  const signature = sign('sha256', claims, privateKey)
  const certificate = sequence(claims, algorithm, der(3, Buffer.from([0]), signature))
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64')}\n-----END CERTIFICATE-----\n`,
  }
}
