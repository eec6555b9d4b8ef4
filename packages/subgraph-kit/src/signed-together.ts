import { hash, sign, verify, type KeyObject } from 'node:crypto'

// One signature over many texts: over the root of a tree of their hashes (Merkle, 1987; domains as in RFC 9162, 2.1.1).
// Each text carries the signature and the hashes that lead from it to the root, so it is proven alone, by the public key
// alone. A signature takes 22 µs, a hash one: twenty offers of a page are signed for less than two.

/** What a token of this kind names as its algorithm: nobody's but ours, so that others refuse it (RFC 7515, section 4.1.1). */
export const togetherAlg = 'staygraph-tree-EdDSA'

/** Signed before the root: no JWS, which is base64url throughout, ever begins so. */
const context = Buffer.from('staygraph tree 1\0')
const signatureBytes = 64
const hashBytes = 32
/** What leads to the root of a million texts; nothing longer is gone up. */
const mostSteps = 20

/** Texts begin with 0, pairs with 1: neither is ever taken for the other. */
const leafOf = (text: string): Buffer => hash('sha256', `\0${text}`, 'buffer')
const pair = Buffer.alloc(1 + 2 * hashBytes, 1)
/** In the order of their bytes, so that nobody need be told which was left. */
function parentOf(one: Buffer, other: Buffer): Buffer {
  const [first, second] = Buffer.compare(one, other) <= 0 ? [one, other] : [other, one]
  pair.set(first, 1)
  pair.set(second, 1 + hashBytes)
  return hash('sha256', pair, 'buffer')
}

/** The proof of each text, in their order: the signature of all, then the hashes to the root. Texts must differ. */
export function signTogether(texts: readonly string[], key: KeyObject): Buffer[] {
  const paths: Buffer[][] = texts.map(() => [])
  let level = texts.map((text, at) => ({ hash: leafOf(text), below: [at] }))
  while (level.length > 1) {
    const next: typeof level = []
    for (let at = 0; at < level.length; at += 2) {
      const [left, right] = [level[at], level[at + 1]]
      if (!left) break
      if (!right) {
        next.push(left) // nothing beside it: it goes up as it is
        continue
      }
      for (const one of left.below) paths[one]?.push(right.hash)
      for (const one of right.below) paths[one]?.push(left.hash)
      next.push({ hash: parentOf(left.hash, right.hash), below: [...left.below, ...right.below] })
    }
    level = next
  }
  const [root] = level
  if (!root) return []
  const signature = sign(null, Buffer.concat([context, root.hash]), key)
  return paths.map((path) => Buffer.concat([signature, ...path]))
}

/** Whether the holder of the key signed this text, with whatever others. */
export function isSignedTogether(text: string, proof: Buffer, key: KeyObject): boolean {
  const steps = (proof.length - signatureBytes) / hashBytes
  if (!Number.isInteger(steps) || steps < 0 || steps > mostSteps) return false
  let node = leafOf(text)
  for (let at = signatureBytes; at < proof.length; at += hashBytes)
    node = parentOf(node, proof.subarray(at, at + hashBytes))
  return verify(null, Buffer.concat([context, node]), key, proof.subarray(0, signatureBytes))
}
