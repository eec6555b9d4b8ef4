import { createHash } from 'node:crypto'

/** On whose behalf a request is made, as far as reservations tell people apart. */
export type Requester =
  | { kind: 'anonymous' }
  | { kind: 'customer'; customerId: string }
  | { kind: 'integrator'; clientId: string; scopes: readonly string[] }
  | { kind: 'service'; name: string }

/** Whose idempotency keys these are. A key of one is nobody else's. */
export function scopeOf(requester: Requester): string {
  switch (requester.kind) {
    case 'anonymous':
      return 'anonymous'
    case 'customer':
      return `customer:${requester.customerId}`
    case 'integrator':
      return `client:${requester.clientId}`
    case 'service':
      return `service:${requester.name}`
  }
}

type Owned = { customerId: string | null; clientId: string | null }

/** Sisters that may read any reservation through the graph. */
const trustedSisters = new Set(['payments', 'workers'])

/** Whether a reservation may be shown to whoever names its id. Knowing an id is no right: reference and surname are asked of everybody else. */
export function mayRead(requester: Requester, { customerId, clientId }: Owned): boolean {
  switch (requester.kind) {
    case 'anonymous':
      return false
    case 'customer':
      return customerId !== null && requester.customerId === customerId
    case 'integrator':
      return clientId !== null && requester.clientId === clientId
    case 'service':
      return trustedSisters.has(requester.name)
  }
}

/** What an idempotency key stands for: equal input, whatever the order in which a client wrote it. */
export const hashOf = (...input: readonly (string | number | null | undefined)[]) =>
  createHash('sha256')
    .update(JSON.stringify(input.map((part) => part ?? null)))
    .digest('base64url')

/** Printable, 8 to 200 characters: what the schema says a key is. */
export const isKey = (key: string) => key.length >= 8 && key.length <= 200 && !/\p{Cc}/u.test(key)
