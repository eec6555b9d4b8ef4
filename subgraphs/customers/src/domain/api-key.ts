/** `sg_test_4f9k2m1q_` and 256 random bits: says where it belongs when it is found in the wrong place. */
export type ApiKey = { key: string; prefix: string }

const letters = '0123456789abcdefghjkmnpqrstvwxyz' // 32, none to be mistaken for another

/** `label`: 8 random bytes, seen in lists. `secret`: 32 random bytes, never seen again. */
export function composeApiKey(mode: 'TEST' | 'LIVE', label: Uint8Array, secret: Uint8Array): ApiKey {
  const prefix = `sg_${mode.toLowerCase()}_${Array.from(label.subarray(0, 8), (byte) => letters[byte % 32]).join('')}`
  return { key: `${prefix}_${Buffer.from(secret).toString('base64url')}`, prefix }
}
