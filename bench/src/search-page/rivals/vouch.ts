import { mintIdentity } from '@staygraph/subgraph-kit/identity'
import { derivePairKeys, type PrivateJwk, type PublicJwk } from '@staygraph/subgraph-kit/pair-keys'

// Our subgraphs answer nobody without an identity. A rival vouches for a stranger with our own gateway's key and by our own
// code, once a request, over the body it sends: what that costs is the same for all.

const keys = derivePairKeys(
  'gateway',
  JSON.parse(process.env['IDENTITY_KEY'] ?? '') as PrivateJwk,
  JSON.parse(process.env['TRUSTED_KEYS'] ?? '') as Record<string, PublicJwk>,
)

export { identityHeader } from '@staygraph/subgraph-kit/identity'
export const vouch = (body: string): string => mintIdentity(keys, 'hotels', body, { kind: 'anonymous' })
